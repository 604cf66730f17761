//! What the flags say about a file, and how the flags' texts are read.

use encoding_rs::Encoding;

use super::date::DateFormat;
use super::encoding::encoding_named;
use super::number::Mark;
use super::records::trim;
use crate::domain::person::Country;
use crate::domain::{Currency, Day};
use crate::failure::shell_word;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $word:literal),+ $(,)?) => {
        /// What a column can mean.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Field { $($(#[$doc])* $name),+ }

        impl Field {
            /// All fields, those of invoices first.
            pub const ALL: &'static [Field] = &[$(Field::$name),+];

            /// The word of flags and headers.
            pub const fn as_str(self) -> &'static str {
                match self { $(Field::$name => $word),+ }
            }
        }
    };
}

fields! {
    /// The invoice's number.
    Invoice = "invoice",
    /// The invoice's date, maybe with its time.
    Date = "date",
    /// The invoice's time.
    Time = "time",
    /// The customer's ref.
    Customer = "customer",
    /// The customer's name.
    Name = "name",
    /// The customer's e-mail.
    Email = "email",
    /// The customer's phone.
    Phone = "phone",
    /// The line's kind.
    Kind = "kind",
    /// The line's article number.
    Sku = "sku",
    /// The line's group.
    Category = "category",
    /// The line's name.
    Item = "item",
    /// How many pieces.
    Quantity = "quantity",
    /// The price of a piece.
    UnitPrice = "unit_price",
    /// The line's amount.
    Amount = "amount",
    /// The invoice's total.
    Total = "total",
    /// The invoice this one refunds.
    RefersTo = "refers_to",
    /// Paid, unpaid or void.
    Status = "status",
    /// The day of the payment, where it is not the invoice's own.
    PaidOn = "paid_on",
    /// The reward of a card that the till has worked in.
    CardReward = "card_reward",
    /// The customer's ref, in a file of customers.
    Ref = "ref",
    /// The customer's first name.
    FirstName = "first_name",
    /// What stands between first and last name (`van der`).
    Infix = "infix",
    /// The customer's last name.
    LastName = "last_name",
    /// A note on the customer.
    Note = "note",
    /// The points brought along.
    Points = "points",
    /// The day they are counted from.
    PointsDate = "points_date",
    /// Their last day.
    PointsExpire = "points_expire",
    /// What the card has collected.
    Collected = "collected",
}

impl Field {
    /// How many fields there are.
    pub const COUNT: usize = Field::ALL.len();

    /// The field of that word; `-` and `_` are one.
    pub fn parse(text: &str) -> Option<Field> {
        let word = trim(text).to_lowercase().replace(['-', ' '], "_");
        Field::ALL.iter().copied().find(|field| field.as_str() == word)
    }

    /// Whether more columns of it are added up rather than joined.
    pub const fn is_money(self) -> bool {
        matches!(self, Field::Amount | Field::Total | Field::UnitPrice)
    }

    /// Whether it is a text that is compared exactly.
    pub const fn is_id(self) -> bool {
        matches!(self, Field::Invoice | Field::Customer | Field::Ref | Field::Sku | Field::RefersTo | Field::Phone)
    }
}

/// Translates cells: `FIELD:FROM=TO`, or `FIELD:OTHER:FROM=TO` to decide one field by another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueRule {
    /// The field that is given a value.
    pub field: Field,
    /// The field that is looked at.
    pub by: Field,
    /// What it has to be, in lower case.
    pub from: String,
    /// Whether it only has to begin so.
    pub beginning: bool,
    /// The value.
    pub to: String,
}

impl ValueRule {
    pub(super) fn matches(&self, text: &str) -> bool {
        let text = trim(text).to_lowercase();
        if self.beginning { text.starts_with(&self.from) } else { text == self.from }
    }
}

