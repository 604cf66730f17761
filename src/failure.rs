//! Failures at the edge: the name programs know one by, its exit code, what is, and what to do.

use serde_json::{Value, json};

pub use crate::output::shell_word;
use crate::output::{ErrorReport, Table};
use crate::store::StoreError;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident => $code:literal, $exit:literal $(, $retryable:ident)?;)+) => {
        /// What kind of failure it is: one for each thing a user or a script has to do about it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Kind { $($(#[$doc])* $kind),+ }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),+];

            /// The name programs know it by.
            pub const fn code(self) -> &'static str {
                match self { $(Kind::$kind => $code),+ }
            }

            /// The exit code.
            pub const fn exit(self) -> u8 {
                match self { $(Kind::$kind => $exit),+ }
            }

            /// Whether the same command may be repeated as it is.
            pub const fn is_retryable(self) -> bool {
                match self { $(Kind::$kind => kinds!(@retryable $($retryable)?)),+ }
            }
        }
    };
    (@retryable retry) => { true };
    (@retryable) => { false };
}

kinds! {
    /// There is no database.
    NoDatabase => "no_database", 1;
    /// The file is something else.
    NotOurs => "not_a_database", 1;
    /// The file was written by a newer program.
    Newer => "newer_database", 1;
    /// The file was written by an older program.
    Older => "older_database", 1;
    /// The file is damaged.
    Damaged => "damaged_database", 1;
    /// The file cannot be written to.
    ReadOnly => "read_only_database", 1;
    /// The disk is full.
    DiskFull => "disk_full", 1;
    /// The system could not read or write.
    Io => "io", 1;
    /// It is not known whether the write was kept.
    CommitUnknown => "commit_unknown", 1, retry;
    /// `db check` found something.
    CheckFailed => "check_failed", 1;
    /// Wrong usage.
    Usage => "usage", 2;
    /// Nobody is meant by it.
    CustomerNotFound => "customer_not_found", 3;
    /// There is no such invoice.
    InvoiceNotFound => "invoice_not_found", 3;
    /// There is no such reward.
    RewardNotFound => "reward_not_found", 3;
    /// There is no such redemption.
    RedemptionNotFound => "redemption_not_found", 3;
    /// There is no such scheme.
    SchemeNotFound => "scheme_not_found", 3;
    /// The customer has no card.
    CardNotFound => "card_not_found", 3;
    /// There is no such import.
    ImportNotFound => "import_not_found", 3;
    /// There is no such file.
    FileNotFound => "file_not_found", 3;
    /// Several customers are meant by it.
    CustomerAmbiguous => "customer_ambiguous", 4;
    /// There is a file of that name.
    FileExists => "file_exists", 5;
    /// The shop was set up otherwise.
    ShopConflict => "shop_conflict", 5;
    /// The ref belongs to somebody.
    CustomerExists => "customer_exists", 5;
    /// The number belongs to another invoice.
    InvoiceConflict => "invoice_conflict", 5;
    /// The key was used for something else.
    KeyConflict => "key_conflict", 5;
    /// The name belongs to another reward.
    RewardConflict => "reward_conflict", 5;
    /// The name belongs to another scheme, or the scheme is not to be changed so.
    SchemeConflict => "scheme_conflict", 5;
    /// The customer has another active card.
    CardExists => "card_exists", 5;
    /// The card does not allow it.
    CardRefused => "card_refused", 5;
    /// The invoice is not in a state that allows it.
    InvoiceState => "invoice_state", 5;
    /// The lines make no ticket.
    TicketRefused => "ticket_refused", 5;
    /// There are fewer points.
    NotEnoughPoints => "not_enough_points", 5;
    /// Points do not pay like that.
    PointsRefused => "points_refused", 5;
    /// The balance would fall below zero.
    BelowZero => "below_zero", 5;
    /// The reward does not fit.
    RewardRefused => "reward_refused", 5;
    /// More is asked back than is left.
    RefundRefused => "refund_refused", 5;
    /// Points or rewards were used, so it cannot be taken back.
    InUse => "in_use", 5;
    /// The sums do not fit into a ledger.
    TooLarge => "too_large", 5;
    /// The input is rejected, nothing is written.
    InputRejected => "input_rejected", 6;
    /// It was not confirmed.
    NotConfirmed => "not_confirmed", 7;
    /// A signal ended it.
    Interrupted => "interrupted", 130, retry;
    /// A bug.
    Internal => "internal", 70;
    /// Another process holds the database.
    Busy => "busy", 75, retry;
}

/// A failure as it is told.
#[derive(Debug)]
pub struct Failure {
    kind: Kind,
    told: Box<Told>,
}

/// What is told; kept apart so that a result with a failure stays small.
#[derive(Debug)]
struct Told {
    message: String,
    hints: Vec<String>,
    details: Value,
    table: Option<Table>,
}

/// A result at the edge.
pub type Outcome<T> = std::result::Result<T, Failure>;

impl Failure {
    /// A failure: the fact, in lower case, values in backticks, no full stop.
    pub fn new(kind: Kind, message: impl Into<String>) -> Failure {
        let told = Told { message: bounded(message.into()), hints: Vec::new(), details: json!({}), table: None };
        Failure { kind, told: Box::new(told) }
    }

