//! What the headers of a file say its columns are.

use super::super::error::ImportError;
use super::super::headers::{Shape, field_of, is_in_other_currency, is_plain_customer, is_whole_name};
use super::super::options::{Field, Options};
use super::{Binding, MONEY, Plan};
use crate::domain::text::fold;

impl Plan {
    /// Binds what no flag has bound.
    pub(super) fn bind_headers(
        &mut self,
        file: &str,
        shape: Shape,
        options: &Options,
        rows: &[(u64, Vec<String>)],
    ) -> Result<(), ImportError> {
        // A column that a flag has taken whole is not taken again; one that is a part of a joined id may be a date too.
        let mut taken = vec![false; self.columns.len()];
        for (index, binding) in self.bindings.iter().enumerate() {
            if let Binding::Columns(columns) = binding
                && (columns.len() == 1 || Field::ALL[index].is_money())
            {
                columns.iter().for_each(|column| taken[*column] = true);
            }
        }
        let mut found: Vec<Vec<(usize, bool)>> = vec![Vec::new(); Field::COUNT];
        for (column, name) in self.columns.iter().enumerate() {
            if let Some((field, own)) = field_of(name, shape).filter(|_| !taken[column]) {
                found[field as usize].push((column, own));
            }
        }
        self.name_customers(&mut found, shape, options, rows);
        let mut foreign = None;
        for (&field, mut columns) in Field::ALL.iter().zip(found) {
            if self.is_bound(field) || columns.is_empty() {
                continue;
            }
            // Our own word for a field goes before words that may mean it.
            if columns.iter().any(|(_, own)| *own) {
                columns.retain(|(_, own)| *own);
            }
            if field.is_money() {
                let is_other = |column: usize| is_in_other_currency(&self.columns[column], options.currency);
                foreign = foreign.or_else(|| {
                    columns.iter().find(|(column, _)| is_other(*column)).map(|(column, _)| (field, *column))
                });
                columns.retain(|(column, _)| !is_other(*column));
                if columns.is_empty() {
                    continue;
                }
            }
            if columns.len() > 1 {
                let told = |column: usize| {
                    let name = &self.columns[column];
                    let is_one = self.positions(|other| other == name).len() == 1;
                    (name.clone(), (!is_one).then_some(column + 1))
                };
                let columns = columns.iter().map(|(column, _)| told(*column)).collect();
                return Err(ImportError::TwoColumns { file: file.to_owned(), field: field.as_str(), columns });
            }
            self.used[columns[0].0] = true;
            self.bindings[field as usize] = Binding::Columns(vec![columns[0].0]);
        }
        self.join_names(options, rows);
        // Beside money of the shop's currency that of another one is not asked for.
        match foreign {
            Some((field, column)) if !MONEY.into_iter().any(|field| self.is_bound(field)) => {
                let (file, field, column) = (file.to_owned(), field.as_str(), self.columns[column].clone());
                Err(ImportError::OtherCurrency { file, field, column, currency: options.currency })
            }
            _ => Ok(()),
        }
    }

    /// `Klant` is a customer's name beside a column that is expressly a number, and beside an e-mail or a phone where its
    /// cells are names.
    fn name_customers(
        &self,
        found: &mut [Vec<(usize, bool)>],
        shape: Shape,
        options: &Options,
        rows: &[(u64, Vec<String>)],
    ) {
        let who = if shape == Shape::Customers { Field::Ref } else { Field::Customer };
        let is_there = |field: Field| self.is_bound(field) || !found[field as usize].is_empty();
        let (is_named, is_known) = (is_there(Field::Name), is_there(Field::Email) || is_there(Field::Phone));
        let customers = &mut found[who as usize];
        let is_plain = |column: &(usize, bool)| is_plain_customer(&self.columns[column.0]);
        let plain = customers.iter().filter(|column| is_plain(column)).count();
        let is_beside_number = plain > 0 && plain + 1 == customers.len();
        let holds_names = || {
            let &[(column, own)] = customers.as_slice() else { return false };
            let may_be = plain == 1 && is_known && !is_named && !self.is_bound(who);
            may_be && self.are_names(column, own, options, rows)
        };
        if !is_beside_number && !holds_names() {
            return;
        }
        let names = customers.extract_if(.., |column| is_plain(column)).map(|(column, _)| (column, false)).collect();
        if found[Field::Name as usize].is_empty() {
            found[Field::Name as usize] = names;
        }
    }

    /// Whether the cells of a column are names of people or firms: letters, and no digit anywhere. Our own word for the
    /// ref is only taken for a name where there are blanks in it.
    fn are_names(&self, column: usize, own: bool, options: &Options, rows: &[(u64, Vec<String>)]) -> bool {
        let cells = rows.iter().filter_map(|(_, cells)| cells.get(column));
        let cells: Vec<&String> = cells.filter(|cell| !cell.is_empty() && !options.is_anonymous(cell)).collect();
        let is_sign = |letter: char| matches!(letter, ' ' | '\u{a0}' | '.' | ',' | '-' | '\'' | '’' | '&');
        let is_name = |cell: &String| {
            cell.starts_with(|letter: char| letter.is_alphabetic() || letter == '\'')
                && cell.chars().all(|letter| letter.is_alphabetic() || is_sign(letter))
        };
        !cells.is_empty()
            && cells.iter().all(|cell| is_name(cell))
            && (!own || cells.iter().any(|cell| cell.contains(' ')))
    }

    /// Beside a first name, `Naam` is the last name, unless its cells have the first name in them. A whole name leaves
    /// no use for its parts.
    fn join_names(&mut self, options: &Options, rows: &[(u64, Vec<String>)]) {
        let by_flag = options.map.iter().chain(&options.map_if_there).any(|(field, _)| *field == Field::Name);
        let (&[name], &[first]) = (self.columns_of(Field::Name), self.columns_of(Field::FirstName)) else { return };
        if by_flag || self.is_bound(Field::LastName) || is_whole_name(&self.columns[name]) {
            return;
        }
        let mut both = rows.iter().filter_map(|(_, cells)| Some((cells.get(name)?, cells.get(first)?)));
        let mut any = false;
        let has_first =
            both.by_ref().filter(|(name, first)| !name.is_empty() && !first.is_empty()).all(|(name, first)| {
                any = true;
                let [name, first] = [name, first].map(|text| format!(" {} ", fold(text).replace(',', " ")));
                name.len() > first.len() && name.contains(&first)
            });
        if !any || !has_first {
            let last = std::mem::take(&mut self.bindings[Field::Name as usize]);
            self.bindings[Field::LastName as usize] = last;
        }
    }
}
