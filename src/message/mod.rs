//! The message: its octets, its header fields, and what they mean.

mod address;
mod appearance;
mod author;
mod charset;
mod date;
mod encoded_word;
mod header;
mod lenient;
mod line_ends;
mod mailbox;
mod source;

use crate::finding::message as problem;
pub use crate::finding::message::{FileKind, Limit, Problem};
pub use mailbox::{FromField, Mailbox};

pub(crate) use appearance::{appearance, name_as_shown};
pub(crate) use author::{AuthorFields, read_author};
pub(crate) use author::{foreign_address, group_names, is_control, mailboxes};
pub(crate) use charset::{Encoder, encode};
pub(crate) use date::read_date;
pub(crate) use encoded_word::decode_text;
pub(crate) use encoded_word::unknown_charset;
pub(crate) use header::{Header, HeaderField, SINGLE_FIELDS};
pub(crate) use line_ends::LineEnds;
pub(crate) use source::{HeaderSearch, inspect, prefix};
