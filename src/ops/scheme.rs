//! Schemes: making them, giving them rewards, changing and retiring them.

use std::rc::Rc;

use serde_json::json;

use crate::domain::card::carry;
use crate::domain::scheme::{
    EditRefusal, NewReward, NewScheme, RewardChange, RewardEdit, SchemeEdit, SchemeError, SchemeRefusal,
};
use crate::domain::text::fold;
use crate::domain::{Currency, Scheme, SchemeId, SchemeReward};
use crate::failure::{Failure, Kind, Outcome, shell_word};
use crate::report::scheme::{CardCounts, SchemeFacts};
use crate::store::{Cause, Marks, Reader, Tx};

/// The scheme of that name.
pub fn find(reader: &Reader<'_>, name: &str) -> Outcome<Rc<Scheme>> {
    if let Some(scheme) = reader.scheme_by_name(name)? {
        return Ok(scheme);
    }
    let mut failure = Failure::new(Kind::SchemeNotFound, format!("there is no scheme `{name}`"));
    let schemes = reader.schemes()?;
    let near = |scheme: &&Rc<Scheme>| strsim::normalized_damerau_levenshtein(&fold(&scheme.name), &fold(name)) >= 0.5;
    for scheme in schemes.iter().filter(near).take(3) {
        failure = failure.hint(format!("did you mean `{}`?", scheme.name));
    }
    Err(if failure.hints().is_empty() { failure.hint("list schemes with `loyalty scheme list`") } else { failure })
}

/// The scheme as it is told.
pub fn facts(reader: &Reader<'_>, scheme: &Scheme) -> Outcome<SchemeFacts> {
    let (active, total) = reader.count_scheme_cards(scheme.id)?;
    let into = reader.scheme_into(scheme.id)?.map(|into| into.name.clone());
    Ok(SchemeFacts::new(scheme, into, CardCounts { active, total }, reader.shop().currency))
}

/// Makes a scheme; `false` when there is one just like it.
pub fn add(tx: &Tx<'_>, new: NewScheme) -> Outcome<(SchemeId, bool)> {
    new.check().map_err(impossible)?;
    check_name(&new.name)?;
    if let Some(same) = tx.scheme_by_name(&new.name)? {
        if new.is_like(&same) {
            return Ok((same.id, false));
        }
        return Err(taken(&same, &new));
    }
    if new.auto {
        check_only_auto(tx, None)?;
    }
    let scheme = new.into_scheme(tx.next_scheme()?, tx.today());
    tx.insert_scheme(&scheme)?;
    Ok((scheme.id, true))
}

fn check_name(name: &str) -> Outcome<()> {
    if fold(name).is_empty() { Err(Failure::usage(format!("the name `{name}` holds no letter"))) } else { Ok(()) }
}

fn impossible(error: SchemeError) -> Failure {
    let failure = Failure::usage(error.to_string());
    match error {
        SchemeError::ItemsMissing => failure.hint("say what counts, as in `--items category:haircare`"),
        SchemeError::NotOfThisKind(option, _) => failure.hint(format!("leave `{}` out", option.flag())),
        SchemeError::NotPositive(_) => failure,
    }
}

/// The name belongs to a scheme that is otherwise.
fn taken(scheme: &Scheme, new: &NewScheme) -> Failure {
    if scheme.retired {
        return Failure::new(Kind::SchemeConflict, format!("the scheme `{}` is retired", scheme.name))
            .hint("give the new one another name")
            .hint(format!(
                "or rename the old one with `loyalty scheme edit {} --rename NAME`",
                shell_word(&scheme.name)
            ));
    }
    let differing: Vec<&str> = [
        ("type", new.kind != scheme.kind),
        ("items", new.items != scheme.items),
        ("min_total", new.min_total != scheme.min_total),
        ("applies", new.applies.is_some_and(|applies| applies != scheme.applies)),
        ("once", new.once != scheme.once),
        ("max_per_day", new.max_per_day != scheme.max_per_day),
        ("auto", new.auto != scheme.auto),
        ("from", new.from.is_some_and(|from| from != scheme.from)),
    ]
    .into_iter()
    .filter(|(_, differs)| *differs)
    .map(|(field, _)| field)
    .collect();
    let name = shell_word(&scheme.name);
    let message = format!("there is a scheme `{}` already, with another {}", scheme.name, differing.join(", "));
    Failure::new(Kind::SchemeConflict, message)
        .hint(format!("see it with `loyalty scheme show {name}`; change it with `loyalty scheme edit {name} …`"))
        .details(json!({ "scheme": scheme.name, "fields": differing }))
}