    /// Wrong usage.
    pub fn usage(message: impl Into<String>) -> Failure {
        Failure::new(Kind::Usage, message)
    }

    /// The same as another kind of failure: what is wrong usage in an argument makes an input rejected.
    pub fn with_kind(mut self, kind: Kind) -> Failure {
        self.kind = kind;
        self
    }

    /// Says first where it was.
    pub fn prefixed(mut self, place: &str) -> Failure {
        self.told.message.insert_str(0, place);
        self
    }

    /// Adds what to do: a command or a flag that works.
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.told.hints.push(hint.into());
        self
    }

    /// Puts what is known in the place of a word of the hints (`WHO`, `NUMBER`), as a shell takes it.
    pub fn named(mut self, word: &str, value: &str) -> Failure {
        let value = shell_word(value);
        self.told.hints.iter_mut().for_each(|hint| *hint = hint.replace(&format!(" {word}"), &format!(" {value}")));
        self
    }

    /// Adds what programs need to go on; an object.
    pub fn details(mut self, details: Value) -> Failure {
        self.told.details = details;
        self
    }

    /// Adds what people see below the message.
    pub fn table(mut self, table: Table) -> Failure {
        self.told.table = Some(table);
        self
    }

    /// What kind it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The exit code.
    pub fn exit(&self) -> u8 {
        self.kind.exit()
    }

    /// Whether a rule says no to what was asked, rather than that something failed.
    pub fn is_refusal(&self) -> bool {
        matches!(self.exit(), 2..=5)
    }

    /// The fact.
    pub fn message(&self) -> &str {
        &self.told.message
    }

    /// What to do.
    pub fn hints(&self) -> &[String] {
        &self.told.hints
    }

    /// The failure as it is printed.
    pub fn into_report(self) -> ErrorReport {
        let Told { message, hints, details, table } = *self.told;
        let mut report = ErrorReport::new(self.kind.code(), self.kind.exit(), message);
        report.hints = hints;
        report.retryable = self.kind.is_retryable();
        report.details = details;
        report.table = table;
        report
    }
}

/// The longest message, in characters: whoever hands in a megabyte where a name belongs does not get it back.
const LONGEST: usize = 2000;

fn bounded(mut message: String) -> String {
    if let Some((end, _)) = message.char_indices().nth(LONGEST) {
        message.truncate(end);
        message.push('…');
    }
    message
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        let message = error.to_string();
        match error {
            StoreError::NoDatabase(_) => Failure::new(Kind::NoDatabase, message)
                .hint("make one with `loyalty init`, or on the way with `--create`; name another with `--db PATH`"),
            StoreError::NotOurs { .. } => {
                Failure::new(Kind::NotOurs, message).hint("name the database with `--db PATH`")
            }
            StoreError::Newer { .. } => {
                Failure::new(Kind::Newer, message).hint("use the newer `loyalty` that wrote it")
            }
            StoreError::Older { .. } => Failure::new(Kind::Older, message)
                .hint("any command without `--dry-run` brings it up to date, and keeps a copy: `loyalty db info`"),
            StoreError::Damaged(_) => Failure::new(Kind::Damaged, message)
                .hint("put a backup back with `loyalty db restore FILE`; what is there is kept aside"),
            StoreError::Taken { .. } => Failure::new(Kind::FileExists, message).hint("name another file"),
            StoreError::NoFolder(_) => Failure::new(Kind::FileNotFound, message),
            StoreError::ReadOnly(_) => {
                Failure::new(Kind::ReadOnly, message).hint("the file and its folder must be writable")
            }
            StoreError::Unwritable(file) => Failure::new(Kind::ReadOnly, message)
                .hint(format!("its owner makes it writable with `chmod u+w {}`", shell_word(&file.to_string_lossy()))),
            StoreError::Full(_) => {
                Failure::new(Kind::DiskFull, message).hint("nothing was written: free some room and repeat the command")
            }
            StoreError::Io(_) => Failure::new(Kind::Io, message),
            StoreError::Busy { .. } => {
                Failure::new(Kind::Busy, message).hint("repeat the command, or wait longer with `--wait SECONDS`")
            }
            StoreError::CommitUnknown(_) => Failure::new(Kind::CommitUnknown, message)
                .hint("repeat the same command: what has a number or a key counts once"),
            StoreError::Internal(_) => Failure::new(Kind::Internal, message),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        let kind = match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::FileTooLarge => Kind::DiskFull,
            _ => Kind::Io,
        };
        Failure::new(kind, error.to_string())
    }
}

/// Unexpected failures carry their context from the edge: the whole chain is told.
impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        match error.downcast::<std::io::Error>() {
            Ok(error) => error.into(),
            Err(error) => Failure::new(Kind::Io, format!("{error:#}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Failure, Kind};
    use crate::store::StoreError;

    #[test]
    fn an_older_database_is_brought_up_by_what_is_no_dry_run() {
        let older = StoreError::Older { path: "shop.db".into(), found: 1, newest: 2 };
        let failure = Failure::from(older);
        assert_eq!((failure.kind(), failure.exit()), (Kind::Older, 1));
        assert_eq!(failure.message(), "`shop.db` has schema 1, and this program uses schema 2");
    }
}
