//! Copies of the whole database: made, and put back.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Kind, Outcome, shell_word};
use crate::store::{Action, Backup, Context, Draft, Existing, Info, Mode, Shop, Store, StoreError, free_name, put};

/// A copy that was made, or would be.
#[derive(Clone, Debug)]
pub struct Made {
    /// Where it is, absolute.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// What is in it.
    pub info: Info,
}

/// Copies the database while others write, and remembers where to.
pub fn make(store: &mut Store, context: &Context, target: &Path, existing: Existing) -> Outcome<Made> {
    let draft = store.copy(target, existing).map_err(|error| match error {
        StoreError::Damaged(what) => {
            Failure::new(Kind::Damaged, format!("no copy was made of what is damaged: {what}"))
                .hint("see what is wrong with `loyalty db check`")
        }
        StoreError::Taken { .. } if existing == Existing::Keep => {
            Failure::from(error).hint("`--replace` puts the new copy in the place of an older one")
        }
        error => error.into(),
    })?;
    let (info, last) = draft.open()?.read(|reader| Ok::<_, StoreError>((reader.info()?, reader.last_operation()?)))?;
    let made = Made { path: draft.target().to_owned(), bytes: draft.size()?, info };
    store.write(context, Action("db backup"), |tx| tx.note_backup(&made.path.to_string_lossy(), last))?;
    match context.mode {
        Mode::Real => draft.publish()?,
        Mode::DryRun => drop(draft),
    }
    Ok(made)
}

/// A backup that is ready to be put back.
pub struct Ready {
    draft: Draft,
    /// What the shop of the backup is.
    pub shop: Shop,
    /// What is in it.
    pub info: Info,
}

/// Copies a backup to beside the database, whole and up to date; the backup itself stays as it is.
pub fn ready(file: &Path, database: &Path) -> Outcome<Ready> {
    let draft = Draft::of_file(file, database).map_err(|error| unfit(file, error))?;
    let mut copy = draft.open()?;
    let (info, changes) = copy.read(|reader| Ok::<_, StoreError>((reader.info()?, reader.schema_changes()?)))?;
    if let Some(part) = changes.first() {
        let message = format!(
            "`{}` is not put back: its {} `{}` is not as this program makes it",
            file.display(),
            part.kind,
            part.name
        );
        let look = format!("loyalty --db {} db check", shell_word(&file.to_string_lossy()));
        return Err(Failure::new(Kind::CheckFailed, message).hint(format!("see all that is wrong with `{look}`")));
    }
    Ok(Ready { shop: copy.shop().clone(), info, draft })
}

fn unfit(file: &Path, error: StoreError) -> Failure {
    let told = error.to_string();
    match error {
        StoreError::NoDatabase(_) => {
            Failure::new(Kind::FileNotFound, format!("there is no backup `{}`", file.display()))
                .hint("see what was made, and where, with `loyalty log` and `loyalty db info`")
        }
        StoreError::NotOurs { .. } => {
            Failure::new(Kind::NotOurs, told).hint("name a file that `loyalty db backup` made")
        }
        StoreError::Damaged(what) => {
            Failure::new(Kind::Damaged, format!("the backup `{}` is damaged: {what}", file.display()))
                .hint("nothing was changed: try an older backup")
        }
        other => other.into(),
    }
}

/// What stands where a backup is put.
pub enum Place {
    /// A database that opens.
    Database(Box<Store>),
    /// Nothing, or a database that does not open any more.
    Ruin,
}

/// What is known of a database before it is replaced; nothing where it is damaged.
#[derive(Clone, Debug, Default)]
pub struct Before {
    /// What is in it.
    pub info: Option<Info>,
    backups: Vec<Backup>,
}

impl Place {
    /// Looks at what is there.
    pub fn before(&mut self) -> Before {
        let Place::Database(store) = self else { return Before::default() };
        let info = store.read(|reader| reader.info()).ok();
        let backups = store.read(|reader| reader.backups()).unwrap_or_default();
        Before { info, backups }
    }
}

/// Puts a backup back. What was there is kept beside the database, and its name is given; copies that were known stay
/// known, and the one that is kept becomes one.
pub fn restore(
    ready: Ready,
    place: Place,
    before: &Before,
    database: &Path,
    context: &Context,
) -> Outcome<Option<PathBuf>> {
    let aside = free_name(database, "before-restore");
    let Ready { draft, .. } = ready;
    // Of other states of the database all that is known is that whoever is in this one may be in them.
    let note = |is_kept: bool| {
        draft.open()?.write(context, Action("db restore"), |tx| {
            for known in &before.backups {
                let last_operation = known.last_operation.min(tx.operation_id());
                tx.note_known_backup(&Backup { last_operation, ..known.clone() })?;
            }
            if is_kept {
                tx.note_backup(&aside.to_string_lossy(), tx.operation_id())?;
            }
            Ok::<_, StoreError>(())
        })
    };
    let kept = match place {
        Place::Database(mut store) => {
            store.replace(&draft, &aside, || note(true))?;
            true
        }
        Place::Ruin => {
            note(database.exists())?;
            put(draft, &aside)?
        }
    };
    Ok(kept.then_some(aside))
}
