//! The desk a command works at: where the database is, who works, as of which day, and where the answer goes.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::Env;
use crate::cli::Setup;
use crate::domain::person::Country;
use crate::domain::{Currency, Day};
use crate::failure::{Failure, Kind, Outcome};
use crate::output::{Facts, Format, Output, Pager, Report, is_closed_pipe, tell_at_once};
use crate::store::{BroughtUp, Context, Draft, Mode, STEPS, Shop, Store, StoreError, bring_up, busy};

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit(pub u8);

impl Exit {
    /// All of it is done, or there was nothing to do.
    pub const DONE: Exit = Exit(0);
    /// It is done but for some rows.
    pub const PARTIAL: Exit = Exit(8);
}

/// What every command needs.
pub struct Desk {
    /// Where answers and notes go.
    pub output: Output,
    setup: Setup,
    now: Timestamp,
    interruptible: Arc<AtomicBool>,
    /// Whether it was said that the environment sets the day.
    said_today: bool,
}

impl Desk {
    /// Sets the desk up.
    pub fn new(setup: Setup, env: Env<'_>, now: Timestamp, interruptible: Arc<AtomicBool>) -> Desk {
        let pager = setup.pager.as_ref().map(|command| Pager {
            command: command.clone(),
            less_is_set: env("LESS").is_some(),
            interruptible: Arc::clone(&interruptible),
        });
        let output = Output::new(setup.format, setup.quiet, Facts::detect(setup.color, env)).with_pager(pager);
        busy::set_wait(setup.wait);
        if output.may_tell_at_once() {
            busy::on_waiting(|| {
                let most = busy::wait().as_secs();
                tell_at_once(format!("another process is writing to the database; waiting for it, up to {most} s"));
            });
        }
        Desk { output, setup, now, interruptible, said_today: false }
    }

    /// Where the database is.
    pub fn database(&self) -> Outcome<&Path> {
        self.setup.database.as_deref().ok_or_else(|| {
            Failure::usage("it is not known where the database is: there is no home folder")
                .hint("name it with `--db PATH`")
        })
    }

    /// The database that `--db` names.
    pub fn told_database(&self) -> Option<&Path> {
        self.setup.told_database.as_deref()
    }

    /// Opens the database for a command that reads.
    pub fn open(&mut self) -> Outcome<Store> {
        let path = self.database()?.to_owned();
        Ok(self.brought_up(&path, Store::open_to_read)?)
    }

    /// Opens the database for a command that reads so long that others are likely to write meanwhile. Where nothing can
    /// be written, nobody is.
    pub fn open_for_long(&mut self) -> Outcome<Store> {
        let path = self.database()?.to_owned();
        match self.open_at(&path) {
            Err(StoreError::ReadOnly(_) | StoreError::Unwritable(_)) => self.open(),
            opened => Ok(opened?),
        }
    }

    /// Opens a database for a command that writes to it.
    pub(super) fn open_at(&mut self, path: &Path) -> Result<Store, StoreError> {
        self.brought_up(path, Store::open)
    }

    /// Opens a database; one of an older program is brought up to date first, and that is said.
    fn brought_up(&mut self, path: &Path, open: fn(&Path) -> Result<Store, StoreError>) -> Result<Store, StoreError> {
        match open(path) {
            Err(StoreError::Older { .. }) if !self.is_dry_run() => {
                if let Some(BroughtUp { from, to, copy }) = bring_up(path, STEPS, self.now_millis())? {
                    let copy = copy.display();
                    self.output
                        .note(format!("the database went from schema {from} to {to}; as it was, it is in `{copy}`"));
                }
                open(path)
            }
            other => other,
        }
    }

    /// Opens a database for a command that puts something else in its place.
    pub(super) fn open_to_replace(&mut self, path: &Path) -> Result<Store, StoreError> {
        let mut store = self.open_at(path)?;
        store.lower_at_commit(Arc::clone(&self.interruptible));
        Ok(store)
    }

