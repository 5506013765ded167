//! As much of regular expressions as the collection of tracking numbers uses.

use proptest::prelude::Rng as _;
use proptest::test_runner::TestRng;

use super::oracle::Groups;

pub type Captures = Groups;

/// An expression, or a part of one.
#[derive(Debug)]
pub enum Node {
    /// One of these ranges, or none of them.
    Class {
        ranges: Vec<(char, char)>,
        inverted: bool,
    },
    Sequence(Vec<Node>),
    Either(Vec<Node>),
    Repeat {
        node: Box<Node>,
        least: usize,
        most: usize,
    },
    Group {
        name: Option<String>,
        node: Box<Node>,
    },
    Ahead {
        node: Box<Node>,
        wanted: bool,
    },
    Boundary,
}

/// Called where a part matches up to, with the groups so far; whether to stop there.
type Next<'a> = &'a mut dyn FnMut(usize, &Captures) -> bool;

const MANY: usize = 60;

impl Node {
    pub fn parse(text: &str) -> Self {
        let mut parser = Parser { text: text.chars().collect(), at: 0 };
        let node = parser.either();
        assert_eq!(parser.at, parser.text.len(), "{text}");
        node
    }

    /// Matches in every way, the greediest first, until `next` says that it is enough.
    pub fn run(&self, text: &[char], at: usize, groups: &Captures, next: Next) -> bool {
        match self {
            Self::Class { ranges, inverted } => {
                text.get(at)
                    .is_some_and(|c| ranges.iter().any(|(from, to)| (from..=to).contains(&c)) != *inverted)
                    && next(at + 1, groups)
            }
            Self::Sequence(nodes) => run_all(nodes, text, at, groups, next),
            Self::Either(nodes) => nodes.iter().any(|node| node.run(text, at, groups, next)),
            Self::Repeat { node, least, most } => repeat(node, *least, *most, text, at, groups, next),
            Self::Group { name: None, node } => node.run(text, at, groups, next),
            Self::Group { name: Some(name), node } => node.run(text, at, groups, &mut |end, inner| {
                let mut inner = inner.clone();
                inner.insert(name.clone(), (at, end));
                next(end, &inner)
            }),
            Self::Ahead { node, wanted } => {
                node.run(text, at, groups, &mut |_, _| true) == *wanted && next(at, groups)
            }
            Self::Boundary => {
                let word = |index: Option<usize>| {
                    index.and_then(|index| text.get(index)).is_some_and(|c| c.is_alphanumeric() || *c == '_')
                };
                word(at.checked_sub(1)) != word(Some(at)) && next(at, groups)
            }
        }
    }

    /// A text of this form, whatever it looks ahead for, and without blanks.
    pub fn sample(&self, rng: &mut TestRng, into: &mut String) {
        let mut below = |count: usize| rng.next_u32() as usize % count;
        match self {
            Self::Class { ranges, .. } => {
                // Letters are as frequent as digits: most checks are about digits.
                let visible: Vec<_> =
                    ranges.iter().filter(|(from, _)| from.is_ascii_alphanumeric()).collect();
                if !visible.is_empty() {
                    let (from, to) = visible[below(visible.len())];
                    into.extend(char::from_u32(
                        *from as u32 + below(*to as usize - *from as usize + 1) as u32,
                    ));
                }
            }
            Self::Sequence(nodes) => nodes.iter().for_each(|node| node.sample(rng, into)),
            Self::Either(nodes) => nodes[below(nodes.len())].sample(rng, into),
            Self::Repeat { node, least, most } => {
                // What may be there any number of times is blanks.
                let most = if *most == MANY { *least } else { *most };
                let count = least + below(most - least + 1);
                (0..count).for_each(|_| node.sample(rng, into));
            }
            Self::Group { node, .. } => node.sample(rng, into),
            Self::Ahead { .. } | Self::Boundary => {}
        }
    }
}

