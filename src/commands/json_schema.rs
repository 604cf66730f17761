//! `json-schema`: what the JSON of each command looks like.

use schemars::JsonSchema;
use serde::Serialize;

use super::desk::{Desk, Exit};
use super::invoice;
use crate::failure::{Failure, Kind, Outcome};
use crate::output::schema::{self, Describe, Line};
use crate::output::{Cell, Column, Format, List, NoHead, Row, Told};
use crate::report::backup::{BackupReport, RestoreReport};
use crate::report::balance::BalanceReport;
use crate::report::card::CardReport;
use crate::report::card_list::{CardEventItem, CardHistoryHead, CardItem};
use crate::report::check::CheckReport;
use crate::report::customer::{self, CustomerReport, CustomerRow, CustomersReport};
use crate::report::database::DatabaseReport;
use crate::report::duplicates::DuplicateRow;
use crate::report::erase::EraseReport;
use crate::report::expiring::{ExpiringHead, ExpiringRow};
use crate::report::explain::ExplainReport;
use crate::report::export::ExportReport;
use crate::report::import::ImportReport;
use crate::report::import_list::{ImportRow, ImportShow};
use crate::report::import_undo::UndoReport;
use crate::report::invoice::InvoiceReport;
use crate::report::liability::LiabilityReport;
use crate::report::log::Operation;
use crate::report::merge::MergeReport;
use crate::report::points::{self, AdjustmentsReport, EntryFacts, ExpireReport, ListedEntry, PointsReport};
use crate::report::refund::RefundReport;
use crate::report::reward::{RewardFacts, RewardReport};
use crate::report::rollforward::RollForwardReport;
use crate::report::scheme::{SchemeFacts, SchemeReport};
use crate::report::settings::{RevisionRow, SettingsReport};
use crate::report::shop::ShopReport;
use crate::report::start::Start;
use crate::report::top::{Best, TopHead};
use crate::report::what_if::{MonthRow, WhatIfReport};
use crate::report::{import_check, import_customers};

/// Print the JSON Schema of a command's answer, or list the commands
///
/// With `--format ndjson` it is that of each line. `loyalty json-schema error` is what stderr has when a command fails.
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty json-schema
  loyalty json-schema customer balance
  loyalty json-schema invoice list --format ndjson
  loyalty json-schema error")]
pub struct Args {
    /// The command, or the name of a schema such as `loyalty.balance/1`
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

/// An answer: the name that its key `schema` has, and the commands that give it.
struct Answer {
    name: &'static str,
    commands: &'static [&'static str],
    document: Describe,
    lines: [Option<Line>; 3],
}

/// A document; with `ndjson` it stands on one line.
const fn document<T: JsonSchema>(name: &'static str, commands: &'static [&'static str]) -> Answer {
    Answer { name, commands, document: schema::of::<T>, lines: [None; 3] }
}

/// A list, with what stands before its items.
const fn list<T: JsonSchema + Row + 'static, H: JsonSchema + 'static>(
    name: &'static str,
    commands: &'static [&'static str],
) -> Answer {
    let lines = [Some(Line::new("item", schema::of::<T>)), Some(Line::last(schema::summary::<H>)), None];
    Answer { name, commands, document: schema::of::<List<T, H>>, lines }
}

/// A document that `ndjson` has line by line.
const fn by_line<T: JsonSchema>(
    name: &'static str,
    commands: &'static [&'static str],
    lines: [Option<Line>; 3],
) -> Answer {
    Answer { name, commands, document: schema::of::<T>, lines }
}

