//! Reads a PDF as a screen reader does: along its structure, by what glyphs stand for.

use std::collections::{BTreeMap, HashMap};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// An element of the structure.
#[derive(Debug, Clone, Default)]
pub(crate) struct Element {
    /// What it is: "H1", "TH", "P" …
    pub(crate) role: String,
    /// The words to be read in place of what it holds.
    pub(crate) actual: Option<String>,
    /// Which way a table's header heads.
    pub(crate) scope: Option<String>,
    kids: Vec<Kid>,
}

#[derive(Debug, Clone)]
enum Kid {
    Element(Element),
    Text(String),
}

impl Element {
    /// What is read aloud.
    pub(crate) fn speech(&self) -> String {
        self.actual.clone().unwrap_or_else(|| {
            self.kids
                .iter()
                .map(|kid| match kid {
                    Kid::Element(element) => element.speech(),
                    Kid::Text(text) => text.clone(),
                })
                .collect()
        })
    }

    /// The elements directly in this one.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Element(element) => Some(element),
            Kid::Text(_) => None,
        })
    }

    /// All elements of a role, in reading order.
    pub(crate) fn all(&self, role: &str) -> Vec<&Self> {
        let own = (self.role == role).then_some(self);
        own.into_iter().chain(self.elements().flat_map(|element| element.all(role))).collect()
    }
}

/// A PDF that was read.
pub(crate) struct Reading {
    /// The root of the structure.
    pub(crate) root: Element,
    /// Text that is marked as decoration, page by page.
    pub(crate) furniture: Vec<String>,
    /// Text that is neither content nor decoration; there must be none.
    pub(crate) stray: String,
    /// The file itself.
    pub(crate) document: Document,
}

impl Reading {
    pub(crate) fn new(pdf: &[u8]) -> Self {
        let document = Document::load_mem(pdf).expect("the file is a PDF");
        let mut texts = HashMap::new();
        let mut furniture = Vec::new();
        let mut stray = String::new();
        for id in document.get_pages().into_values() {
            let page = read_page(&document, id);
            texts.extend(page.texts.into_iter().map(|(mark, text)| ((id, mark), text)));
            furniture.push(page.furniture);
            stray.push_str(&page.stray);
        }
        let tree = dictionary(&document, document.catalog().unwrap().get(b"StructTreeRoot").unwrap());
        let root = element(&document, dictionary(&document, first(&document, tree.get(b"K").unwrap())), &texts);
        Self { root, furniture, stray, document }
    }

    /// Everything a screen reader says, element by element.
    pub(crate) fn speech(&self) -> String {
        self.root.speech()
    }

    /// Question and answer of each row of a table, the lines of the answer apart.
    pub(crate) fn rows(&self) -> Vec<(String, Vec<String>)> {
        let row = |row: &Element| {
            let [question] = row.all("TH")[..] else { panic!("a row has one question") };
            let [answer] = row.all("TD")[..] else { panic!("a row has one answer") };
            (question.speech(), answer.elements().map(Element::speech).collect())
        };
        self.root.all("TR").into_iter().map(row).collect()
    }

    /// The titles of the outline: depth and words.
    pub(crate) fn outline(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        let root = dictionary(&self.document, self.document.catalog().unwrap().get(b"Outlines").unwrap());
        self.branch(root, 1, &mut found);
        found
    }

    fn branch(&self, parent: &Dictionary, depth: usize, found: &mut Vec<(usize, String)>) {
        let mut next = parent.get(b"First").ok();
        while let Some(object) = next {
            let item = dictionary(&self.document, object);
            found.push((depth, text_string(item.get(b"Title").unwrap())));
            self.branch(item, depth + 1, found);
            next = item.get(b"Next").ok();
        }
    }
}

#[derive(Default)]
struct PageText {
    texts: BTreeMap<i64, String>,
    furniture: String,
    stray: String,
}

/// What a marked stretch of a page's content says about itself.
struct Mark {
    id: Option<i64>,
    artifact: bool,
    actual: bool,
}

