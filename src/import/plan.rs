//! Which column means what, and how its cells are to be read: everything that is decided once for a file. What headers
//! say is in `bind`.

mod bind;

use super::date::DateFormat;
use super::dialect::Dialect;
use super::error::ImportError;
use super::headers::{REPORT_COLUMNS, Shape, is_currency, is_own_list, may_name};
use super::number::Mark;
use super::options::{Field, Options, ValueRule, typed};
use super::records::{Record, trim};
use super::words::squeeze;
use crate::failure::shell_word;

/// Where a field's value comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Binding {
    #[default]
    Nothing,
    Constant(String),
    /// Columns, counted from 0; at least one.
    Columns(Vec<usize>),
}

/// The fields one of which says what an invoice comes to.
const MONEY: [Field; 3] = [Field::Amount, Field::Total, Field::UnitPrice];

const INVOICE_FIELDS: [Field; 11] = [
    Field::Date,
    Field::Time,
    Field::Customer,
    Field::Name,
    Field::Email,
    Field::Phone,
    Field::RefersTo,
    Field::Status,
    Field::PaidOn,
    Field::Total,
    Field::CardReward,
];

/// What the cells of one column have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ColumnForm {
    /// The decimal mark; without one no cell has need of it.
    pub(super) mark: Option<Mark>,
    pub(super) date: Option<DateFormat>,
    /// All cells are whole numbers with `.0` behind them, which is taken off.
    pub(super) float_ids: bool,
    /// Amounts with a decimal comma stand without quotes between commas, so the next column has their cents.
    pub(super) is_parted: bool,
}

/// A column that chooses rows, and the values it chooses, in lower case.
#[derive(Clone, Debug)]
struct Choice {
    column: usize,
    values: Vec<String>,
}

/// How the rows of one file are read.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) columns: Vec<String>,
    bindings: Vec<Binding>,
    pub(super) forms: Vec<ColumnForm>,
    /// The rules of `--value`, by field.
    rules: Vec<Vec<ValueRule>>,
    skip: Vec<Choice>,
    only: Vec<Choice>,
    /// As many cells as a row must have.
    pub(super) least_width: usize,
    /// The columns of what an invoice has once, and of whatever rules look at to translate it.
    pub(super) invoice_columns: Vec<usize>,
    /// Which columns are used by anything.
    used: Vec<bool>,
    /// Whether it is a list that the program itself has written.
    pub(super) is_own_list: bool,
    /// Whether commas part the columns.
    has_commas: bool,
    /// The column that names the currency of a row.
    pub(super) currency: Option<usize>,
}

impl Plan {
    /// Binds fields to columns; where two readings of a header are usual, the first rows decide.
    pub(super) fn new(
        file: &str,
        dialect: &Dialect,
        options: &Options,
        shape: Shape,
        rows: &[(u64, Vec<String>)],
    ) -> Result<Plan, ImportError> {
        let columns = dialect.columns.clone();
        let mut plan = Plan {
            bindings: vec![Binding::Nothing; Field::COUNT],
            forms: vec![ColumnForm::default(); columns.len()],
            rules: vec![Vec::new(); Field::COUNT],
            skip: Vec::new(),
            only: Vec::new(),
            least_width: 0,
            invoice_columns: Vec::new(),
            used: vec![false; columns.len()],
            is_own_list: dialect.delimiter == b',' && is_own_list(&columns),
            has_commas: dialect.delimiter == b',',
            currency: columns.iter().position(|column| !options.no_header && is_currency(column)),
            columns,
        };
        for rule in &options.values {
            plan.rules[rule.field as usize].push(rule.clone());
        }
        plan.skip = plan.choices(file, &options.skip)?;
        plan.only = plan.choices(file, &options.only)?;
        plan.bind_flags(file, options)?;
        if !options.no_header {
            plan.bind_headers(file, shape, options, rows)?;
        }
        plan.require(file, shape)?;
        let once = INVOICE_FIELDS.iter().flat_map(|field| plan.rules(*field)).map(|rule| rule.by).chain(INVOICE_FIELDS);
        plan.invoice_columns = once.flat_map(|field| plan.columns_of(field)).copied().collect();
        Ok(plan)
    }

    pub(super) fn binding(&self, field: Field) -> &Binding {
        &self.bindings[field as usize]
    }

    pub(super) fn is_bound(&self, field: Field) -> bool {
        *self.binding(field) != Binding::Nothing
    }

    /// The columns of a field; none for a constant.
    pub(super) fn columns_of(&self, field: Field) -> &[usize] {
        match self.binding(field) {
            Binding::Columns(columns) => columns,
            _ => &[],
        }
    }

    pub(super) fn rules(&self, field: Field) -> &[ValueRule] {
        &self.rules[field as usize]
    }

