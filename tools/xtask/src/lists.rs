//! Writes the lists of countries and spoken languages of the `language` crate from the Unicode locale data (CLDR).
//!
//! Names are those of Canadian English and Canadian French. The lists are committed, so a build needs neither npm nor the
//! network; run this again when a new release of the data is taken.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

/// The release the lists are made from.
const PACKAGE: &str = "cldr-localenames-full";
const VERSION: &str = "48.2.0";

/// How many countries there must be: the 249 of ISO 3166-1 and Kosovo.
const COUNTRIES: usize = 250;

/// Two-letter codes of CLDR that are no country of ISO 3166-1: islands counted elsewhere, unions, placeholders.
/// Kosovo (XK) is not in ISO 3166-1 either, but people were born there and hold its passport.
const NOT_COUNTRIES: [&str; 14] = ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"];

/// Countries whose CLDR name would not be found where people look for it in a sorted list.
const COUNTRY_NAMES: [(&str, &str, &str); 5] = [
    ("CD", "Congo (Democratic Republic)", "Congo (République démocratique)"),
    ("CG", "Congo (Republic)", "Congo (République)"),
    ("HK", "Hong Kong", "Hong Kong"),
    ("MM", "Myanmar (Burma)", "Myanmar (Birmanie)"),
    ("MO", "Macao", "Macao"),
];

/// The languages of the list, by their ISO 639-1 code, or ISO 639-3 where there is none: the first or home languages of
/// people in Canada and of those who come, with the Indigenous languages of Canada and its two common sign languages.
const TONGUES: &str = "
    aa ab ach af aii ak am apc ar arn arq ary arz as ase atj ay az ba bal be bem bg bgc bho bik bin bla bm bn bo br bs
    ca cay ce ceb chp chr ckb clc cld cnr cr crg crh crj crk crl crm crs cs csw cy da dak de den dgr din dje doi dua dv
    dyu dz ee efi el en es et eu ewo fa fcs ff fi fil fj fon fr ga gaa gag gd gl gn gu guz gwi ha hai hak haz he hi hil
    hmn hr ht hu hur hy id ig ikt ilo is it iu ja jam jv ka kab kac kea kek kg ki kk kln km kmb kn ko kok kpe kr kri ks
    ku kut kwk ky lah lb lg lil lkt ln lo lt lu lua luo luy lv mai man mas men mer mfe mg mi mic mk ml mn mni moe moh
    mos mr ms mt my mzn nan nd ne new nl no nr nso nus nv ny nyn oj ojs oka om or os pa pag pam pap pcm pdt pl pqm prs
    ps pt qu quc raj rhg rn ro rom ru rue rw sat scn sd see sg shi shn si sid sk sl sm sn snk so sq sr srr ss st str su
    suk sus sv sw swb syr ta tce tcy te tem teo tet tg th tht ti tig tiv tk tl tli tn to tr ts tsi tt ttm tum tw ug uk
    umb ur uz ve vi wal war wo wuu xh xog yi yo yue zgh zh zu zza
";

/// Languages that CLDR does not name, names after its rules of grammar rather than as people ask for them, or names with a
/// word their speakers have left behind.
const TONGUE_NAMES: [(&str, &str, &str); 20] = [
    ("aii", "Assyrian Neo-Aramaic", "Assyrien (néo-araméen)"),
    ("apc", "Levantine Arabic", "Arabe levantin"),
    ("cld", "Chaldean Neo-Aramaic", "Chaldéen (néo-araméen)"),
    ("cnr", "Montenegrin", "Monténégrin"),
    ("den", "Slavey", "Slavey"),
    ("dgr", "Tlicho (Dogrib)", "Tlicho (dogrib)"),
    ("fcs", "Quebec Sign Language (LSQ)", "Langue des signes québécoise (LSQ)"),
    ("haz", "Hazaragi", "Hazaragi"),
    ("ku", "Kurdish (Kurmanji)", "Kurde (kurmandji)"),
    ("ckb", "Kurdish (Sorani)", "Kurde (sorani)"),
    ("lg", "Luganda", "Luganda"),
    ("luo", "Luo", "Luo"),
    ("kek", "Qʼeqchiʼ", "Qʼeqchiʼ"),
    ("mic", "Mi’kmaw", "Mi’kmaw"),
    ("nan", "Min Nan (Hokkien, Taiwanese)", "Min nan (hokkien, taïwanais)"),
    ("ny", "Chichewa (Nyanja)", "Chichewa (nyanja)"),
    ("prs", "Dari", "Dari"),
    ("pqm", "Wolastoqey-Passamaquoddy", "Wolastoqey-passamaquoddy"),
    ("rn", "Kirundi", "Kirundi"),
    ("zh", "Mandarin", "Mandarin"),
];