/// Only one scheme opens cards by itself.
fn check_only_auto(reader: &Reader<'_>, but: Option<SchemeId>) -> Outcome<()> {
    let schemes = reader.schemes()?;
    match schemes.iter().find(|scheme| scheme.auto && !scheme.retired && Some(scheme.id) != but) {
        None => Ok(()),
        Some(other) => {
            let message = format!("the scheme `{}` opens cards by itself already, and one does at most", other.name);
            Err(Failure::new(Kind::SchemeConflict, message)
                .hint(format!("take it back there with `loyalty scheme edit {} --auto no`", shell_word(&other.name)))
                .details(json!({ "scheme": other.name })))
        }
    }
}

/// Gives a scheme a reward; `false` when it has one just like it.
pub fn add_reward(tx: &Tx<'_>, scheme: &Scheme, new: &NewReward) -> Outcome<bool> {
    match scheme.add_reward(new, tx.scheme_had_card(scheme.id)?).map_err(|no| refused(scheme, no))? {
        RewardChange::Unchanged(_) => Ok(false),
        RewardChange::Added => {
            tx.insert_scheme_reward(scheme.id, new)?;
            Ok(true)
        }
    }
}

/// Why a scheme does not take a reward.
pub fn refused(scheme: &Scheme, refusal: SchemeRefusal) -> Failure {
    let failure = |message: String| {
        Failure::new(Kind::SchemeConflict, message)
            .details(json!({ "scheme": scheme.name, "type": scheme.kind.as_str() }))
    };
    match refusal {
        SchemeRefusal::After(error) => {
            let example = match scheme.kind {
                crate::domain::SchemeKind::Always => "leave `--after` out",
                crate::domain::SchemeKind::Spend => "give an amount, as in `--after 100.00`",
                _ => "give a whole number, as in `--after 5`",
            };
            let message = format!("{error}: the scheme `{}` is of the type `{}`", scheme.name, scheme.kind.as_str());
            failure(message).hint(example)
        }
        SchemeRefusal::Retired => failure(format!("the scheme `{}` is retired", scheme.name))
            .hint("make another with `loyalty scheme add NAME --type TYPE`"),
        SchemeRefusal::RewardsFixed => {
            failure(format!("the scheme `{}` has had a card: its rewards stay as they were promised", scheme.name))
                .hint(format!(
                    "make another with `loyalty scheme add NAME --type {}`, and carry the cards over with `loyalty scheme retire {} --into NAME`",
                    scheme.kind.as_str(),
                    shell_word(&scheme.name)
                ))
        }
    }
}

/// Changes a scheme; `false` when it is so already.
pub fn edit(tx: &Tx<'_>, scheme: &Scheme, edit: &SchemeEdit) -> Outcome<bool> {
    let edited = scheme.edited(edit, tx.scheme_had_card(scheme.id)?).map_err(|refusal| match refusal {
        EditRefusal::Impossible(error) => impossible(error),
        EditRefusal::CountingFixed(option) => {
            let message =
                format!("the scheme `{}` has had a card: its `{}` stays as it is", scheme.name, option.flag());
            Failure::new(Kind::SchemeConflict, message).hint(format!(
                "make another with `loyalty scheme add NAME --type {}`, and carry the cards over with `loyalty scheme retire {} --into NAME`",
                scheme.kind.as_str(),
                shell_word(&scheme.name)
            ))
        }
    })?;
    if edited == *scheme {
        return Ok(false);
    }
    check_name(&edited.name)?;
    if let Some(other) = tx.scheme_by_name(&edited.name)?.filter(|other| other.id != scheme.id) {
        return Err(Failure::new(Kind::SchemeConflict, format!("there is a scheme `{}` already", other.name))
            .hint("give it another name"));
    }
    if edited.auto && !scheme.auto {
        if scheme.retired {
            return Err(refused(scheme, SchemeRefusal::Retired));
        }
        check_only_auto(tx, Some(scheme.id))?;
    }
    tx.update_scheme(&edited)?;
    Ok(true)
}

/// The one reward of the scheme that is called so.
pub fn find_reward<'a>(scheme: &'a Scheme, name: &str) -> Outcome<&'a SchemeReward> {
    let mut named = scheme.rewards.iter().filter(|reward| fold(&reward.name) == fold(name));
    match (named.next(), named.next()) {
        (Some(reward), None) => Ok(reward),
        (Some(_), Some(_)) => {
            let message = format!("several rewards of `{}` are called `{name}`", scheme.name);
            Err(Failure::new(Kind::SchemeConflict, message)
                .hint("take them out with `--remove-reward` and add them anew, each with a `--name` of its own"))
        }
        (None, _) => Err(no_reward(scheme, name)),
    }
}

