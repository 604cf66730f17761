//! A database that is made along with what is first written to it. It has its name only then, so that a failure leaves
//! nothing behind, and nobody comes upon it before.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::copy::{BESIDE, Draft, sync_folder, with_end};
use super::database::Store;
use super::error::{Result, StoreError};
use super::open;
use super::shop::Shop;

impl Store {
    /// Makes a database beside the path that it is to have; `None` where something has that name, or what SQLite would
    /// play into it.
    pub fn make_beside(path: &Path, shop: &Shop) -> Result<Option<(Store, Draft)>> {
        let path = open::absolute(path)?;
        let is_free = |end: &&str| {
            fs::symlink_metadata(with_end(&path, end)).is_err_and(|error| error.kind() == ErrorKind::NotFound)
        };
        if ![""].iter().chain(&BESIDE).all(is_free) {
            return Ok(None);
        }
        open::make_folder(&path)?;
        let draft = Draft::begin(&path)?;
        let (store, _) = Store::open_or_create(draft.part(), shop)?;
        Ok(Some((store, draft)))
    }
}

impl Draft {
    /// Gives a database of [`Store::make_beside`] its name; refused where another process has given it to one meanwhile.
    pub fn publish_new(self, store: Store) -> Result<()> {
        store.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        drop(store);
        self.sync()?;
        let (part, target) = (self.part(), self.target());
        let named = match renameat_with(CWD, part, CWD, target, RenameFlags::NOREPLACE) {
            // Not every file system can refuse to replace; every one can refuse a second name.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => fs::hard_link(part, target),
            named => named.map_err(Into::into),
        };
        named.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => {
                StoreError::Taken { path: target.to_owned(), what: "there: another process has made it meanwhile" }
            }
            _ => StoreError::from_io(target, &error),
        })?;
        sync_folder(target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;
    use crate::domain::person::Country;

    #[test]
    fn whoever_is_first_has_the_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shops/shop.db");
        let shop =
            |zone: &str| Shop { currency: Currency::EUR, country: Country::NL, time_zone: format!("Europe/{zone}") };
        let make = |zone| Store::make_beside(&path, &shop(zone)).expect("it is made");
        let there = || Store::open(&path).expect("it opens").shop().time_zone.clone();
        let names = || -> Vec<_> {
            let files = fs::read_dir(folder.path().join("shops")).expect("a folder");
            files.map(|file| file.expect("a file").file_name().into_string().expect("a name")).collect()
        };
        // Not named, it is gone.
        drop(make("Paris"));
        assert!(names().is_empty());
        let (store, draft) = make("Paris").expect("nothing is there");
        drop(Store::open_or_create(&path, &shop("London")).expect("another one"));
        assert!(matches!(draft.publish_new(store), Err(StoreError::Taken { .. })));
        assert_eq!((names(), there()), (vec!["shop.db".to_owned()], "Europe/London".to_owned()));
        assert!(make("Paris").is_none());
        fs::remove_file(&path).expect("it is there");
        let (store, draft) = make("Paris").expect("nothing is there");
        draft.publish_new(store).expect("it gets its name");
        assert_eq!((names(), there()), (vec!["shop.db".to_owned()], "Europe/Paris".to_owned()));
    }
}
