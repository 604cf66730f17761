//! What is told of an import: the survey's counts and what became of them, put together.

use crate::domain::Money;
use crate::failure::Outcome;
use crate::import::{RowError, Survey};
use crate::report::Status;
use crate::report::import::{
    Counts, ErrorFacts, ImportCards, ImportCustomers, ImportPoints, ImportReport, ReadFacts, Rows, RuleUse,
    warning_sentence,
};
use crate::report::invoice::money;
use crate::store::Reader;

use super::{Taken, Tally};

/// Puts together what the survey found and what became of it.
pub fn report(
    reader: &Reader<'_>,
    survey: &Survey<'_>,
    taken: &Taken,
    files: &[String],
    dry_run: bool,
    max_errors: usize,
) -> Outcome<ImportReport> {
    let currency = reader.shop().currency;
    let rejected = Tally {
        rows: survey.rows.rejected + taken.rejected.rows,
        invoices: survey.rejected_invoices + taken.rejected.invoices,
        amount: survey.rejected_amount + taken.rejected.amount,
    };
    let tallies = [&taken.new, &taken.unchanged, &taken.updated, &rejected];
    let all = |part: fn(&Tally) -> u64| tallies.iter().map(|tally| part(tally)).sum();
    let amount: Money = tallies.iter().map(|tally| tally.amount).sum();
    let told = survey.told(&taken.problems)?;
    let mut errors: Vec<&RowError> = survey.errors.kept.iter().chain(&told).collect();
    errors.sort_by_key(|error| (error.file, error.line, error.column));
    errors.truncate(max_errors);
    let read = ReadFacts::new(&survey.files[0].reading);
    let mut warnings: Vec<String> = read_otherwise(survey, files, &read).collect();
    warnings.extend(survey.warnings.iter().map(|warning| warning_sentence(warning, files)));
    let is_new = taken.new.invoices + taken.updated.invoices > 0;
    Ok(ImportReport {
        dry_run,
        status: if is_new { Status::Recorded } else { Status::Unchanged },
        currency: currency.code().to_owned(),
        import: taken.id.map(|id| id.0),
        files: files.to_vec(),
        read,
        rows: Rows {
            read: survey.rows.read,
            new: taken.new.rows,
            unchanged: taken.unchanged.rows,
            updated: taken.updated.rows,
            rejected: rejected.rows,
            blank: survey.rows.blank,
            skipped: survey.rows.skipped,
        },
        invoices: Counts {
            read: all(|tally| tally.invoices),
            new: taken.new.invoices,
            unchanged: taken.unchanged.invoices,
            updated: taken.updated.invoices,
            rejected: rejected.invoices,
        },
        amount: Counts {
            read: money(amount, currency),
            new: money(taken.new.amount, currency),
            unchanged: money(taken.unchanged.amount, currency),
            updated: money(taken.updated.amount, currency),
            rejected: money(rejected.amount, currency),
        },
        points: ImportPoints {
            earned: taken.earned.get(),
            reversed: taken.reversed.get(),
            expired: taken.expired.get(),
        },
        customers: ImportCustomers { created: taken.customers_created, matched: taken.customers_matched },
        cards: ImportCards { opened: taken.cards_opened, waived: taken.rewards_waived },
        covered: taken.covered,
        rules: rules(reader, taken)?,
        errors: errors.into_iter().map(|error| ErrorFacts::new(error, files)).collect(),
        error_count: survey.errors.total + taken.refused.len() as u64,
        warnings,
    })
}

/// How the files were read that were read otherwise than the first one.
fn read_otherwise<'a>(
    survey: &'a Survey<'_>,
    files: &'a [String],
    first: &'a ReadFacts,
) -> impl Iterator<Item = String> + 'a {
    let others = survey.files.iter().zip(files).skip(1);
    others.filter_map(|(other, name)| {
        let other = ReadFacts::new(&other.reading);
        other.is_unlike(first).then(|| format!("{name}: read as {}", other.sentence()))
    })
}

/// Which rule each period used, in the order of the periods.
fn rules(reader: &Reader<'_>, taken: &Taken) -> Outcome<Vec<RuleUse>> {
    let revisions = reader.revisions()?;
    let currency = reader.shop().currency;
    let mut rules: Vec<RuleUse> = Vec::new();
    for (revision, used) in &taken.rules {
        let revision = revisions.get(*revision).expect("it was in force when the invoice was taken in");
        rules.push(RuleUse {
            from: used.from.to_string(),
            to: used.to.to_string(),
            invoices: used.invoices,
            rule: revision.settings.sentence(currency),
        });
    }
    rules.sort_by(|a, b| a.from.cmp(&b.from));
    Ok(rules)
}