/// The scheme has no reward of that name.
pub fn no_reward(scheme: &Scheme, name: &str) -> Failure {
    let names: Vec<String> = scheme.rewards.iter().map(|reward| format!("`{}`", reward.name)).collect();
    let failure = Failure::new(Kind::RewardNotFound, format!("the scheme `{}` has no reward `{name}`", scheme.name));
    match names.len() {
        0 => failure.hint("it has no rewards yet: add one with `loyalty scheme reward`"),
        1 => failure.hint(format!("its reward is {}", names[0])),
        _ => failure.hint(format!("its rewards are {}", names.join(", "))),
    }
}

/// Puts a reward right; `false` when it is so already. A reward that is called by its benefit follows it.
pub fn edit_reward(
    tx: &Tx<'_>,
    scheme: &Scheme,
    reward: &SchemeReward,
    mut edit: RewardEdit,
    currency: Currency,
) -> Outcome<bool> {
    if let (Some(benefit), None) = (&edit.benefit, &edit.name)
        && reward.name == reward.benefit.describe(currency)
    {
        edit.name = Some(benefit.describe(currency));
    }
    let had_card = tx.scheme_had_card(scheme.id)?;
    let edited = scheme.edited_reward(reward, &edit, had_card).map_err(|no| refused(scheme, no))?;
    if edited == *reward {
        return Ok(false);
    }
    tx.update_scheme_reward(&edited)?;
    Ok(true)
}

/// Takes a reward out of its scheme.
pub fn remove_reward(tx: &Tx<'_>, scheme: &Scheme, reward: &SchemeReward) -> Outcome<()> {
    scheme.check_without_reward(tx.scheme_had_card(scheme.id)?).map_err(|no| refused(scheme, no))?;
    tx.update_scheme_reward_standing_down(reward.id)?;
    Ok(())
}

/// Retires a scheme: it opens no more cards. With `into` its active cards go over to that one. Returns whether
/// anything changed, and how many cards went over.
pub fn retire(tx: &Tx<'_>, scheme: &Scheme, into: Option<&Scheme>) -> Outcome<(bool, u64)> {
    let now_into = tx.scheme_into(scheme.id)?;
    let Some(into) = into else {
        if scheme.retired {
            return Ok((false, 0));
        }
        tx.retire_scheme(scheme.id, None)?;
        return Ok((true, 0));
    };
    if let Some(now) = now_into {
        if now.id == into.id {
            return Ok((false, 0));
        }
        let message = format!("the scheme `{}` was retired into `{}`", scheme.name, now.name);
        return Err(Failure::new(Kind::SchemeConflict, message).hint(format!(
            "retire that one in its turn: `loyalty scheme retire {} --into NAME`",
            shell_word(&now.name)
        )));
    }
    check_heir(scheme, into)?;
    tx.retire_scheme(scheme.id, Some(into.id))?;
    // Read anew: it takes over the rewards that cards bring along.
    let into = tx.scheme(into.id)?;
    let cards = tx.open_cards(Some(scheme.id))?;
    for row in &cards {
        let card = tx.load_card(row, Marks::All)?;
        let joined = carry((scheme, &card), &into, tx.next_card()?, tx.today())
            .map_err(|no| super::card::refused(no, &into, &card, tx.shop().currency))?;
        tx.keep_card(&joined.from, Cause::default())?;
        tx.keep_card(&joined.into, Cause::default())?;
        tx.update_card_moved(row.id, joined.into.card.id)?;
    }
    Ok((true, cards.len() as u64))
}

/// Cards only go over to another scheme that is in use and counts the same thing.
fn check_heir(scheme: &Scheme, into: &Scheme) -> Outcome<()> {
    if into.id == scheme.id {
        return Err(Failure::usage("a scheme cannot be retired into itself"));
    }
    if into.retired {
        return Err(refused(into, SchemeRefusal::Retired));
    }
    if into.kind != scheme.kind {
        let message = format!(
            "the scheme `{}` counts `{}`, and `{}` counts `{}`: what is collected cannot be carried over",
            scheme.name,
            scheme.kind.as_str(),
            into.name,
            into.kind.as_str()
        );
        return Err(Failure::new(Kind::SchemeConflict, message)
            .hint(format!("retire it alone, with `loyalty scheme retire {}`", shell_word(&scheme.name))));
    }
    Ok(())
}
