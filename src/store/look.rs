//! What stands at a path, before SQLite has seen it: a file that is not ours is not even connected to.

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::Path;

use super::error::{Result, StoreError};
use super::quiet::{beside, log_of};
use super::schema;

/// What stands at a path before SQLite has seen it.
pub(super) enum Found {
    Nothing,
    /// No database yet: an `init` that was killed in its first page, or whose log was not carried over whole.
    Begun,
    /// One of ours; whether its changes go through a write-ahead log.
    Database {
        wal: bool,
    },
}

/// Refuses what is not ours, or newer than this program.
pub(super) fn judge(path: &Path, application: i32, version: i32, newest: i32) -> Result<()> {
    if application != schema::APPLICATION_ID {
        return Err(StoreError::NotOurs { path: path.to_owned(), what: "another program's SQLite database" });
    }
    if version > newest {
        return Err(StoreError::Newer { path: path.to_owned(), found: version, known: newest });
    }
    if version < 1 {
        return Err(StoreError::Damaged(format!("its schema is {version}")));
    }
    Ok(())
}

/// What SQLite writes at offset 18 of a file whose changes go through a write-ahead log (SQLite file format, 1.3.3).
const WAL_FORMAT: u8 = 2;

/// Looks at what stands there without SQLite. The handle is closed again before any connection is opened: closing one
/// beside a connection would drop its locks.
pub(super) fn look(path: &Path, newest: i32) -> Result<Found> {
    match look_once(path, newest) {
        // Another process may have written its log back, or the file anew, between one look and the next.
        Err(StoreError::Damaged(_)) => look_once(path, newest),
        found => found,
    }
}

fn look_once(path: &Path, newest: i32) -> Result<Found> {
    let not_ours = |what| Err(StoreError::NotOurs { path: path.to_owned(), what });
    let facts = match fs::symlink_metadata(path) {
        Ok(facts) if facts.is_symlink() => match fs::metadata(path) {
            Ok(facts) => facts,
            Err(_) => return not_ours("a link that leads nowhere"),
        },
        Ok(facts) => facts,
        Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound) => return Ok(Found::Nothing),
        Err(error) => return Err(StoreError::Io(format!("`{}`: {error}", path.display()))),
    };
    if facts.is_dir() {
        return not_ours("a folder");
    }
    if !facts.is_file() {
        return not_ours("a device, a pipe or a socket");
    }
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(&facts) > 1 {
        return not_ours("a file with a second name (a hard link), which would get a journal of its own");
    }
    if facts.len() == 0 {
        // What an `init` that was killed early leaves behind.
        return Ok(Found::Nothing);
    }
    let mut head = [0u8; 100];
    let read = File::open(path).and_then(|file| {
        let mut filled = 0;
        let mut file = file.take(100);
        while filled < head.len() {
            match file.read(&mut head[filled..])? {
                0 => break,
                more => filled += more,
            }
        }
        Ok(filled)
    });
    match read {
        Ok(100) if head.starts_with(b"SQLite format 3\0") => judge_head(path, &head, facts.len(), newest),
        Ok(_) if journal_begins(path).unwrap_or(false) => Ok(Found::Begun),
        Ok(_) if head.starts_with(b"SQLite format 3\0") => {
            Err(StoreError::Damaged("it is cut off within its header".to_owned()))
        }
        Ok(_) => not_ours("not a database"),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            Err(StoreError::Io(format!("`{}`: {error}", path.display())))
        }
        Err(error) => Err(StoreError::Io(format!("`{}`: {error}", path.display()))),
    }
}

/// Judges a file by SQLite's own header, so that a foreign one is not even connected to: that alone could play its
/// journal back (SQLite file format, section 1.3).
fn judge_head(path: &Path, head: &[u8; 100], length: u64, newest: i32) -> Result<Found> {
    let number = |at: usize| i32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let (application, version) = (number(68), number(60));
    if (application, version) == (0, 0) && (length <= page || log_begins_ours(path).unwrap_or(false)) {
        return Ok(Found::Begun);
    }
    judge(path, application, version, newest)?;
    let pages = u64::from(number(28).unsigned_abs());
    if has_log(path) {
        return Ok(Found::Database { wal: head[18] == WAL_FORMAT });
    }
    // Measured only now: the file grows while the log is written back.
    let length = fs::metadata(path).map_or(length, |facts| facts.len());
    if length < pages * page {
        return Err(StoreError::Damaged(format!("it is cut off: {length} bytes of {}", pages * page)));
    }
    Ok(Found::Database { wal: head[18] == WAL_FORMAT })
}

