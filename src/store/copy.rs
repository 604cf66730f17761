//! Whole copies of a database: made beside their target, and given its name only once they are on the disk.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, named_params};

use super::database::Store;
use super::error::{Result, StoreError};
use super::{check, migrate, open, schema};

/// What SQLite puts beside a database of that name.
pub(super) const BESIDE: [&str; 3] = ["-wal", "-journal", "-shm"];

/// A copy that has no name yet: a private file beside its target, which is gone again unless it is given the name.
#[derive(Debug)]
pub struct Draft {
    part: PathBuf,
    target: PathBuf,
    /// Held open and locked for as long as the copy is made; what nobody holds was left by a process that was killed.
    file: File,
}

/// Whether a copy may take the place of one that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Whatever is there stays.
    Keep,
    /// A database of ours that nobody uses is replaced.
    Replace,
}

impl Store {
    /// Copies the database as it is at this moment, while others go on writing. A `target` that is taken is refused.
    pub fn copy(&self, target: &Path, existing: Existing) -> Result<Draft> {
        let draft = self.draft(target, existing)?;
        draft.fill(&self.connection)?;
        draft.prove()?;
        Ok(draft)
    }

    fn draft(&self, target: &Path, existing: Existing) -> Result<Draft> {
        let target = open::absolute(target)?;
        if is_of_database(self.path(), &target) {
            return Err(StoreError::Taken { path: target, what: "the database itself" });
        }
        judge_target(&target, existing)?;
        Draft::begin(&target)
    }
}

/// Refuses a target that is no place for a copy.
fn judge_target(target: &Path, existing: Existing) -> Result<()> {
    let taken = |what| Err(StoreError::Taken { path: target.to_owned(), what });
    match target.parent() {
        Some(folder) if folder.is_dir() => {}
        other => return Err(StoreError::NoFolder(other.unwrap_or(target).to_owned())),
    }
    if target.is_dir() {
        return taken("a folder");
    }
    // SQLite would play it into whatever has the name.
    if BESIDE.iter().any(|end| fs::metadata(with_end(target, end)).is_ok_and(|facts| facts.len() > 0)) {
        return taken("in use, or was left behind: there is a journal beside it");
    }
    match (fs::symlink_metadata(target), existing) {
        (Err(_), _) => Ok(()),
        (Ok(_), Existing::Keep) => taken("there already"),
        (Ok(facts), Existing::Replace) if facts.is_symlink() => taken("a link"),
        (Ok(_), Existing::Replace) => open::judge_file(target),
    }
}

impl Draft {
    /// Begins a copy beside its target, readable for its owner only.
    pub(super) fn begin(target: &Path) -> Result<Draft> {
        let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else {
            return Err(StoreError::NoFolder(target.to_owned()));
        };
        let begin = [".".as_ref(), name, ".".as_ref()].into_iter().collect::<OsString>();
        sweep(folder, &begin);
        let mut part = begin;
        part.push(format!("{}.part", std::process::id()));
        let part = folder.join(part);
        let mut options = File::options();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&part).map_err(|error| StoreError::from_io(&part, &error))?;
        // Where files cannot be locked, what a killed process leaves is not swept away; nothing else is different.
        let _ = file.try_lock();
        Ok(Draft { part, target: target.to_owned(), file })
    }

    /// Copies a database file, whatever its schema, to be put at `target`; the file stays as it is, the copy is brought
    /// up to date.
    pub fn of_file(file: &Path, target: &Path) -> Result<Draft> {
        let (file, target) = (open::absolute(file)?, open::absolute(target)?);
        if is_same_file(&file, &target) {
            return Err(StoreError::Taken { path: file, what: "the database itself" });
        }
        let opened = open::open(&file, schema::VERSION)?;
        open::make_folder(&target)?;
        let draft = Draft::begin(&target)?;
        draft.fill(&opened.connection)?;
        draft.prove()?;
        migrate::bring_up_alone(&draft.part, schema::STEPS)?;
        Ok(draft)
    }

    /// Copies what a connection sees, in one consistent state and without its free pages.
    pub(super) fn fill(&self, from: &Connection) -> Result<()> {
        from.execute("VACUUM INTO :part", named_params! {":part": text(&self.part)?})?;
        Ok(())
    }

    /// Copies page by page, so that damaged pages go along as they are.
    pub(super) fn fill_with_pages(&self, from: &Connection) -> Result<()> {
        let mut to = Connection::open_with_flags(&self.part, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        match Backup::new(from, &mut to)?.step(-1)? {
            StepResult::Done => Ok(()),
            _ => Err(StoreError::busy()),
        }
    }

    /// Has SQLite look through all of the copy.
    pub(super) fn prove(&self) -> Result<()> {
        match check::damage(&open::beside(&self.part)?)?.into_iter().next() {
            Some(text) => Err(StoreError::Damaged(text)),
            None => Ok(()),
        }
    }

    /// Where the copy is for now.
    pub(super) fn part(&self) -> &Path {
        &self.part
    }

    /// The copy as a database of its own.
    pub fn open(&self) -> Result<Store> {
        Store::open(&self.part)
    }

    /// The absolute path that it is to have.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The size, bytes.
    pub fn size(&self) -> Result<u64> {
        Ok(self.file.metadata().map_err(|error| StoreError::from_io(&self.part, &error))?.len())
    }

    /// Has all of it on the disk.
    pub(super) fn sync(&self) -> Result<()> {
        self.file.sync_all().map_err(|error| StoreError::from_io(&self.part, &error))
    }

    /// Makes the copy durable and gives it its name; nobody has it open.
    pub fn publish(self) -> Result<()> {
        self.sync()?;
        let Draft { part, target, .. } = &self;
        fs::rename(part, target).map_err(|error| StoreError::from_io(target, &error))?;
        sync_folder(target)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After it was given its name there is nothing left to remove.
        remove(&self.part);
    }
}