/// Everything that is answered.
const ANSWERS: &[Answer] = &[
    document::<Told<'static>>("loyalty.error/1", &["error"]),
    document::<Start>("loyalty.start/1", &[""]),
    document::<ShopReport>("loyalty.shop/1", &["init"]),
    document::<SettingsReport>("loyalty.settings/1", &["settings set", "settings show"]),
    list::<RevisionRow, NoHead>("loyalty.settings_history/1", &["settings history"]),
    document::<CustomerReport>("loyalty.customer/1", &["customer add", "customer edit", "customer show"]),
    by_line::<CustomersReport>(
        "loyalty.customers/1",
        &["customer add"],
        [
            Some(Line::new("result", schema::of::<customer::Added>)),
            Some(Line::last(schema::of::<customer::CustomersSummary>)),
            None,
        ],
    ),
    list::<CustomerRow, NoHead>("loyalty.customer_list/1", &["customer list"]),
    list::<DuplicateRow, NoHead>("loyalty.duplicates/1", &["customer list"]),
    document::<MergeReport>("loyalty.merge/1", &["customer merge"]),
    document::<EraseReport>("loyalty.erase/1", &["customer erase"]),
    document::<ExportReport>("loyalty.customer_export/1", &["customer export"]),
    document::<BalanceReport>("loyalty.balance/1", &["customer balance"]),
    list::<customer::Event, customer::HistoryHead>("loyalty.customer_history/1", &["customer history"]),
    document::<InvoiceReport>(
        "loyalty.invoice/1",
        &[
            "invoice record",
            "invoice preview",
            "invoice pay",
            "invoice assign",
            "invoice correct",
            "invoice show",
            "invoice void",
        ],
    ),
    by_line::<invoice::ManyReport>(
        "loyalty.invoices/1",
        &["invoice record"],
        [
            Some(Line::new("result", schema::of::<invoice::DoneLine>)),
            Some(Line::new("result", schema::of::<invoice::RejectedLine>)),
            Some(Line::new("summary", schema::of::<invoice::ManySummary>)),
        ],
    ),
    document::<ExplainReport>("loyalty.explain/1", &["invoice explain"]),
    list::<invoice::InvoiceRow, NoHead>("loyalty.invoices/1", &["invoice list"]),
    list::<crate::report::lines::LineRow, NoHead>("loyalty.lines/1", &["invoice list"]),
    document::<RefundReport>("loyalty.refund/1", &["invoice refund"]),
    document::<PointsReport>("loyalty.points/1", &["points adjust", "points redeem", "points return"]),
    by_line::<AdjustmentsReport>(
        "loyalty.points_adjustments/1",
        &["points adjust"],
        [
            Some(Line::new("result", schema::of::<points::AdjustedLine>)),
            Some(Line::new("summary", schema::of::<points::AdjustmentsSummary>)),
            None,
        ],
    ),
    document::<ExpireReport>("loyalty.points_expire/1", &["points expire"]),
    list::<EntryFacts, points::HistoryHead>("loyalty.points_history/1", &["points history"]),
    list::<ListedEntry, NoHead>("loyalty.points_list/1", &["points list"]),
    document::<RewardReport>("loyalty.reward/1", &["reward add", "reward show", "reward retire"]),
    list::<RewardFacts, NoHead>("loyalty.rewards/1", &["reward list"]),
    document::<SchemeReport>(
        "loyalty.scheme/1",
        &["scheme add", "scheme edit", "scheme reward", "scheme show", "scheme retire"],
    ),
    list::<SchemeFacts, NoHead>("loyalty.schemes/1", &["scheme list"]),
    document::<CardReport>(
        "loyalty.card/1",
        &["card add", "card show", "card adjust", "card redeem", "card grant", "card close", "card reopen"],
    ),
    list::<CardItem, NoHead>("loyalty.cards/1", &["card list"]),
    list::<CardEventItem, CardHistoryHead>("loyalty.card_history/1", &["card history"]),
    document::<ImportReport>("loyalty.import/1", &["import csv"]),
    document::<import_customers::CustomersReport>("loyalty.import_customers/1", &["import customers"]),
    document::<import_check::CheckReport>("loyalty.import_check/1", &["import check"]),
    list::<ImportRow, NoHead>("loyalty.imports/1", &["import list"]),
    document::<ImportShow>("loyalty.import_show/1", &["import show"]),
    document::<UndoReport>("loyalty.import_undo/1", &["import undo"]),
    document::<LiabilityReport>("loyalty.report_liability/1", &["report liability"]),
    document::<RollForwardReport>("loyalty.report_rollforward/1", &["report rollforward"]),
    list::<ExpiringRow, ExpiringHead>("loyalty.report_expiring/1", &["report expiring"]),
    list::<Best, TopHead>("loyalty.report_top/1", &["report top"]),
    by_line::<WhatIfReport>(
        "loyalty.report_what_if/1",
        &["report what-if"],
        [Some(Line::new("month", schema::of::<MonthRow>)), Some(Line::last(schema::of::<WhatIfReport>)), None],
    ),
    document::<DatabaseReport>("loyalty.database/1", &["db info"]),
    document::<BackupReport>("loyalty.backup/1", &["db backup"]),
    document::<RestoreReport>("loyalty.restore/1", &["db restore"]),
    document::<CheckReport>("loyalty.check/1", &["db check"]),
    list::<Operation, NoHead>("loyalty.log/1", &["log"]),
    list::<Described, NoHead>("loyalty.json_schemas/1", &["json-schema"]),
];

