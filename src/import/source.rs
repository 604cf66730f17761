//! A named file that can be read more than once: a regular file, or a stream that is kept in an unlinked private file.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Something to import.
pub struct Source {
    name: String,
    inner: Inner,
}

enum Inner {
    File { file: File, stamp: Stamp },
    Spool(Mutex<Spool>),
}

/// What a file looks like from outside; two equal stamps are taken for the same content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    len: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

/// A stream and what was read of it.
struct Spool {
    input: Option<Box<dyn Read + Send>>,
    file: File,
    len: u64,
}

impl Source {
    /// Opens a file. What is no regular file (a pipe, a device) is read as a stream.
    pub fn open(path: &Path) -> io::Result<Source> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        let name = path.display().to_string();
        if !metadata.is_file() {
            return Source::from_reader(name, Box::new(file));
        }
        let stamp = Stamp::of(&file)?;
        Ok(Source { name, inner: Inner::File { file, stamp } })
    }

    /// The standard input, called `-`.
    pub fn stdin() -> io::Result<Source> {
        Source::from_reader("-".to_owned(), Box::new(io::stdin()))
    }

    /// A stream; it is read while it is looked at and kept for the second time.
    pub fn from_reader(name: String, input: Box<dyn Read + Send>) -> io::Result<Source> {
        let spool = Spool { input: Some(input), file: unlinked_file()?, len: 0 };
        Ok(Source { name, inner: Inner::Spool(Mutex::new(spool)) })
    }

    /// What the user calls it; `-` is the standard input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many bytes it has, if that is known.
    pub fn len(&self) -> Option<u64> {
        match &self.inner {
            Inner::File { stamp, .. } => Some(stamp.len),
            Inner::Spool(_) => None,
        }
    }

    /// Whether nothing is in it, as far as that is known.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// Reads from the beginning.
    pub(super) fn reader(&self) -> SourceReader<'_> {
        SourceReader { source: self, at: 0 }
    }

    /// Whether the file is still what it was when it was opened. A stream is ours and does not change.
    pub(super) fn is_unchanged(&self) -> bool {
        match &self.inner {
            Inner::File { file, stamp } => Stamp::of(file).is_ok_and(|now| now == *stamp),
            Inner::Spool(_) => true,
        }
    }
}

impl Stamp {
    fn of(file: &File) -> io::Result<Stamp> {
        let metadata = file.metadata()?;
        Ok(Stamp {
            len: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        })
    }
}

/// One reading of a source, at a place of its own.
pub(super) struct SourceReader<'a> {
    source: &'a Source,
    at: u64,
}

impl Read for SourceReader<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = match &self.source.inner {
            // A file that grows is read to its old end; that it grew is noticed afterwards.
            Inner::File { file, stamp } => {
                let left = usize::try_from(stamp.len.saturating_sub(self.at)).unwrap_or(usize::MAX).min(out.len());
                file.read_at(&mut out[..left], self.at)?
            }
            Inner::Spool(spool) => spool.lock().unwrap_or_else(PoisonError::into_inner).read_at(out, self.at)?,
        };
        self.at += read as u64;
        Ok(read)
    }
}

impl Spool {
    fn read_at(&mut self, out: &mut [u8], at: u64) -> io::Result<usize> {
        if at < self.len {
            let left = usize::try_from(self.len - at).unwrap_or(usize::MAX).min(out.len());
            return self.file.read_at(&mut out[..left], at).map_err(NotKept::mark);
        }
        let Some(input) = &mut self.input else { return Ok(0) };
        let read = loop {
            match input.read(out) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        if read == 0 {
            self.input = None;
        }
        self.file.write_all_at(&out[..read], self.len).map_err(NotKept::mark)?;
        self.len += read as u64;
        Ok(read)
    }
}

/// What cannot be kept for a while: the folder for temporary files is to blame, not what is read.
#[derive(Debug, thiserror::Error)]
#[error("the folder for temporary files `{}` cannot be used: {error}", .folder.display())]
pub struct NotKept {
    folder: PathBuf,
    error: io::Error,
}

impl NotKept {
    /// Marks an error of a file without a name.
    pub(super) fn mark(error: io::Error) -> io::Error {
        io::Error::new(error.kind(), NotKept { folder: std::env::temp_dir(), error })
    }

    /// Whether an error was marked.
    pub fn is_cause_of(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<NotKept>())
    }
}

/// A file without a name that only this process can read; its failures are [`NotKept`].
pub(super) fn unlinked_file() -> io::Result<File> {
    make_unlinked().map_err(NotKept::mark)
}

fn make_unlinked() -> io::Result<File> {
    let folder = std::env::temp_dir();
    for attempt in 0..100u32 {
        let path = folder.join(format!(".loyalty-{}-{attempt}", std::process::id()));
        match OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            opened => {
                let file = opened?;
                std::fs::remove_file(&path)?;
                return Ok(file);
            }
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "no name is free for a temporary file"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_reads_twice() {
        let source = Source::from_reader("-".to_owned(), Box::new(&b"hello"[..])).unwrap();
        for _ in 0..2 {
            let mut text = String::new();
            source.reader().read_to_string(&mut text).unwrap();
            assert_eq!(text, "hello");
        }
    }

    #[test]
    fn a_file_that_grows_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, "a").unwrap();
        let source = Source::open(&path).unwrap();
        assert!(source.is_unchanged());
        std::fs::write(&path, "ab").unwrap();
        assert!(!source.is_unchanged());
    }
}