/// Makes the names in a file's folder durable.
pub(super) fn sync_folder(file: &Path) -> Result<()> {
    let Some(folder) = file.parent() else { return Ok(()) };
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| StoreError::from_io(folder, &error))
}

/// A path with something put behind its name, as SQLite names its journals.
pub(super) fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// A name beside the database that nothing has yet: `shop-WHAT.db`.
pub fn free_name(database: &Path, what: &str) -> PathBuf {
    let stem = database.file_stem().unwrap_or_default();
    let name = |number: u32| {
        let mut name = stem.to_owned();
        name.push(format!("-{what}"));
        if number > 1 {
            name.push(format!("-{number}"));
        }
        name.push(".db");
        database.with_file_name(name)
    };
    let is_free = |path: &PathBuf| ["", "-wal", "-journal"].iter().all(|end| !with_end(path, end).exists());
    (1..).map(name).find(is_free).expect("no folder holds four thousand million files of one name")
}

/// Removes the drafts of processes that were killed.
fn sweep(folder: &Path, begin: &OsString) {
    let Ok(files) = fs::read_dir(folder) else { return };
    let (Some(begin), end) = (begin.to_str(), ".part") else { return };
    let is_draft = |name: &str| {
        let number = name.strip_prefix(begin).and_then(|rest| rest.strip_suffix(end));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    for path in files.flatten().filter(|file| file.file_name().to_str().is_some_and(is_draft)).map(|file| file.path()) {
        if File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
            remove(&path);
        }
    }
}

/// Removes a database with its journals. What cannot be removed stays: it is private, and has no name that one takes
/// for a backup.
fn remove(path: &Path) {
    let _ = fs::remove_file(path);
    for end in BESIDE {
        let _ = fs::remove_file(with_end(path, end));
    }
}

/// Whether a file is the database, or what SQLite puts beside it.
pub fn is_of_database(database: &Path, file: &Path) -> bool {
    [""].iter().chain(&BESIDE).any(|end| is_same_file(&with_end(database, end), file))
}

/// Whether two paths name one file, be it there or not.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    one == other || matches!((resolved(one), resolved(other)), (Some(one), Some(other)) if one == other)
}

fn resolved(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok().or_else(|| {
        let path = std::path::absolute(path).ok()?;
        Some(fs::canonicalize(path.parent()?).ok()?.join(path.file_name()?))
    })
}

pub(super) fn text(path: &Path) -> Result<&str> {
    path.to_str().ok_or_else(|| StoreError::Io(format!("`{}`: the name is no UTF-8", path.display())))
}
