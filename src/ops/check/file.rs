//! The file and its schema, and what holds between tables.

use super::Found;
use crate::failure::Outcome;
use crate::report::check::Finding;
use crate::store::{Change, Reader};

/// The schema is what this program makes; `false` when what it describes cannot be read as it should be.
pub(super) fn schema(reader: &Reader<'_>, found: &mut Found) -> Outcome<bool> {
    let mut readable = true;
    for part in reader.schema_changes()? {
        let how = match part.change {
            Change::Missing => "is gone",
            Change::Altered => "is made otherwise than by this program",
            Change::Foreign => "is none of this program's",
        };
        readable &= part.change == Change::Foreign || !matches!(part.kind.as_str(), "table" | "index");
        found.tell(Finding::new("schema", format!("the {} `{}` {how}", part.kind, part.name)));
    }
    Ok(readable)
}

/// SQLite finds the file in order.
pub(super) fn damage(reader: &Reader<'_>, found: &mut Found) -> Outcome<bool> {
    let damage = reader.damage()?;
    let whole = damage.is_empty();
    for text in damage {
        found.tell(Finding::new("file", text));
    }
    Ok(whole)
}

/// What a row names is there.
pub(super) fn references(reader: &Reader<'_>, found: &mut Found) -> Outcome<()> {
    reader.each_broken_reference(|broken| {
        let row = broken.row.map(|row| format!(" row {row}")).unwrap_or_default();
        let message = format!("`{}`{row} names a row of `{}` that is not there", broken.table, broken.parent);
        let entry = broken.row.filter(|_| broken.table == "entry");
        found.tell(Finding { entry, ..Finding::new("reference", message) });
    })?;
    for refund in reader.strayed_credits()? {
        let message = format!("`refund` row {refund} names a credit note of its invoice, and there is another invoice");
        found.tell(Finding::new("reference", message));
    }
    Ok(())
}

/// Ids are given one after the other and never deleted.
pub(super) fn gaps(reader: &Reader<'_>, found: &mut Found) -> Outcome<()> {
    for (table, id) in reader.gaps()? {
        let message = format!("`{table}` row {id} was written and is not there any more");
        found.tell(Finding { entry: Some(id).filter(|_| table == "entry"), ..Finding::new("insert-only", message) });
    }
    Ok(())
}

/// Settings, rewards and schemes are what can be made: most of it is said by no CHECK, which every process would read.
pub(super) fn definitions(reader: &Reader<'_>, _found: &mut Found) -> Outcome<()> {
    reader.revisions()?;
    reader.rewards(true)?;
    reader.schemes()?;
    Ok(())
}

/// Customers are found by their names and phones as they are, and those who have points are there.
pub(super) fn people(reader: &Reader<'_>, found: &mut Found) -> Outcome<()> {
    let mut lost = Vec::new();
    reader.each_unfindable_customer(|customer| lost.push(customer))?;
    for customer in lost {
        let message = "the name or phone that the customer is found by is not the customer's";
        found.tell(Finding::new("customer", message).about_customer(reader, Some(customer)));
    }
    for customer in reader.taken_out_with_points()? {
        let message = "the customer was taken out and has points all the same";
        found.tell(Finding::new("customer", message).about_customer(reader, Some(customer)));
    }
    Ok(())
}
