//! Writes a laid-out letter as a tagged PDF.

use std::num::NonZeroU16;

use jiff::tz::TimeZone;
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use krilla::{Document as Pdf, SerializeSettings};

use crate::layout::{Document, Ink, PAGE_HEIGHT, PAGE_WIDTH, Page, Place, Title};
use crate::letter::{Letter, LetterError};
use crate::structure::{Child, NodeId, Role, Structure};
use crate::typeset::{Block, Line};

/// The PDF of a letter.
pub(crate) fn paint(mut document: Document, letter: &Letter) -> Result<Vec<u8>, LetterError> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(|error| LetterError::NotWritten(format!("{error:?}")))?;
    let mut pdf = Pdf::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    pdf.set_metadata(metadata(letter, &document.outline));
    let paper = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT)
        .ok_or_else(|| LetterError::NotWritten("the paper has no size".to_owned()))?;
    for page in &document.pages {
        let mut sheet = pdf.start_page_with(paper.clone());
        let mut surface = sheet.surface();
        draw(page, &mut surface, &mut document.structure);
        surface.finish();
        sheet.finish();
    }
    pdf.set_outline(outline(&document.outline));
    pdf.set_tag_tree(tags(&document.structure, letter));
    pdf.finish().map_err(|error| LetterError::NotWritten(format!("{error:?}")))
}

fn metadata(letter: &Letter, outline: &[Title]) -> Metadata {
    let title = outline.first().map_or(String::new(), |title| title.words.clone());
    let at = letter.written.to_zoned(TimeZone::UTC).datetime();
    let small = |number: i8| u8::try_from(number).unwrap_or_default();
    let date = DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(title)
        .language(letter.language.locale().to_owned())
        .creation_date(date)
        .text_direction(TextDirection::LeftToRight)
}

fn draw(page: &Page, surface: &mut Surface<'_>, structure: &mut Structure<Identifier>) {
    for ink in &page.inks {
        match ink {
            Ink::Bar([x, y, width, height], colour) => {
                let mut path = PathBuilder::new();
                if let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) {
                    path.push_rect(rect);
                }
                if let Some(path) = path.finish() {
                    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
                    surface.set_fill(Some(fill(*colour)));
                    surface.draw_path(&path);
                    surface.end_tagged();
                }
            }
            Ink::Text { block, line, x, baseline, colour, place } => {
                let line = &block.lines[*line];
                // A line without glyphs (only hints for joining, say) leaves no mark in the file either.
                if line.runs.iter().all(|run| run.glyphs.is_empty()) {
                    continue;
                }
                surface.set_fill(Some(fill(*colour)));
                match place {
                    Place::Content(node) => {
                        let identifier = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                        structure.drawn(*node, identifier);
                    }
                    Place::Header => artifact(surface, ArtifactType::Header),
                    Place::Footer => artifact(surface, ArtifactType::Footer),
                    Place::Number => artifact(surface, ArtifactType::PageNumber),
                }
                glyphs(surface, block, line, *x, *baseline);
                surface.end_tagged();
            }
        }
    }
}

fn artifact(surface: &mut Surface<'_>, kind: ArtifactType) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
}

fn glyphs(surface: &mut Surface<'_>, block: &Block, line: &Line, x: f32, baseline: f32) {
    for run in line.runs.iter().filter(|run| !run.glyphs.is_empty()) {
        if let Some(font) = run.face.load() {
            let start = Point::from_xy(x + run.x, baseline);
            surface.draw_glyphs(start, &run.glyphs, font.for_writing.clone(), &block.text, block.size, false);
        }
    }
}

fn fill([red, green, blue]: [u8; 3]) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// The titles as a tree, each under the last one of a higher rank.
fn outline(titles: &[Title]) -> Outline {
    let mut outline = Outline::new();
    let mut rest = titles;
    while let Some((node, further)) = branch(rest) {
        outline.push_child(node);
        rest = further;
    }
    outline
}

fn branch(titles: &[Title]) -> Option<(OutlineNode, &[Title])> {
    let (title, mut rest) = titles.split_first()?;
    let destination = XyzDestination::new(title.page, Point::from_xy(0.0, title.y));
    let mut node = OutlineNode::new(title.words.clone(), destination);
    while rest.first().is_some_and(|next| next.level > title.level) {
        let Some((child, further)) = branch(rest) else { break };
        node.push_child(child);
        rest = further;
    }
    Some((node, rest))
}

fn tags(structure: &Structure<Identifier>, letter: &Letter) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(letter.language.locale().to_owned()));
    let (_, children) = structure.node(Structure::<Identifier>::root());
    for child in children {
        if let Some(node) = tag(structure, *child) {
            tree.push(node);
        }
    }
    tree
}

fn tag(structure: &Structure<Identifier>, child: Child<Identifier>) -> Option<Node> {
    let node: NodeId = match child {
        Child::Content(identifier) => return Some(identifier.into()),
        Child::Node(node) => node,
    };
    let (role, children) = structure.node(node);
    let children: Vec<Node> = children.iter().filter_map(|child| tag(structure, *child)).collect();
    let kind: TagKind = match role {
        Role::Letter | Role::Section => Tag::Section.into(),
        Role::Heading { level, title } => {
            Tag::Hn(NonZeroU16::new((*level).into()).unwrap_or(NonZeroU16::MIN), Some(title.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::Question => Tag::TH(TableHeaderScope::Row).into(),
        Role::Answer => Tag::TD.into(),
        Role::Spoken(words) => Tag::Span.with_actual_text(Some(words.clone())).into(),
    };
    (!children.is_empty()).then(|| TagGroup::with_children(kind, children).into())
}