    /// Opens the database for a command that writes; with `--create` it is made when there is none.
    pub fn open_to_write(&mut self) -> Outcome<Store> {
        let path = self.database()?.to_owned();
        let mut store = match self.open_at(&path) {
            Err(StoreError::NoDatabase(_)) if self.setup.create => self.make(&path)?,
            other => other?,
        };
        store.lower_at_commit(Arc::clone(&self.interruptible));
        Ok(store)
    }

    /// The same for a command whose work may well be refused. What is made with `--create` has its name only once
    /// [`Desk::keep`] is called, so that a failure leaves nothing.
    pub fn open_to_import(&mut self) -> Outcome<(Option<Draft>, Store)> {
        let path = self.database()?.to_owned();
        if self.setup.create
            && !self.is_dry_run()
            && let Some((mut store, draft)) = Store::make_beside(&path, &default_shop())?
        {
            store.lower_at_commit(Arc::clone(&self.interruptible));
            return Ok((Some(draft), store));
        }
        Ok((None, self.open_to_write()?))
    }

    /// Gives the database of [`Desk::open_to_import`] its name, if that was not there before.
    pub fn keep(&mut self, draft: Option<Draft>, store: Store) -> Outcome<()> {
        let Some(draft) = draft else { return Ok(()) };
        let (path, shop) = (draft.target().to_owned(), store.shop().clone());
        draft.publish_new(store).map_err(|error| match error {
            StoreError::Taken { .. } => Failure::new(Kind::Busy, error.to_string()).hint("repeat the command"),
            error => error.into(),
        })?;
        self.note_made(&path, &shop);
        Ok(())
    }

    /// Makes the database with the values that `init` has without options. A dry run has one that nobody else sees.
    fn make(&mut self, path: &Path) -> Outcome<Store> {
        let shop = default_shop();
        if self.is_dry_run() {
            return Ok(Store::scratch(&shop)?);
        }
        let (store, created) = Store::open_or_create(path, &shop)?;
        if created {
            self.note_made(store.path(), &shop);
        }
        Ok(store)
    }

    fn note_made(&mut self, path: &Path, shop: &Shop) {
        let Shop { currency, country, time_zone } = shop;
        let (path, currency, country) = (path.display(), currency.code(), country.code());
        self.output.note(format!("made the database `{path}`, with {currency}, {country} and {time_zone}"));
    }

    /// Whether nothing is kept.
    pub fn is_dry_run(&self) -> bool {
        self.setup.dry_run
    }

    /// The format that was asked for.
    pub fn format(&self) -> Format {
        self.setup.format
    }

    /// The moment of this run, milliseconds since 1970.
    pub fn now_millis(&self) -> i64 {
        self.now.as_millisecond()
    }

    /// The day that counts as today in the shop.
    pub fn today(&mut self, shop: &Shop) -> Outcome<Day> {
        let Some(set) = self.setup.today else {
            let date = self.now.to_zoned(time_zone(&shop.time_zone)?).date();
            return Day::from_date(date).ok_or_else(|| Failure::usage("the clock is set to a day out of range"));
        };
        if set.from_environment && self.output.facts().stderr_terminal && !std::mem::replace(&mut self.said_today, true)
        {
            self.output.note(format!("working as of `{}` (`LOYALTY_TODAY`)", set.day));
        }
        Ok(set.day)
    }

    /// Who works, when, and whether it is kept.
    pub fn context(&mut self, shop: &Shop) -> Outcome<Context> {
        Ok(Context {
            today: self.today(shop)?,
            now_millis: self.now_millis(),
            actor: self.setup.actor.clone(),
            mode: if self.is_dry_run() { Mode::DryRun } else { Mode::Real },
        })
    }

