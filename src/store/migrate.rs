//! Brings a database of an older program up to date: with a copy first, and as one transaction.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::backup::{self, Backup};
use super::copy::{self, Draft};
use super::error::{Result, StoreError};
use super::open;
use super::schema::{self, Step};

/// A database that was brought up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtUp {
    /// The schema that it had.
    pub from: i32,
    /// The schema that it has.
    pub to: i32,
    /// The copy of what it was.
    pub copy: PathBuf,
}

/// Takes a database through the steps that it has not seen; `None` when there are none. Nobody writes between the copy
/// and the last step, and unless all of them are done the file stays as it was.
pub fn bring_up(path: &Path, steps: &[Step], now_millis: i64) -> Result<Option<BroughtUp>> {
    let path = open::absolute(path)?;
    let mut connection = connect(&path, steps)?;
    let reader = open::beside(&path)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (_, from) = schema::identity(&transaction)?;
    if from >= schema::newest(steps) {
        return Ok(None);
    }
    let draft = Draft::begin(&copy::free_name(&path, &format!("schema-{from}")))?;
    draft.fill(&reader)?;
    draft.prove()?;
    let copy = draft.target().to_owned();
    let noted = Backup {
        path: copy::text(&copy)?.to_owned(),
        made_at: now_millis,
        last_operation: backup::last_operation(&transaction)?,
    };
    backup::note(&transaction, &noted)?;
    climb(&transaction, from, steps)?;
    // With its name it would outlast a step that fails, so it gets that last.
    draft.publish()?;
    transaction.commit().map_err(|error| StoreError::CommitUnknown(error.to_string()))?;
    Ok(Some(BroughtUp { from, to: schema::newest(steps), copy }))
}

/// The same for a file that is a copy itself.
pub(super) fn bring_up_alone(path: &Path, steps: &[Step]) -> Result<()> {
    let mut connection = connect(path, steps)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (_, from) = schema::identity(&transaction)?;
    climb(&transaction, from, steps)?;
    transaction.commit().map_err(|error| StoreError::CommitUnknown(error.to_string()))
}

fn connect(path: &Path, steps: &[Step]) -> Result<Connection> {
    let opened = open::open(path, schema::newest(steps))?;
    // A step may make a table anew under its old name. What then refers to nothing is looked for at the end.
    opened.connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = OFF")?;
    Ok(opened.connection)
}

fn climb(connection: &Connection, from: i32, steps: &[Step]) -> Result<()> {
    let seen = usize::try_from(from - 1).expect("a file of no schema is not opened");
    for (Step(sql), version) in steps.iter().zip(2..).skip(seen) {
        connection.execute_batch(sql)?;
        connection.pragma_update(None, "user_version", version)?;
    }
    let broken = connection.prepare("PRAGMA foreign_key_check")?.exists([])?;
    if broken {
        return Err(StoreError::Damaged("rows of it name rows that are not there".to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::Currency;
    use crate::domain::person::Country;
    use crate::store::{Shop, Store};

    const SECOND: Step = Step("ALTER TABLE shop ADD COLUMN motto TEXT; UPDATE shop SET motto = 'one'");
    const THIRD: Step = Step("UPDATE shop SET motto = motto || ' two'; CREATE TABLE sign (id INTEGER PRIMARY KEY)");
    const WRONG: Step = Step("CREATE TABLE sign (id INTEGER PRIMARY KEY); UPDATE shop SET nothing = 1");
    const DANGLING: Step = Step("INSERT INTO search_key (key, customer_id) VALUES ('wx', 77)");

    fn shop(folder: &Path) -> PathBuf {
        let path = folder.join("shop.db");
        let shop =
            Shop { currency: Currency::EUR, country: Country::NL, time_zone: Country::NL.time_zone().to_owned() };
        Store::open_or_create(&path, &shop).expect("it is made");
        path
    }

    /// The schema and the motto, if there is one.
    fn state(path: &Path) -> (i32, Option<String>) {
        let db = Connection::open(path).expect("it opens");
        let version = schema::identity(&db).expect("it has one").1;
        (version, db.query_row("SELECT motto FROM shop", [], |row| row.get(0)).ok())
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("a folder")
            .map(|file| file.expect("a file").file_name().into_string().expect("UTF-8"))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn each_step_is_taken_once_and_the_copy_is_what_was_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = shop(folder.path());
        let up = bring_up(&path, &[SECOND], 7).expect("it works").expect("there was a step");
        assert_eq!((up.from, up.to, state(&path)), (1, 2, (2, Some("one".to_owned()))));
        assert_eq!(state(&up.copy), (1, None));
        assert_eq!(bring_up(&path, &[SECOND], 8).expect("it works"), None);
        let up = bring_up(&path, &[SECOND, THIRD], 9).expect("it works").expect("there was a step");
        assert_eq!((up.from, up.to, state(&path)), (2, 3, (3, Some("one two".to_owned()))));
        assert_eq!(names(folder.path()), ["shop-schema-1.db", "shop-schema-2.db", "shop.db"]);

        let db = Connection::open(&path).expect("it opens");
        let noted: Vec<(String, i64)> = db
            .prepare("SELECT path, made_at FROM backup ORDER BY made_at")
            .and_then(|mut rows| rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
            .expect("rows");
        let name = |name: &str| folder.path().join(name).display().to_string();
        assert_eq!(noted, [(name("shop-schema-1.db"), 7), (name("shop-schema-2.db"), 9)]);
    }

    #[test]
    fn all_steps_at_once_or_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = shop(folder.path());
        let before = fs::read(&path).expect("it can be read");
        for wrong in [&[SECOND, WRONG][..], &[WRONG], &[SECOND, THIRD, DANGLING]] {
            bring_up(&path, wrong, 7).expect_err("a step fails");
            assert!(fs::read(&path).expect("it can be read") == before, "the file is another");
            assert_eq!(names(folder.path()), ["shop.db"]);
        }
        fs::write(folder.path().join("shop-schema-1.db"), "mine").expect("it is written");
        let up = bring_up(&path, &[SECOND, THIRD], 7).expect("it works").expect("there were steps");
        assert_eq!((up.from, up.to, state(&path)), (1, 3, (3, Some("one two".to_owned()))));
        assert_eq!(up.copy, folder.path().join("shop-schema-1-2.db"));
    }

    #[test]
    fn the_newer_file_is_refused_and_the_older_one_is_not_used_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = shop(folder.path());
        assert!(bring_up(&path, &[], 7).expect("there is nothing to do").is_none());
        bring_up(&path, &[SECOND, THIRD], 7).expect("it works");
        let newer = bring_up(&path, &[SECOND], 8).expect_err("it is newer");
        assert!(matches!(newer, StoreError::Newer { found: 3, known: 2, .. }), "{newer}");
        assert!(matches!(Store::open(&path), Err(StoreError::Newer { found: 3, .. })));
        bring_up_alone(&folder.path().join("shop-schema-1.db"), &[SECOND]).expect("it works");
        assert_eq!(state(&folder.path().join("shop-schema-1.db")), (2, Some("one".to_owned())));
    }
}