/// Takes the locale data from npm and writes `crates/language/data` under the workspace's root.
pub(crate) fn write(root: &Path) -> Result<()> {
    let scratch = root.join("target/lists");
    fs::create_dir_all(&scratch)?;
    fetch(&scratch)?;
    let data = root.join("crates/language/data");
    fs::create_dir_all(&data)?;
    fs::copy(scratch.join("package/LICENSE"), data.join("LICENSE-UNICODE"))?;

    let names = |list: &str| Names::read(&scratch, list);
    fs::write(data.join("countries.tsv"), countries(&names("territories")?)?)?;
    fs::write(data.join("tongues.tsv"), tongues(&names("languages")?)?)?;
    Ok(())
}

fn fetch(scratch: &Path) -> Result<()> {
    let package = format!("{PACKAGE}@{VERSION}");
    run(Command::new("npm").args(["pack", "--silent", &package]).current_dir(scratch))?;
    run(Command::new("tar").arg("-xzf").arg(format!("{PACKAGE}-{VERSION}.tgz")).current_dir(scratch))
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {command:?}"))?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(())
}

fn countries(names: &Names) -> Result<String> {
    let is_country =
        |code: &str| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) && !NOT_COUNTRIES.contains(&code);
    let codes: Vec<_> = names.en.keys().map(String::as_str).filter(|code| is_country(code)).collect();
    ensure!(codes.len() == COUNTRIES, "{} countries instead of {COUNTRIES}: look at the new codes", codes.len());
    names.table(&codes, &COUNTRY_NAMES)
}

fn tongues(names: &Names) -> Result<String> {
    let mut codes: Vec<_> = TONGUES.split_whitespace().collect();
    codes.sort_unstable();
    names.table(&codes, &TONGUE_NAMES)
}

/// The names of one list, by code, in both languages.
struct Names {
    en: BTreeMap<String, String>,
    fr: BTreeMap<String, String>,
}

impl Names {
    fn read(scratch: &Path, list: &str) -> Result<Self> {
        let read = |locale: &str| -> Result<BTreeMap<String, String>> {
            let path = scratch.join(format!("package/main/{locale}/{list}.json"));
            let json: Value = serde_json::from_slice(&fs::read(&path).with_context(|| path.display().to_string())?)?;
            let names = &json["main"][locale]["localeDisplayNames"][list];
            Ok(serde_json::from_value(names.clone())?)
        };
        // The Canadian files hold what differs and most of the rest; the general ones fill in.
        let merged = |general: &str, canadian: &str| -> Result<BTreeMap<String, String>> {
            let mut names = read(general)?;
            names.extend(read(canadian)?);
            Ok(names)
        };
        Ok(Self { en: merged("en", "en-CA")?, fr: merged("fr", "fr-CA")? })
    }

    /// Lines of code, English and French name, sorted by code.
    fn table(&self, codes: &[&str], chosen: &[(&str, &str, &str)]) -> Result<String> {
        let mut table = String::new();
        for code in codes {
            let (en, fr) = match chosen.iter().find(|(chosen, ..)| chosen == code) {
                Some(&(_, en, fr)) => (en.to_owned(), fr.to_owned()),
                None => match (self.en.get(*code), self.fr.get(*code)) {
                    (Some(en), Some(fr)) => (neat(en), neat(fr)),
                    _ => bail!("{code} has no name in both languages: choose one"),
                },
            };
            writeln!(table, "{code}\t{en}\t{fr}")?;
        }
        Ok(table)
    }
}

/// A name as it stands alone in a list: a capital first, a true apostrophe, ordinary hyphens.
fn neat(name: &str) -> String {
    let name = name.replace('\'', "’").replace('\u{2011}', "-");
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