    /// Wants a yes before something that cannot be taken back: `--yes`, or an answer on the terminal.
    pub fn confirm(&mut self, question: &str) -> Outcome<()> {
        if self.setup.yes || self.is_dry_run() {
            return Ok(());
        }
        let refused = |message: &str| {
            Failure::new(Kind::NotConfirmed, message)
                .hint("repeat the command with `--yes`, or look first with `--dry-run`")
        };
        if self.setup.no_input || !io::stdin().is_terminal() {
            return Err(refused("this has to be confirmed"));
        }
        match self.output.confirm(question, &mut io::stdin().lock())? {
            true => Ok(()),
            false => Err(refused("it was not confirmed")),
        }
    }

    /// Prints the answer. A reader who went away has had enough of it.
    pub fn report(&mut self, report: &impl Report) -> Outcome<Exit> {
        let printed = self.output.report(report);
        self.printed(printed)
    }

    /// Prints an answer that is a document of its own, in JSON whatever the format.
    pub fn document(&mut self, report: &impl Report) -> Outcome<Exit> {
        let printed = self.output.document(report);
        self.printed(printed)
    }

    /// Prints bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) -> Outcome<Exit> {
        let printed = self.output.raw(bytes);
        self.printed(printed)
    }

    fn printed(&self, printed: io::Result<()>) -> Outcome<Exit> {
        let kept = !self.interruptible.load(Ordering::SeqCst);
        printed_or_gone(printed).map_err(|failure| match kept {
            true => failure.hint("the work itself is done and kept"),
            false => failure,
        })
    }

    /// Tells a failure and gives its exit code.
    pub(super) fn tell(&mut self, failure: Failure) -> Exit {
        let exit = Exit(failure.exit());
        self.output.error(&failure.into_report());
        exit
    }
}

/// Prints a text that no format applies to: help, or the version.
pub(super) fn print_text(text: &str) -> Outcome<Exit> {
    printed_or_gone(Output::new(Format::Table, false, Facts::PIPE).raw(text.as_bytes()))
}

fn printed_or_gone(printed: io::Result<()>) -> Outcome<Exit> {
    match printed {
        Err(error) if !is_closed_pipe(&error) => {
            Err(Failure::new(Kind::Io, format!("the answer could not be written: {error}")))
        }
        _ => Ok(Exit::DONE),
    }
}

/// What `init` makes when nothing is said.
pub(super) fn default_shop() -> Shop {
    Shop { currency: Currency::EUR, country: Country::NL, time_zone: Country::NL.time_zone().to_owned() }
}

/// The time zone of that name, out of the program itself: looking through the system's takes longer than a command. That
/// of most shops is ready for use: reading it takes a twentieth of a balance.
pub(super) fn time_zone(name: &str) -> Outcome<TimeZone> {
    match name {
        "Europe/Amsterdam" => return Ok(jiff::tz::get!("Europe/Amsterdam")),
        "Europe/Brussels" => return Ok(jiff::tz::get!("Europe/Brussels")),
        _ => {}
    }
    TimeZoneDatabase::bundled().get(name).map_err(|_| {
        Failure::usage(format!("there is no time zone `{name}`"))
            .hint("give it as in `--time-zone Europe/Amsterdam` (IANA time zone database)")
    })
}

/// Makes a path absolute, as it is shown and opened.
pub(super) fn shown_path(path: &Path) -> Outcome<PathBuf> {
    Ok(crate::store::absolute(path)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ready_for_use_is_what_the_time_zone_database_says() {
        for name in ["Europe/Amsterdam", "Europe/Brussels"] {
            let (ready, read) =
                (time_zone(name).expect("a zone"), TimeZoneDatabase::bundled().get(name).expect("a zone"));
            assert_eq!(ready.iana_name(), Some(name));
            for hour in 0..50 * 365 * 24 / 7 {
                let moment = Timestamp::from_second(hour * 7 * 3600).expect("a moment");
                assert_eq!(ready.to_offset(moment), read.to_offset(moment), "{name} {moment}");
            }
        }
        assert!(time_zone("Europe/Entenhausen").is_err());
    }
}