fn run_all(nodes: &[Node], text: &[char], at: usize, groups: &Captures, next: Next) -> bool {
    match nodes {
        [] => next(at, groups),
        [first, rest @ ..] => {
            first.run(text, at, groups, &mut |at, groups| run_all(rest, text, at, groups, next))
        }
    }
}

fn repeat(
    node: &Node,
    least: usize,
    most: usize,
    text: &[char],
    at: usize,
    groups: &Captures,
    next: Next,
) -> bool {
    let more = most > 0
        && node.run(text, at, groups, &mut |end, groups| {
            // A part that matches nothing is not repeated for ever.
            end > at && repeat(node, least.saturating_sub(1), most - 1, text, end, groups, next)
        });
    more || least == 0 && next(at, groups)
}

struct Parser {
    text: Vec<char>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn eat(&mut self, sign: &str) -> bool {
        let eaten = self.text[self.at..].iter().take(sign.len()).collect::<String>() == sign;
        if eaten {
            self.at += sign.len();
        }
        eaten
    }

    fn take(&mut self) -> char {
        self.at += 1;
        self.text[self.at - 1]
    }

    fn either(&mut self) -> Node {
        let mut nodes = vec![self.sequence()];
        while self.eat("|") {
            nodes.push(self.sequence());
        }
        if nodes.len() == 1 { nodes.remove(0) } else { Node::Either(nodes) }
    }

    fn sequence(&mut self) -> Node {
        let mut nodes = Vec::new();
        while self.peek().is_some_and(|c| !matches!(c, '|' | ')')) {
            let node = self.single();
            nodes.push(self.repeated(node));
        }
        Node::Sequence(nodes)
    }

    fn repeated(&mut self, node: Node) -> Node {
        let (least, most) = if self.eat("*") {
            (0, MANY)
        } else if self.eat("+") {
            (1, MANY)
        } else if self.eat("?") {
            (0, 1)
        } else if self.eat("{") {
            let mut bounds = String::new();
            while !self.eat("}") {
                bounds.push(self.take());
            }
            let (least, most) = bounds.split_once(',').unwrap_or((&bounds, &bounds));
            (least.parse().unwrap(), most.parse().unwrap())
        } else {
            return node;
        };
        let node = Node::Repeat { node: Box::new(node), least, most };
        self.repeated(node)
    }

    fn single(&mut self) -> Node {
        if self.eat("(") {
            return self.group();
        }
        if self.eat("[") {
            return self.class();
        }
        match self.take() {
            '\\' => match self.take() {
                'b' => Node::Boundary,
                's' => Node::Class { ranges: vec![(' ', ' ')], inverted: false },
                other => panic!("\\{other}"),
            },
            '.' => Node::Class { ranges: vec![('\n', '\n')], inverted: true },
            c => Node::Class { ranges: vec![(c, c)], inverted: false },
        }
    }

    fn group(&mut self) -> Node {
        let wanted = if self.eat("?=") {
            Some(true)
        } else if self.eat("?!") {
            Some(false)
        } else {
            None
        };
        let mut name = None;
        if self.eat("?<") {
            let mut letters = String::new();
            while !self.eat(">") {
                letters.push(self.take());
            }
            name = Some(letters);
        } else {
            self.eat("?:");
        }
        let node = Box::new(self.either());
        assert!(self.eat(")"));
        match wanted {
            Some(wanted) => Node::Ahead { node, wanted },
            None => Node::Group { name, node },
        }
    }

    fn class(&mut self) -> Node {
        let inverted = self.eat("^");
        let mut ranges = Vec::new();
        while !self.eat("]") {
            let from = self.take();
            if from == '\\' {
                assert_eq!(self.take(), 's');
                ranges.push((' ', ' '));
            } else if self.eat("-") {
                ranges.push((from, self.take()));
            } else {
                ranges.push((from, from));
            }
        }
        Node::Class { ranges, inverted }
    }
}
