//! What each piece of a letter is (a heading, a question, an answer): the tree that screen readers walk.

/// A node of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(usize);

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// The letter as a whole.
    Letter,
    /// A part under a title of its own.
    Section,
    /// A title, of rank 1 to 4.
    Heading {
        /// The rank.
        level: u8,
        /// The words.
        title: String,
    },
    /// A paragraph.
    Paragraph,
    /// Rows of questions and answers.
    Table,
    /// One question with its answer.
    Row,
    /// The question.
    Question,
    /// The answer.
    Answer,
    /// Words whose glyphs do not stand in the order they are read in; holds the words.
    Spoken(String),
}

/// A child of a node, in reading order.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Child<C> {
    /// Another node.
    Node(NodeId),
    /// Something drawn.
    Content(C),
}

/// The tree; `C` is how the PDF writer names a drawn piece.
#[derive(Debug)]
pub(crate) struct Structure<C> {
    nodes: Vec<(Role, Vec<Child<C>>)>,
}

impl<C> Structure<C> {
    /// A tree that holds only its root.
    pub(crate) fn new() -> Self {
        Self { nodes: vec![(Role::Letter, Vec::new())] }
    }

    /// The root.
    pub(crate) const fn root() -> NodeId {
        NodeId(0)
    }

    /// Adds a node as the last child of another.
    pub(crate) fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push((role, Vec::new()));
        self.nodes[parent.0].1.push(Child::Node(id));
        id
    }

    /// Says that a drawn piece belongs to a node, after what belongs there already.
    pub(crate) fn drawn(&mut self, node: NodeId, content: C) {
        self.nodes[node.0].1.push(Child::Content(content));
    }

    /// What a node is, and its children.
    pub(crate) fn node(&self, id: NodeId) -> (&Role, &[Child<C>]) {
        let (role, children) = &self.nodes[id.0];
        (role, children)
    }
}