    /// Whether `--skip` and `--only` leave the row in.
    pub(super) fn chooses(&self, record: &Record<'_>) -> bool {
        let has = |choice: &Choice| choice.values.contains(&record.trimmed(choice.column).to_lowercase());
        (self.skip.is_empty() || !self.skip.iter().any(has)) && (self.only.is_empty() || self.only.iter().all(has))
    }

    /// The columns of money in which a row that is longer than its header may have lost a decimal comma.
    pub(super) fn parted_columns(&self) -> impl Iterator<Item = usize> {
        let fields = MONEY.into_iter().filter(|_| self.has_commas);
        fields.flat_map(|field| self.columns_of(field)).copied()
    }

    /// The column with the cents of an amount that has lost its decimal comma, in a file where all long rows have.
    pub(super) fn splits_amount(&self, record: &Record<'_>) -> Option<usize> {
        let column =
            self.parted_columns().find(|column| self.forms[*column].is_parted && is_parted(record, *column))?;
        Some(column + 1)
    }

    /// How a column is named that holds the totals of lines, and was taken for that of invoices.
    pub(super) fn line_total_hint(&self) -> Option<String> {
        let column = self.columns_of(Field::Total).first().filter(|_| !self.is_bound(Field::Amount))?;
        let word = shell_word(&format!("amount={}", self.columns[*column]));
        Some(format!("--map {word} if it is the amount of each line"))
    }

    /// The columns that tell invoices of several years apart whose numbers begin anew; none where days have no column
    /// of their own, or the numbers have them in already.
    pub(super) fn renumbering_hint(&self) -> Option<String> {
        let ([date], numbers) = (self.columns_of(Field::Date), self.columns_of(Field::Invoice)) else { return None };
        if numbers.is_empty() || numbers.contains(date) {
            return None;
        }
        let by_name = |column: &usize| match self.columns[*column].as_str() {
            name if name.contains('+') || self.column("", name).ok() != Some(*column) => (column + 1).to_string(),
            name => name.to_owned(),
        };
        let names: Vec<String> = std::iter::once(date).chain(numbers).map(by_name).collect();
        let map = typed("--map", &format!("invoice={}", names.join("+")));
        Some(format!("{map} if numbers begin anew each year"))
    }

    /// Named columns that nothing is read from.
    pub(super) fn unused(&self) -> Vec<String> {
        let unused = self
            .columns
            .iter()
            .zip(&self.used)
            .filter(|(name, used)| !**used && !name.is_empty() && !REPORT_COLUMNS.contains(&name.as_str()));
        unused.map(|(name, _)| name.clone()).collect()
    }

    fn choices(&mut self, file: &str, given: &[(String, String)]) -> Result<Vec<Choice>, ImportError> {
        let mut choices: Vec<Choice> = Vec::new();
        for (name, value) in given {
            let column = self.column(file, name)?;
            self.used[column] = true;
            let value = value.to_lowercase();
            match choices.iter_mut().find(|choice| choice.column == column) {
                Some(choice) => choice.values.push(value),
                None => choices.push(Choice { column, values: vec![value] }),
            }
        }
        Ok(choices)
    }

    fn bind_flags(&mut self, file: &str, options: &Options) -> Result<(), ImportError> {
        for (field, value) in &options.set {
            self.bindings[*field as usize] = Binding::Constant(value.clone());
        }
        for (index, (field, names)) in options.map.iter().enumerate() {
            if self.is_bound(*field) {
                let why = if options.map[..index].iter().any(|(other, _)| other == field) {
                    format!("`--map {}=` is given twice; `{}=A+B` takes more columns", field.as_str(), field.as_str())
                } else {
                    format!("`{}` is given by `--map` and by `--set`", field.as_str())
                };
                return Err(ImportError::Options(why));
            }
            let columns = self.columns_named(file, names)?;
            self.bind(*field, columns);
        }
        for (field, names) in &options.map_if_there {
            if let Ok(columns) = self.columns_named(file, names)
                && !self.is_bound(*field)
            {
                self.bind(*field, columns);
            }
        }
        Ok(())
    }

    fn bind(&mut self, field: Field, columns: Vec<usize>) {
        for column in &columns {
            self.used[*column] = true;
        }
        self.bindings[field as usize] = Binding::Columns(columns);
    }

    /// The columns of `A+B`; a column that is called so as a whole goes first.
    fn columns_named(&self, file: &str, names: &str) -> Result<Vec<usize>, ImportError> {
        match self.column(file, names) {
            Ok(column) => Ok(vec![column]),
            Err(error) if !names.contains('+') => Err(error),
            Err(_) => names.split('+').map(|name| self.column(file, name)).collect(),
        }
    }

