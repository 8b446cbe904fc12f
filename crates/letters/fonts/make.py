"""Makes the font files of this folder anew: see README.md for what they are and where they come from.

    apt-get install fonts-noto-core fonts-droid-fallback fonts-nanum
    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools==4.68.0 brotli
    /tmp/fonts/bin/python crates/letters/fonts/make.py
"""

import io
import pathlib

import brotli
from fontTools import subset

HERE = pathlib.Path(__file__).parent
DEBIAN = pathlib.Path("/usr/share/fonts/truetype")


def span(*ranges):
    return {point for first, last in ranges for point in range(first, last + 1)}


# Latin with every Vietnamese, African and phonetic letter, Greek, Cyrillic, punctuation, currencies and a few signs.
EUROPEAN = span(
    (0x20, 0x7E), (0xA0, 0x52F), (0x1C80, 0x1C8F), (0x1D00, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x20CF),
    (0x2100, 0x214F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F), (0xA720, 0xA7FF), (0xFB00, 0xFB06),
) | {0x2190, 0x2192, 0x2212, 0x221E, 0x2260, 0x2264, 0x2265, 0x25CC, 0xFFFD}

# Han in the first and largest block (20,902 characters), kana, bopomofo, radicals, punctuation and full-width forms.
CJK = span((0x2E80, 0x33FF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF))

HANGUL = span((0xAC00, 0xD7A3))

NOTO = """Adlam Arabic Armenian Bengali CanadianAboriginal Cherokee Devanagari Ethiopic Georgian Gujarati Gurmukhi Hebrew Kannada
Khmer Lao Malayalam MeeteiMayek Myanmar NKo OlChiki Oriya Sinhala Syriac Tamil Telugu Thaana Thai Tifinagh""".split()

# file: (source, characters or None for all of the font's)
FONTS = {
    "sans": ("noto/NotoSans-Regular.ttf", EUROPEAN),
    "sans-bold": ("noto/NotoSans-Bold.ttf", EUROPEAN),
    "cjk": ("droid/DroidSansFallbackFull.ttf", CJK),
    "hangul": ("nanum/NanumSquareR.ttf", HANGUL),
} | {name.lower(): (f"noto/NotoSans{name}-Regular.ttf", None) for name in NOTO}


def made(name, source, wanted):
    options = subset.Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["FFTM", "STAT", "meta", "TSI0", "TSI1", "TSI2", "TSI3", "TSI5"]
    font = subset.load_font(str(DEBIAN / source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap().keys() & wanted if wanted else font.getBestCmap())
    subsetter.subset(font)
    if name == "hangul":
        # A subset is a modified version, which may not carry the reserved name of the original.
        for record in font["name"].names:
            if record.nameID in (1, 4, 6):
                record.string = "LandfallHangul"
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


total = 0
for name, (source, wanted) in sorted(FONTS.items()):
    font = made(name, source, wanted)
    packed = brotli.compress(font, quality=11, lgwin=24)
    (HERE / f"{name}.ttf.br").write_bytes(packed)
    total += len(packed)
    print(f"{name:20}{len(font):9}{len(packed):9}")
print(f"{'together':20}{total:18}")