/// Everything that can be said about how a file is to be read. [`Options::new`] says nothing.
#[derive(Clone, Debug)]
pub struct Options {
    /// `--map FIELD=COLUMN[+COLUMN…]`, the columns as one text.
    pub map: Vec<(Field, String)>,
    /// The same for columns that a file may lack; flags go before it.
    pub map_if_there: Vec<(Field, String)>,
    /// `--set FIELD=VALUE`.
    pub set: Vec<(Field, String)>,
    /// `--value FIELD:FROM=TO`.
    pub values: Vec<ValueRule>,
    /// `--skip COLUMN=VALUE`.
    pub skip: Vec<(String, String)>,
    /// `--only COLUMN=VALUE`.
    pub only: Vec<(String, String)>,
    /// `--anonymous VALUE`.
    pub anonymous: Vec<String>,
    /// `--delimiter`.
    pub delimiter: Option<u8>,
    /// `--decimal`.
    pub decimal: Option<Mark>,
    /// `--date-format`.
    pub date_format: Option<DateFormat>,
    /// `--encoding`.
    pub encoding: Option<&'static Encoding>,
    /// `--header-line`, counted from 1.
    pub header_line: Option<u64>,
    /// `--no-header`.
    pub no_header: bool,
    /// `--prefix`, in front of every invoice number.
    pub prefix: String,
    /// `--match name`.
    pub match_name: bool,
    /// `--max-errors`: how many errors are kept whole.
    pub max_errors: usize,
    /// Later dates are errors.
    pub today: Day,
    /// What amounts are in.
    pub currency: Currency,
    /// Whose way of writing phones counts.
    pub country: Country,
}

impl Options {
    /// No flag at all.
    pub fn new(today: Day, currency: Currency, country: Country) -> Options {
        Options {
            map: Vec::new(),
            map_if_there: Vec::new(),
            set: Vec::new(),
            values: Vec::new(),
            skip: Vec::new(),
            only: Vec::new(),
            anonymous: Vec::new(),
            delimiter: None,
            decimal: None,
            date_format: None,
            encoding: None,
            header_line: None,
            no_header: false,
            prefix: String::new(),
            match_name: false,
            max_errors: 1000,
            today,
            currency,
            country,
        }
    }

    /// Whether a cell means nobody.
    pub(super) fn is_anonymous(&self, text: &str) -> bool {
        self.anonymous.iter().any(|anonymous| trim(anonymous) == text)
    }
}

/// A flag with its value as a shell takes it, for hints that can be typed as they stand.
pub(super) fn typed(flag: &str, value: &str) -> String {
    format!("{flag} {}", shell_word(value))
}

/// Reads `FIELD=COLUMN[+COLUMN…]`.
pub fn parse_map(text: &str) -> Result<(Field, String), String> {
    parse_assignment(text, "FIELD=COLUMN")
}

/// Reads `FIELD=VALUE`.
pub fn parse_set(text: &str) -> Result<(Field, String), String> {
    parse_assignment(text, "FIELD=VALUE")
}

/// Reads `COLUMN=VALUE`.
pub fn parse_choice(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((column, value)) if !trim(column).is_empty() => Ok((trim(column).to_owned(), trim(value).to_owned())),
        _ => Err(format!("`{text}` is not of the form `COLUMN=VALUE`")),
    }
}

/// Reads `FIELD:FROM=TO` or `FIELD:OTHER:FROM=TO`; a final `*` of FROM stands for any ending.
pub fn parse_value(text: &str) -> Result<ValueRule, String> {
    let form = || format!("`{text}` is not of the form `FIELD:FROM=TO`");
    let (field, rest) = text.split_once(':').ok_or_else(form)?;
    let field = known_field(field)?;
    let (from, to) = rest.rsplit_once('=').ok_or_else(form)?;
    let (by, from) = match from.split_once(':') {
        Some((other, from)) if Field::parse(other).is_some() => (known_field(other)?, from),
        _ => (field, from),
    };
    let (from, beginning) = from.strip_suffix('*').map_or((from, false), |from| (from, true));
    let to = trim(to).to_owned();
    if field == Field::Kind && super::words::kind_of(&to).is_none() {
        return Err(format!("`{to}` is no kind; there are `service`, `product`, `gift-card`, `discount` and `other`"));
    }
    if field == Field::Status && super::words::status_of(&to).is_none() {
        return Err(format!("`{to}` is no status; there are `paid`, `unpaid` and `void`"));
    }
    Ok(ValueRule { field, by, from: trim(from).to_lowercase(), beginning, to })
}

