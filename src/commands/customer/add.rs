//! `customer add`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Deserialize;
use serde_json::json;

use super::answer;
use crate::commands::desk::{Desk, Exit};
use crate::commands::input::{self, Input, Line};
use crate::commands::person::Person;
use crate::failure::{Failure, Outcome};
use crate::ops::customer::{IfExists, add};
use crate::ops::key::keyed;
use crate::output::Format;
use crate::report::Status;
use crate::report::customer::{Added, CustomersReport};
use crate::store::{Action, Customer, Tx};

/// Add a customer, or many
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty customer add --name \"Anna Jansen\" --phone \"06 12345678\"
  loyalty customer add --ref K001 --name \"Anna Jansen\" --email anna@example.nl
  loyalty customer add --input customers.ndjson --if-exists update")]
pub struct Args {
    #[command(flatten)]
    person: Person,
    /// When the ref belongs to a customer [default: the same again is unchanged, anything else fails]
    #[arg(long, value_name = "WHAT",
        value_parser = PossibleValuesParser::new(["fail", "skip", "update"]).map(|word| if_exists(&word)))]
    if_exists: Option<IfExists>,
    /// A name for this request, so that the same again adds nobody
    #[arg(long, value_name = "KEY", allow_negative_numbers = true)]
    key: Option<String>,
    /// Take the customer from a JSON object instead, or many, one a line: a file, or `-` for stdin
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ref", "name", "email", "phone", "note", "key"])]
    input: Option<PathBuf>,
}

fn if_exists(word: &str) -> IfExists {
    match word {
        "skip" => IfExists::Skip,
        "update" => IfExists::Update,
        _ => IfExists::Fail,
    }
}

/// A customer to be added, with the key of the request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    r#ref: Option<String>,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    note: Option<String>,
    key: Option<String>,
}

pub(super) fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let if_exists = args.if_exists.unwrap_or_default();
    let Some(path) = args.input else {
        let Person { r#ref, name, email, phone, note } = args.person;
        let request = Request { r#ref, name, email, phone, note, key: args.key };
        return add_one(request, if_exists, desk);
    };
    match input::read(&path, desk.format() == Format::Ndjson)? {
        Input::One(request) => add_one(request, if_exists, desk).map_err(input::of_the_input),
        Input::Many(lines) => add_many(lines, if_exists, desk),
    }
}

fn add_one(request: Request, if_exists: IfExists, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let (today, dry_run) = (context.today, desk.is_dry_run());
    let (report, warning) = store.write(&context, Action("customer add"), |tx| {
        let (customer, status, warning) = request.add(tx, if_exists)?;
        tx.about_customer(customer.id);
        Ok::<_, Failure>((answer(tx, &customer, today, status.as_str(), dry_run)?, warning))
    })?;
    if let Some(warning) = warning {
        desk.output.warning(warning);
    }
    desk.report(&report)
}

/// All or nothing: one bad line rejects the input, and every bad line is told.
fn add_many(lines: Vec<Line<Request>>, if_exists: IfExists, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let added = store.write(&context, Action("customer add"), |tx| {
        input::each_line(tx, lines, |request| request.add(tx, if_exists))
    })?;
    let (dry_run, mut results) = (desk.is_dry_run(), Vec::new());
    for (line, (customer, status, warning)) in added {
        results.push(Added { line, dry_run, status, customer: (&customer).into() });
        if let Some(warning) = warning {
            desk.output.warning(format!("line {line}: {warning}"));
        }
    }
    desk.report(&CustomersReport::new(results, dry_run))
}

impl Request {
    fn add(&self, tx: &Tx<'_>, if_exists: IfExists) -> Outcome<(Customer, Status, Option<String>)> {
        let Request { r#ref, name, email, phone, note, key } = self;
        if name.is_none() {
            return Err(Failure::usage("a name is missing").hint("give it with `--name NAME`"));
        }
        let person = Person {
            r#ref: r#ref.clone(),
            name: name.clone(),
            email: email.clone(),
            phone: phone.clone(),
            note: note.clone(),
        };
        let (new, warning) = person.read(tx.shop().country)?;
        let content = json!(["customer add", new.reference, new.name, new.email, new.phone, new.note]).to_string();
        let keyed = keyed(key.as_deref(), &content)?;
        let (customer, status) = add(tx, &new, if_exists, keyed.as_ref())?;
        Ok((customer, status, warning))
    }
}