/// The names of all schemas.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = ANSWERS.iter().map(|answer| answer.name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The schema of that name: of the document, or of the lines of `ndjson`.
pub fn schema_of(name: &str, format: Format) -> serde_json::Value {
    let answers = ANSWERS.iter().filter(|answer| answer.name == name);
    if format == Format::Ndjson {
        let line = |answer: &'static Answer| {
            let by_line = answer.lines.into_iter().flatten();
            let whole = answer.lines[0].is_none().then(|| Line::document(answer.document));
            by_line.chain(whole)
        };
        return schema::lines(name, &answers.flat_map(line).collect::<Vec<_>>());
    }
    schema::document(name, &answers.map(|answer| answer.document).collect::<Vec<_>>())
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    if args.command.is_empty() {
        return desk.report(&List::all("loyalty.json_schemas/1", described()));
    }
    let asked = args.command.join(" ");
    let fits = |answer: &&Answer| answer.name == asked || answer.commands.contains(&asked.as_str());
    let mut named: Vec<&str> = ANSWERS.iter().filter(fits).map(|answer| answer.name).collect();
    named.dedup();
    let schemas: Vec<serde_json::Value> = named.iter().map(|name| schema_of(name, desk.format())).collect();
    let schema = match schemas.len() {
        0 => return Err(unknown(&asked)),
        1 => schemas.into_iter().next(),
        _ => Some(schema::one_of(schemas)),
    };
    let mut text = serde_json::to_vec_pretty(&schema).map_err(std::io::Error::other)?;
    text.push(b'\n');
    desk.raw(&text)
}

fn unknown(asked: &str) -> Failure {
    Failure::new(Kind::Usage, format!("there is no command `{asked}` with an answer in JSON"))
        .hint("list those that have one with `loyalty json-schema`")
}

/// A command with its schema.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Described {
    /// The command; empty for `loyalty` alone.
    command: &'static str,
    /// The name of the schema.
    name: &'static str,
}

fn described() -> Vec<Described> {
    let of = |answer: &'static Answer| answer.commands.iter().map(|command| Described { command, name: answer.name });
    ANSWERS.iter().flat_map(of).collect()
}

impl Row for Described {
    const KEYS: &'static [&'static str] = &["command", "name"];

    fn columns() -> Vec<Column> {
        vec![Column::fixed("command"), Column::fixed("schema")]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![self.command.into(), self.name.into()]
    }

    fn bare(&self) -> Option<String> {
        Some(self.command.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::Noun;

    /// Scripts, man pages and schemas are printed as they are.
    const RAW: [&str; 2] = ["completions", "man"];

    #[test]
    fn every_command_has_a_schema() {
        let mut missing = Vec::new();
        for noun in Noun::commands() {
            let verbs: Vec<String> =
                noun.get_subcommands().map(|verb| format!("{} {}", noun.get_name(), verb.get_name())).collect();
            let commands = if verbs.is_empty() { vec![noun.get_name().to_owned()] } else { verbs };
            let has_one = |command: &String| ANSWERS.iter().any(|answer| answer.commands.contains(&command.as_str()));
            missing
                .extend(commands.into_iter().filter(|command| !has_one(command) && !RAW.contains(&command.as_str())));
        }
        assert!(missing.is_empty(), "no schema: {missing:?}");
    }
}