    fn require(&mut self, file: &str, shape: Shape) -> Result<(), ImportError> {
        let needed: &[&[Field]] = match shape {
            Shape::Invoices => &[&[Field::Invoice], &[Field::Date], &MONEY],
            Shape::Customers => &[&[Field::Ref, Field::Email, Field::Phone]],
        };
        for fields in needed {
            if !fields.iter().any(|field| self.is_bound(*field)) {
                let mut free = self.unused();
                free.retain(|column| may_name(column, fields[0]));
                let fields = fields.iter().map(|field| field.as_str()).collect();
                let (file, columns) = (file.to_owned(), self.columns.clone());
                return Err(ImportError::NoColumn { file, fields, columns, free });
            }
        }
        const NEVER_MISSING: [Field; 6] =
            [Field::Invoice, Field::Date, Field::Quantity, Field::Amount, Field::Total, Field::UnitPrice];
        let last = NEVER_MISSING.iter().flat_map(|field| self.columns_of(*field)).max();
        self.least_width = match shape {
            Shape::Invoices => last.map_or(1, |last| last + 1),
            Shape::Customers => 1,
        };
        Ok(())
    }

    /// The column of that name: as it stands, else without regard to case and signs, else by its number.
    fn column(&self, file: &str, name: &str) -> Result<usize, ImportError> {
        let name = trim(name);
        let word = squeeze(name);
        let exact: Vec<usize> = self.positions(|column| column == name);
        let close: Vec<usize> = self.positions(|column| !word.is_empty() && squeeze(column) == word);
        let found = if exact.is_empty() { close } else { exact };
        match found.as_slice() {
            [column] => Ok(*column),
            [] => match name.parse::<usize>() {
                Ok(number) if (1..=self.columns.len()).contains(&number) => Ok(number - 1),
                _ => Err(self.unknown(file, name, &[])),
            },
            several => Err(self.unknown(file, name, several)),
        }
    }

    fn positions(&self, matches: impl Fn(&str) -> bool) -> Vec<usize> {
        (0..self.columns.len()).filter(|index| matches(&self.columns[*index])).collect()
    }

    fn unknown(&self, file: &str, column: &str, places: &[usize]) -> ImportError {
        let places = places.iter().map(|place| place + 1).collect();
        let columns = self.columns.iter().filter(|name| !name.is_empty()).cloned().collect();
        ImportError::UnknownColumn { file: file.to_owned(), column: column.to_owned(), places, columns }
    }
}

/// Whether a cell is whole and the next one has two digits, as a decimal comma leaves them that parts columns.
pub(super) fn is_parted(record: &Record<'_>, column: usize) -> bool {
    let digits = |cell: &str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, cents) = (record.trimmed(column), record.trimmed(column + 1));
    digits(whole.strip_prefix('-').unwrap_or(whole)) && cents.len() == 2 && digits(cents)
}

/// The id in front of a `.0` that a spreadsheet or a data frame has put there.
pub(super) fn without_zero(id: &str) -> Option<&str> {
    let whole = id.strip_suffix(".0")?;
    (!whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit())).then_some(whole)
}

/// Whether a spreadsheet has spoilt an id: `1,23E+12`.
pub(super) fn is_scientific(id: &str) -> bool {
    if !id.starts_with(|letter: char| letter.is_ascii_digit()) || !id.bytes().any(|byte| byte == b'+') {
        return false;
    }
    let Some((number, exponent)) = id.split_once(['E', 'e']) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.replacen([',', '.'], "", 1);
    digits(&number) && exponent.strip_prefix('+').is_some_and(digits)
}

/// Whether a cell holds what a spreadsheet shows where a formula failed or a column is too narrow, in its four languages.
pub(super) fn is_formula_error(text: &str) -> bool {
    const ERRORS: [&str; 24] = [
        "N/A", "N/B", "NV", "NULL!", "LEEG!", "NUL!", "DIV/0!", "DEEL/0!", "VALUE!", "WAARDE!", "WERT!", "VALEUR!",
        "REF!", "VERW!", "BEZUG!", "NAME?", "NAAM?", "NOM?", "NUM!", "GETAL!", "ZAHL!", "NOMBRE!", "SPILL!", "CALC!",
    ];
    let Some(word) = text.strip_prefix('#') else { return false };
    ERRORS.contains(&word) || (word.len() > 1 && word.bytes().all(|byte| byte == b'#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_were_spoilt() {
        assert_eq!(without_zero("17850.0"), Some("17850"));
        assert_eq!(without_zero("17850.00"), None);
        assert_eq!(without_zero("A.0"), None);
        for (id, want) in [("1,23E+12", true), ("1.23E+12", true), ("3E+11", true), ("12E4", false), ("SHE+1", false)] {
            assert_eq!(is_scientific(id), want, "{id}");
        }
        for (cell, want) in [("#N/A", true), ("#WAARDE!", true), ("####", true), ("#", false), ("#1 Wax", false)] {
            assert_eq!(is_formula_error(cell), want, "{cell}");
        }
    }
}
