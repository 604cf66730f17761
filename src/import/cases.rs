//! The files of `fixtures/import`: what each `<case>.csv` is read as stands in `<case>.expected`, whose first line has
//! the flags; those that begin with `customers` are files of customers. `LOYALTY_BLESS=1 cargo test import::cases` writes them anew, to be looked at before they are kept.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::*;
use crate::domain::person::Country;
use crate::domain::{Currency, Day};

#[test]
#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says whether to write the files anew")]
fn files_are_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/import");
    let bless = std::env::var_os("LOYALTY_BLESS").is_some();
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "csv"));
    files.sort();
    assert!(!files.is_empty());
    let mut wrong = Vec::new();
    for path in files {
        let expected_path = path.with_extension("expected");
        let expected = std::fs::read_to_string(&expected_path).unwrap_or_default();
        let flags = expected.lines().next().and_then(|line| line.strip_prefix("flags:")).unwrap_or("").trim();
        let found = format!("flags: {flags}\n{}", shown(&path, &options(flags))).replace("flags: \n", "flags:\n");
        if found != expected && bless {
            std::fs::write(&expected_path, &found).unwrap();
        } else if found != expected {
            wrong.push(format!("{}\n--- expected\n{expected}--- found\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a file is read as, in words that do not change.
fn shown(path: &Path, options: &Options) -> String {
    let sources = [Source::open(path).unwrap()];
    let mut out = String::new();
    let is_customers = path.file_name().unwrap().to_str().unwrap().starts_with("customers");
    let read = if is_customers {
        read_customers(&sources[0], options, &mut |_| {}).map(|read| show_customers(&mut out, &read, options.currency))
    } else {
        survey(&sources, options, &mut |_| {}).map(|survey| show_survey(&mut out, &survey, options.currency))
    };
    if let Err(error) = read {
        let name = format!("{}/", path.parent().unwrap().display());
        writeln!(out, "refused: {}: {}", error.code(), error.to_string().replace(&name, "")).unwrap();
        error.hints().iter().for_each(|hint| writeln!(out, "hint: {hint}").unwrap());
    }
    out
}

fn show_survey(out: &mut String, survey: &Survey<'_>, currency: Currency) {
    show_reading(out, &survey.files[0].reading);
    let RowCounts { read, blank, skipped, rejected } = survey.rows;
    writeln!(out, "rows: {read} read, {blank} blank, {skipped} skipped, {rejected} rejected").unwrap();
    let (good, bad) = (survey.good_invoices, survey.rejected_invoices);
    let (sum, lost) = (currency.show(survey.good_amount), currency.show(survey.rejected_amount));
    writeln!(out, "invoices: {good} good of {sum}, {bad} rejected of {lost}").unwrap();
    survey
        .for_each_invoice(&mut |_| {}, |draft, items| -> Result<(), ImportError> {
            show_invoice(out, draft, items, currency);
            Ok(())
        })
        .unwrap();
    for (place, customer) in survey.customers.iter().enumerate() {
        let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let (name, email, phone) = (or_none(&customer.name), or_none(&customer.email), or_none(&customer.phone));
        writeln!(out, "customer {place}: {:?} name {name} email {email} phone {phone}", customer.key).unwrap();
    }
    show_errors(out, &survey.errors, &survey.warnings);
}

fn show_customers(out: &mut String, read: &CustomersRead, currency: Currency) {
    show_reading(out, &read.reading);
    let RowCounts { read: rows, blank, skipped, rejected } = read.rows;
    writeln!(out, "rows: {rows} read, {blank} blank, {skipped} skipped, {rejected} rejected").unwrap();
    for row in &read.customers {
        write!(out, "line {}:", row.line).unwrap();
        let texts = [
            ("ref", &row.customer_ref),
            ("name", &row.name),
            ("email", &row.email),
            ("phone", &row.phone),
            ("note", &row.note),
        ];
        for (word, text) in texts {
            text.iter().for_each(|text| write!(out, " {word} {text:?}").unwrap());
        }
        row.points.iter().for_each(|points| write!(out, " points {points}").unwrap());
        row.points_date.iter().for_each(|day| write!(out, " from {day}").unwrap());
        row.points_end.iter().for_each(|end| write!(out, " end {end:?}").unwrap());
        if let Some(Collected { whole, money }) = row.collected {
            write!(out, " collected {whole:?} or {:?}", money.map(|money| currency.show(money))).unwrap();
        }
        out.push('\n');
    }
    show_errors(out, &read.errors, &read.warnings);
}

fn show_errors(out: &mut String, errors: &Errors, warnings: &[Warning]) {
    for error in &errors.kept {
        let RowError { line, column, header, value, code, message, invoice, hint, .. } = error;
        let header = header.as_deref().unwrap_or("-");
        let invoice = invoice.as_deref().unwrap_or("-");
        writeln!(out, "error {line}:{column} {} [{header}] {value:?} of {invoice}: {message}", code.as_str()).unwrap();
        if let Some(hint) = hint {
            writeln!(out, "  hint: {hint}").unwrap();
        }
    }
    warnings.iter().for_each(|warning| writeln!(out, "warning: {warning:?}").unwrap());
}

fn show_reading(out: &mut String, reading: &Reading) {
    let decimal = reading.decimal.map_or('-', Mark::as_char);
    let dates = reading.date_format.as_ref().map_or("-".to_owned(), ToString::to_string);
    let header = reading.header_line.map_or("-".to_owned(), |line| line.to_string());
    let (encoding, delimiter) = (reading.encoding, reading.delimiter);
    writeln!(out, "read: {encoding} delimiter {delimiter:?} decimal {decimal} dates {dates} header {header}").unwrap();
    let columns = reading.columns.iter().map(|column| {
        let fields: Vec<&str> = column.fields.iter().map(|field| field.as_str()).collect();
        format!("{}={}", column.name, if fields.is_empty() { "-".to_owned() } else { fields.join("+") })
    });
    writeln!(out, "columns: {}", columns.collect::<Vec<_>>().join(" ")).unwrap();
}

fn show_invoice(out: &mut String, draft: &InvoiceDraft<'_>, items: &Items, currency: Currency) {
    write!(out, "invoice {} on {}", draft.number, draft.date).unwrap();
    if let Some(time) = draft.time {
        write!(out, " {time}").unwrap();
    }
    if let Some(customer) = draft.customer {
        write!(out, " customer {customer}").unwrap();
    }
    if let Some(status) = draft.status {
        write!(out, " {}", status.as_str()).unwrap();
    }
    for (word, text) in [("refers to", draft.refers_to), ("card reward", draft.card_reward)] {
        if let Some(text) = text {
            write!(out, " {word} {text}").unwrap();
        }
    }
    writeln!(out, " = {}", currency.show(draft.total)).unwrap();
    for line in draft.lines {
        let item = items.get(line.item);
        let price = line.unit_price.map_or("-".to_owned(), |price| price.show(currency));
        let sku = item.sku.as_ref().map_or(String::new(), |sku| format!(" #{sku}"));
        let category = item.category.as_ref().map_or(String::new(), |category| format!(" +{category}"));
        let (kind, name, quantity, amount) =
            (item.kind.as_str(), &item.name, line.quantity, currency.show(line.amount));
        writeln!(out, "  {kind}: {name}{sku}{category} {quantity} x {price} = {amount}").unwrap();
    }
}

/// Options from flags; words with blanks stand in quotes.
fn options(flags: &str) -> Options {
    let mut options = Options::new(Day::parse("2026-11-21").unwrap(), Currency::EUR, Country::NL);
    let (mut words, mut quoted) = (vec![String::new()], false);
    for letter in flags.chars() {
        match letter {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            letter => words.last_mut().unwrap().push(letter),
        }
    }
    let mut words = words.into_iter().filter(|word| !word.is_empty());
    while let Some(flag) = words.next() {
        if flag == "--no-header" {
            options.no_header = true;
            continue;
        }
        let value = words.next().unwrap();
        match flag.as_str() {
            "--map" => options.map.push(parse_map(&value).unwrap()),
            "--set" => options.set.push(parse_set(&value).unwrap()),
            "--value" => options.values.push(parse_value(&value).unwrap()),
            "--skip" => options.skip.push(parse_choice(&value).unwrap()),
            "--only" => options.only.push(parse_choice(&value).unwrap()),
            "--anonymous" => options.anonymous.push(value),
            "--delimiter" => options.delimiter = Some(parse_delimiter(&value).unwrap()),
            "--decimal" => options.decimal = Some(Mark::parse(&value).unwrap()),
            "--date-format" => options.date_format = Some(DateFormat::parse(&value).unwrap()),
            "--encoding" => options.encoding = Some(parse_encoding(&value).unwrap()),
            "--header-line" => options.header_line = Some(value.parse().unwrap()),
            "--profile" => Profile::built_in(&value).unwrap().apply(&mut options).unwrap(),
            "--prefix" => options.prefix = value,
            "--match" => options.match_name = value == "name",
            "--max-errors" => options.max_errors = value.parse().unwrap(),
            other => panic!("{other}"),
        }
    }
    options
}