fn read_page(document: &Document, id: ObjectId) -> PageText {
    let fonts: HashMap<Vec<u8>, HashMap<u16, String>> = document
        .get_page_fonts(id)
        .unwrap()
        .into_iter()
        .map(|(name, font)| {
            let object = document.dereference(font.get(b"ToUnicode").unwrap()).unwrap().1;
            (name, to_unicode(&String::from_utf8(object.as_stream().unwrap().decompressed_content().unwrap()).unwrap()))
        })
        .collect();
    let content = Content::decode(&document.get_page_content(id)).unwrap();
    let mut page = PageText::default();
    let mut marks: Vec<Mark> = Vec::new();
    let mut font = &HashMap::new();
    for operation in content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BMC" | "BDC" => {
                let properties = operands.get(1).and_then(|object| object.as_dict().ok());
                let get = |key: &[u8]| properties.and_then(|properties| properties.get(key).ok());
                let actual = get(b"ActualText").map(text_string);
                marks.push(Mark {
                    id: get(b"MCID").map(|id| id.as_i64().unwrap()),
                    artifact: operands[0].as_name().unwrap() == b"Artifact",
                    actual: actual.is_some(),
                });
                if let Some(actual) = actual {
                    page.say(&marks, &actual);
                }
            }
            "EMC" => drop(marks.pop()),
            "Tf" => font = &fonts[operands[0].as_name().unwrap()],
            "Tj" | "TJ" if !marks.iter().any(|mark| mark.actual) => {
                let strings = match &operands[0] {
                    Object::Array(parts) => parts.iter().filter_map(|part| part.as_str().ok()).collect(),
                    string => vec![string.as_str().unwrap()],
                };
                for glyph in strings.concat().chunks(2) {
                    page.say(&marks, &font[&u16::from_be_bytes([glyph[0], glyph[1]])]);
                }
            }
            _ => {}
        }
    }
    page
}

impl PageText {
    fn say(&mut self, marks: &[Mark], text: &str) {
        if let Some(id) = marks.iter().find_map(|mark| mark.id) {
            self.texts.entry(id).or_default().push_str(text);
        } else if marks.iter().any(|mark| mark.artifact) {
            self.furniture.push_str(text);
        } else {
            self.stray.push_str(text);
        }
    }
}

/// Glyph numbers and the text they stand for, of a font's ToUnicode table.
fn to_unicode(table: &str) -> HashMap<u16, String> {
    let mut found = HashMap::new();
    let mut in_range = false;
    for line in table.lines() {
        in_range = (in_range || line.contains("beginbfrange")) && !line.contains("endbfrange");
        let codes: Vec<Vec<u16>> = line.split(['<', '>']).filter_map(hex).collect();
        match &codes[..] {
            [glyph, text] if !line.contains("codespace") && !in_range => {
                found.insert(glyph[0], String::from_utf16(text).unwrap());
            }
            [first, last, text] if in_range => {
                for glyph in first[0]..=last[0] {
                    let mut text = text.clone();
                    *text.last_mut().unwrap() += glyph - first[0];
                    found.insert(glyph, String::from_utf16(&text).unwrap());
                }
            }
            _ => {}
        }
    }
    found
}

fn hex(code: &str) -> Option<Vec<u16>> {
    let whole = !code.is_empty() && code.len().is_multiple_of(4);
    let unit = |at: usize| u16::from_str_radix(&code[at..at + 4], 16).ok();
    whole.then(|| (0..code.len()).step_by(4).map(unit).collect())?
}

fn element(document: &Document, from: &Dictionary, texts: &HashMap<(ObjectId, i64), String>) -> Element {
    let page = from.get(b"Pg").and_then(Object::as_reference).ok();
    let mut kids = Vec::new();
    for kid in from.get(b"K").into_iter().flat_map(|kids| list(document, kids)) {
        let text = |page: Option<ObjectId>, mark: i64| {
            Kid::Text(texts.get(&(page.unwrap(), mark)).cloned().unwrap_or_default())
        };
        match kid {
            Object::Integer(mark) => kids.push(text(page, *mark)),
            object => {
                let kid = dictionary(document, object);
                if let Ok(mark) = kid.get(b"MCID").and_then(Object::as_i64) {
                    let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                    kids.push(text(page, mark));
                } else {
                    kids.push(Kid::Element(element(document, kid, texts)));
                }
            }
        }
    }
    let name = |object: &Object| String::from_utf8(object.as_name().unwrap().to_vec()).unwrap();
    let mut attributes = from.get(b"A").into_iter().flat_map(|attributes| list(document, attributes));
    Element {
        role: name(from.get(b"S").unwrap()),
        actual: from.get(b"ActualText").ok().map(text_string),
        scope: attributes.find_map(|of| dictionary(document, of).get(b"Scope").ok().map(name)),
        kids,
    }
}

fn first<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    list(document, object)[0]
}

fn list<'a>(document: &'a Document, object: &'a Object) -> Vec<&'a Object> {
    match document.dereference(object).unwrap().1 {
        Object::Array(objects) => objects.iter().collect(),
        _ => vec![object],
    }
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    document.dereference(object).unwrap().1.as_dict().unwrap()
}

/// A text string: UTF-16 with a mark in front, or else one byte a letter (here always ASCII).
pub(crate) fn text_string(object: &Object) -> String {
    let bytes = object.as_str().unwrap();
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        _ => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}
