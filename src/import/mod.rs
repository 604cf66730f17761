//! From bytes to invoices. Files come from tills and spreadsheets nobody here controls: what is certain is read without
//! asking, what is ambiguous is refused with the flag that settles it. Nothing here knows a database.
//!
//! A file is read twice. [`survey`] reads everything, decides how it is to be read and checks every row, and keeps only
//! what identifies invoices and customers; then [`Survey::for_each_invoice`] gives the good invoices out, one by one.
//!
//! `source` (bytes, twice) → `encoding` (text) → `records` (cells) → `dialect` (delimiter, header) → `plan` and
//! `evidence` (columns and their forms) → `row` (values) → `first`, `index`, `late` (invoices, checked) → `people`
//! (customers) → `second` (invoices, whole: `drafts`). What turns out to be wrong later finds its cell by `cells`.

mod ahead;
mod apart;
#[cfg(test)]
mod cases;
mod cells;
mod constants;
mod continued;
mod customers;
mod date;
mod dialect;
mod drafts;
mod encoding;
mod error;
mod evidence;
mod first;
mod headers;
#[cfg(test)]
mod hostile;
mod index;
mod interner;
mod late;
mod number;
mod opening;
mod options;
mod people;
mod plan;
mod profile;
mod reading;
mod records;
mod rejected;
mod row;
mod second;
mod source;
mod survey;
mod words;

pub use cells::{CustomerProblem, InvoiceProblem};
pub use customers::{Collected, CustomerRow, CustomersRead, PointsEnd, read_customers};
pub use date::DateFormat;
pub use dialect::Found;
pub use drafts::{InvoiceDraft, Item, Items, LineDraft, Outline};
pub use encoding::encoding_named;
pub use error::{Errors, Fault, ImportError, RowError, RowErrorCode};
pub use headers::{CUSTOMER_HEADERS, LINE_HEADERS};
pub use interner::Interner;
pub use number::Mark;
pub use options::{
    Field, Options, ValueRule, parse_choice, parse_delimiter, parse_encoding, parse_map, parse_set, parse_value,
};
pub use people::{CustomerDraft, CustomerKey};
pub use profile::Profile;
pub use reading::{ColumnReading, Progress, Reading, RowCounts, Warning};
pub use records::MAX_RECORD;
pub use source::{NotKept, Source};
pub use survey::{FileSurvey, Survey, survey};
pub use words::{Status, is_kind};
