//! What can be wrong with a row of a file, and all that is wrong with the rows of some files.

/// What is wrong with a row; [`RowErrorCode::as_str`] is the `code` of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowErrorCode {
    /// Cells are missing that are needed.
    ShortRow,
    /// There are more cells than columns.
    LongRow,
    /// Text stands behind a closing quote.
    BadQuote,
    /// The invoice cell is empty.
    EmptyInvoice,
    /// A number, ref or sku that a spreadsheet has spoilt.
    BadId,
    /// A text that is not kept: control characters, too long.
    BadText,
    /// No date of the column's format, or no such day.
    BadDate,
    /// A date after today.
    FutureDate,
    /// The row is a total of other rows.
    TotalRow,
    /// No row of the invoice has a date.
    MissingDate,
    /// No time of day.
    BadTime,
    /// Not an amount of the column's form.
    BadAmount,
    /// An amount in another currency.
    OtherCurrency,
    /// Not a quantity.
    BadQuantity,
    /// A quantity of zero.
    QuantityZero,
    /// Neither an amount nor a price.
    MissingAmount,
    /// A number past the largest.
    TooLarge,
    /// A discount that raises the total.
    DiscountAboveZero,
    /// A word that is no kind.
    UnknownKind,
    /// A word that is no status.
    UnknownStatus,
    /// Rows of one invoice contradict each other, or cells of one row.
    Conflict,
    /// The lines do not add up to the total.
    TotalMismatch,
    /// Nothing but a name says who the customer is.
    NameOnly,
    /// Not a number of points.
    BadPoints,
    /// Nobody can be found by what is said of the customer.
    NoIdentity,
    /// The same customer stands on two rows of a customers file.
    Twice,
}

impl RowErrorCode {
    /// The word of the report.
    pub const fn as_str(self) -> &'static str {
        match self {
            RowErrorCode::ShortRow => "short_row",
            RowErrorCode::LongRow => "long_row",
            RowErrorCode::BadQuote => "bad_quote",
            RowErrorCode::EmptyInvoice => "empty_invoice",
            RowErrorCode::BadId => "bad_id",
            RowErrorCode::BadText => "bad_text",
            RowErrorCode::BadDate => "bad_date",
            RowErrorCode::FutureDate => "future_date",
            RowErrorCode::TotalRow => "total_row",
            RowErrorCode::MissingDate => "missing_date",
            RowErrorCode::BadTime => "bad_time",
            RowErrorCode::BadAmount => "bad_amount",
            RowErrorCode::OtherCurrency => "other_currency",
            RowErrorCode::BadQuantity => "bad_quantity",
            RowErrorCode::QuantityZero => "quantity_zero",
            RowErrorCode::MissingAmount => "missing_amount",
            RowErrorCode::TooLarge => "too_large",
            RowErrorCode::DiscountAboveZero => "discount_above_zero",
            RowErrorCode::UnknownKind => "unknown_kind",
            RowErrorCode::UnknownStatus => "unknown_status",
            RowErrorCode::Conflict => "conflict",
            RowErrorCode::TotalMismatch => "total_mismatch",
            RowErrorCode::NameOnly => "name_only",
            RowErrorCode::BadPoints => "bad_points",
            RowErrorCode::NoIdentity => "no_identity",
            RowErrorCode::Twice => "twice",
        }
    }
}

/// One thing wrong with one cell or row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// Which of the files, counted from 0.
    pub file: usize,
    /// The line of the file on which the cell begins, counted from 1.
    pub line: u64,
    /// The character of that line at which the cell begins, counted from 1.
    pub column: u64,
    /// What the header calls the column; `None` when the row as a whole is meant.
    pub header: Option<String>,
    /// The cell as it stands in the file, cut at 200 characters.
    pub value: String,
    /// What is wrong.
    pub code: RowErrorCode,
    /// The same as a sentence's end: lower case, values in backticks.
    pub message: String,
    /// The invoice that is rejected for it, as far as it is known.
    pub invoice: Option<String>,
    /// A flag that would settle it.
    pub hint: Option<String>,
}

/// The errors of all rows: the first ones whole, all of them counted.
#[derive(Clone, Debug, Default)]
pub struct Errors {
    /// The first ones, by file, line and column.
    pub kept: Vec<RowError>,
    /// How many there are.
    pub total: u64,
    max: usize,
}

impl Errors {
    pub(in crate::import) fn new(max: usize) -> Errors {
        Errors { kept: Vec::new(), total: 0, max }
    }

    /// Counts an error and keeps it while there is room; `make` is not called without.
    pub(in crate::import) fn push(&mut self, make: impl FnOnce() -> RowError) {
        self.total += 1;
        if self.kept.len() < self.max {
            self.kept.push(make());
        }
    }

    /// Takes others in and keeps the first of both.
    pub(in crate::import) fn merge(&mut self, others: Errors) {
        self.add(others.kept, others.total);
    }

    /// Takes in the first of so many others and keeps the first of all.
    pub(in crate::import) fn add(&mut self, others: Vec<RowError>, total: u64) {
        self.total += total;
        self.kept.extend(others);
        self.kept.sort_by_key(|error| (error.file, error.line, error.column));
        self.kept.truncate(self.max);
    }
}