/// Reads a delimiter: one character of ASCII, or `tab`, `comma`, `semicolon`, `pipe`.
pub fn parse_delimiter(text: &str) -> Result<u8, String> {
    match text {
        "tab" | "\\t" => Ok(b'\t'),
        "comma" => Ok(b','),
        "semicolon" => Ok(b';'),
        "pipe" => Ok(b'|'),
        _ => match text.as_bytes() {
            [byte] if *byte == b'\t' || (byte.is_ascii_punctuation() && !matches!(byte, b'"' | b'.' | b'-')) => {
                Ok(*byte)
            }
            _ => Err(format!("`{text}` cannot part columns; write one of `;` `,` `|` `tab`")),
        },
    }
}

/// Reads the name of an encoding.
pub fn parse_encoding(text: &str) -> Result<&'static Encoding, String> {
    encoding_named(text).ok_or_else(|| format!("`{text}` is no encoding; write `utf-8`, `utf-16le`, `windows-1252`, …"))
}

fn parse_assignment(text: &str, form: &str) -> Result<(Field, String), String> {
    let (field, value) = text.split_once('=').ok_or_else(|| format!("`{text}` is not of the form `{form}`"))?;
    let value = trim(value);
    if value.is_empty() {
        return Err(format!("`{text}` has nothing behind `=`"));
    }
    Ok((known_field(field)?, value.to_owned()))
}

fn known_field(text: &str) -> Result<Field, String> {
    Field::parse(text).ok_or_else(|| {
        let words: Vec<&str> = Field::ALL.iter().map(|field| field.as_str()).collect();
        format!("`{}` is no field; there are `{}`", trim(text), words.join("`, `"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read() {
        assert_eq!(parse_map("amount=Net+GST"), Ok((Field::Amount, "Net+GST".to_owned())));
        assert_eq!(parse_set("kind = service"), Ok((Field::Kind, "service".to_owned())));
        assert_eq!(parse_choice("Status=a=b"), Ok(("Status".to_owned(), "a=b".to_owned())));
        let rule = |field, by, from: &str, beginning, to: &str| {
            Ok(ValueRule { field, by, from: from.to_owned(), beginning, to: to.to_owned() })
        };
        for (text, want) in [
            ("kind:Physical Good=product", rule(Field::Kind, Field::Kind, "physical good", false, "product")),
            ("kind:item:Knip*=service", rule(Field::Kind, Field::Item, "knip", true, "service")),
            ("status:x:y=paid", rule(Field::Status, Field::Status, "x:y", false, "paid")),
        ] {
            assert_eq!(parse_value(text), want, "{text}");
        }
        for (text, want) in [("tab", Ok(b'\t')), (";", Ok(b';')), ("|", Ok(b'|'))] {
            assert_eq!(parse_delimiter(text), want);
        }
    }

    #[test]
    fn flags_are_written_as_a_shell_takes_them() {
        assert_eq!(typed("--map", "date=Day"), "--map date=Day");
        assert_eq!(typed("--value", "status:d'accord=paid"), r"--value 'status:d'\''accord=paid'");
    }

    #[test]
    fn what_is_no_flag_is_refused() {
        for text in ["amount", "sum=Net", "amount="] {
            assert!(parse_map(text).is_err(), "{text}");
        }
        for text in ["kind", "kind:x", "kind:x=haircut", "status:x=maybe", "what:x=y"] {
            assert!(parse_value(text).is_err(), "{text}");
        }
        for text in ["", ";;", "a", "\"", "é"] {
            assert!(parse_delimiter(text).is_err(), "{text}");
        }
    }
}