/// Whether the journal beside a file says that the file was empty: an `init` that the power left while its first page was
/// written, of which any sector may have come into the file. SQLite empties it again (SQLite file format, 3).
fn journal_begins(path: &Path) -> std::io::Result<bool> {
    let mut head = [0; 20];
    File::open(beside(path, "-journal"))?.read_exact(&mut head)?;
    Ok(head.starts_with(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7") && head[16..] == [0; 4])
}

/// The pages of a log that are looked through; an `init` writes fewer.
const MOST_PAGES: usize = 1_000;

/// Whether the log beside a file makes it one of ours: an `init` that the power left when its log was written back, of
/// which any page may have come into the file first (SQLite file format, 4.1).
fn log_begins_ours(path: &Path) -> std::io::Result<bool> {
    let mut log = BufReader::new(File::open(log_of(path))?);
    let mut head = [0; 32];
    log.read_exact(&mut head)?;
    let number = |bytes: &[u8], at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let page = number(&head, 8);
    if !(512..=65_536).contains(&page) {
        return Ok(false);
    }
    let mut frame = vec![0; 24 + page as usize];
    for _ in 0..MOST_PAGES {
        let read = log.read_exact(&mut frame);
        // What was left of an older log bears another salt.
        if read.is_err() || frame[8..16] != head[16..24] {
            break;
        }
        if number(&frame, 0) == 1 && number(&frame, 24 + 68) == schema::APPLICATION_ID.unsigned_abs() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether changes stand in the log beside the file that are not in it yet.
pub(super) fn has_log(path: &Path) -> bool {
    fs::metadata(log_of(path)).is_ok_and(|facts| facts.len() > 0)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    /// What the power leaves when a log is half written back: the log, and of the file any page but the first.
    #[test]
    fn what_the_log_makes_ours_is_ours() {
        let folder = tempfile::tempdir().expect("a folder");
        for (application, ours) in [(schema::APPLICATION_ID, true), (0, false), (7, false)] {
            let (whole, cut) = (folder.path().join("whole.db"), folder.path().join("cut.db"));
            let made = Connection::open(&whole).expect("a file");
            made.execute_batch("PRAGMA journal_mode = WAL").expect("a log");
            let sql = format!("BEGIN; CREATE TABLE t (x); PRAGMA application_id = {application}; COMMIT");
            made.execute_batch(&sql).expect("a table");
            let mut first = fs::read(&whole).expect("it is there");
            first.resize(first.len() * 2, 0);
            fs::write(&cut, first).expect("it is written");
            fs::copy(log_of(&whole), log_of(&cut)).expect("it is copied");
            let found = look(&cut, schema::VERSION);
            assert_eq!(matches!(found, Ok(Found::Begun)), ours, "{application}");
            assert_eq!(matches!(found, Err(StoreError::NotOurs { .. })), !ours, "{application}");
            drop(made);
            fs::remove_file(&whole).expect("it is ours");
        }
    }

    #[test]
    fn a_first_page_that_came_in_part_is_begun() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.db");
        let torn: Vec<u8> = [[0; 512], [7; 512]].concat();
        for (size_before, begun) in [(0, true), (3, false)] {
            let magic = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
            let header = [0u32, 17, size_before, 512, 4_096].map(u32::to_be_bytes).concat();
            let journal = [&magic[..], &header[..], &[0; 512 - 28]].concat();
            fs::write(&path, &torn).expect("it is written");
            fs::write(beside(&path, "-journal"), journal).expect("it is written");
            assert_eq!(matches!(look(&path, schema::VERSION), Ok(Found::Begun)), begun, "{size_before}");
            if begun {
                drop(Connection::open(&path).expect("a file").execute_batch("PRAGMA user_version"));
                assert_eq!(fs::metadata(&path).expect("it is there").len(), 0, "SQLite empties it");
            }
        }
    }
}
