//! Profiles: all that flags say about a kind of file, kept in TOML, and those of well-known exports.

use serde::{Deserialize, Serialize};

use super::date::DateFormat;
use super::number::Mark;
use super::options::{Options, parse_choice, parse_delimiter, parse_encoding, parse_map, parse_set, parse_value};
use super::records::trim;

/// The flags of an import as they would be typed. A key that is not known is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Profile {
    /// `--map FIELD=COLUMN[+COLUMN…]`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub map: Vec<String>,
    /// The same, left out for a file without such columns, or when a flag maps or sets the field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub map_if_there: Vec<String>,
    /// `--set FIELD=VALUE`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<String>,
    /// `--value FIELD:FROM=TO`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub value: Vec<String>,
    /// `--skip COLUMN=VALUE`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip: Vec<String>,
    /// `--only COLUMN=VALUE`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
    /// `--anonymous VALUE`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub anonymous: Vec<String>,
    /// `--delimiter`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// `--decimal`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<String>,
    /// `--date-format`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_format: Option<String>,
    /// `--encoding`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// `--header-line`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_line: Option<u64>,
    /// `--no-header`
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_header: bool,
    /// `--prefix`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// `--match name`
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    pub match_by: Option<String>,
    /// `--customers existing|create`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customers: Option<String>,
    /// `--points none|all`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<String>,
    /// `--points-from`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points_from: Option<String>,
    /// `--rewards keep|waive`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rewards: Option<String>,
    /// `--rule-at`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule_at: Option<String>,
    /// `--source`, of customers
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// `--scheme`, of customers
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// `--if-exists skip|update`, of customers
    #[serde(skip_serializing_if = "Option::is_none")]
    pub if_exists: Option<String>,
    /// `--country`, of customers
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// The keys of a profile.
const KEYS: [&str; 24] = [
    "map",
    "map-if-there",
    "set",
    "value",
    "skip",
    "only",
    "anonymous",
    "delimiter",
    "decimal",
    "date-format",
    "encoding",
    "header-line",
    "no-header",
    "prefix",
    "match",
    "customers",
    "points",
    "points-from",
    "rewards",
    "rule-at",
    "source",
    "scheme",
    "if-exists",
    "country",
];

/// The key that is most like a word, if one is like it.
fn nearest(word: &str) -> Option<&'static str> {
    let likeness = |key: &&str| strsim::normalized_damerau_levenshtein(key, &word.to_lowercase().replace('_', "-"));
    KEYS.into_iter().filter(|key| likeness(key) >= 0.5).max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
}

impl Profile {
    /// Reads a profile file; an error says what is wrong and where.
    pub fn parse(text: &str) -> Result<Profile, String> {
        toml::from_str(text).map_err(|error: toml::de::Error| {
            let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            let unknown = error.span().and_then(|span| text.get(span)).map(trim).filter(|key| !KEYS.contains(key));
            match unknown.filter(|_| error.message().starts_with("unknown field")) {
                None => format!("line {line}: {}", error.message().lines().next().unwrap_or_default()),
                Some(key) => match nearest(key) {
                    Some(near) => format!("line {line}: there is no key `{key}`; did you mean `{near}`?"),
                    None => format!("line {line}: there is no key `{key}`; there are `{}`", KEYS.join("`, `")),
                },
            }
        })
    }

    /// The first flag that goes only with files of invoices, if one is given.
    pub fn only_of_invoices(&self) -> Option<&'static str> {
        let given = [
            ("--prefix", self.prefix.is_some()),
            ("--match", self.match_by.is_some()),
            ("--anonymous", !self.anonymous.is_empty()),
            ("--customers", self.customers.is_some()),
            ("--points", self.points.is_some()),
            ("--points-from", self.points_from.is_some()),
            ("--rewards", self.rewards.is_some()),
            ("--rule-at", self.rule_at.is_some()),
        ];
        given.into_iter().find(|(_, given)| *given).map(|(flag, _)| flag)
    }

    /// The first flag that goes only with files of customers, if one is given.
    pub fn only_of_customers(&self) -> Option<&'static str> {
        let given = [
            ("--source", self.source.is_some()),
            ("--scheme", self.scheme.is_some()),
            ("--if-exists", self.if_exists.is_some()),
            ("--country", self.country.is_some()),
        ];
        given.into_iter().find(|(_, given)| *given).map(|(flag, _)| flag)
    }

    /// Writes a profile file.
    pub fn to_toml(&self) -> String {
        // Texts, numbers and lists of texts always have a form in TOML.
        toml::to_string_pretty(self).unwrap_or_default()
    }

    /// The profile of a well-known export: `square`, `shopify`, `loyverse` or `lightspeed`.
    pub fn built_in(name: &str) -> Option<Profile> {
        let lines = BUILT_IN.iter().find(|(known, _)| *known == name)?.1;
        Profile::parse(lines).ok()
    }

    /// The names of the well-known exports.
    pub fn built_in_names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// Lays flags over the profile: what they say counts, for lists beside what the profile says.
    #[must_use]
    pub fn overlaid(self, flags: Profile) -> Profile {
        let field = |text: &str| text.split_once('=').map(|(field, _)| field.trim().to_owned());
        // One field is mapped or set once; a flag takes the place of the profile's.
        let replaced = |line: &String| flags.map.iter().chain(&flags.set).any(|flag| field(flag) == field(line));
        let keep = |lines: Vec<String>| lines.into_iter().filter(|line| !replaced(line)).collect::<Vec<_>>();
        let (map, set) = ([keep(self.map), flags.map.clone()].concat(), [keep(self.set), flags.set.clone()].concat());
        Profile {
            map,
            set,
            map_if_there: [flags.map_if_there, self.map_if_there].concat(),
            // The first rule that fits decides, so those of flags go first.
            value: [flags.value, self.value].concat(),
            skip: [self.skip, flags.skip].concat(),
            only: [self.only, flags.only].concat(),
            anonymous: [self.anonymous, flags.anonymous].concat(),
            delimiter: flags.delimiter.or(self.delimiter),
            decimal: flags.decimal.or(self.decimal),
            date_format: flags.date_format.or(self.date_format),
            encoding: flags.encoding.or(self.encoding),
            header_line: flags.header_line.or(self.header_line),
            no_header: flags.no_header || self.no_header,
            prefix: flags.prefix.or(self.prefix),
            match_by: flags.match_by.or(self.match_by),
            customers: flags.customers.or(self.customers),
            points: flags.points.or(self.points),
            points_from: flags.points_from.or(self.points_from),
            rewards: flags.rewards.or(self.rewards),
            rule_at: flags.rule_at.or(self.rule_at),
            source: flags.source.or(self.source),
            scheme: flags.scheme.or(self.scheme),
            if_exists: flags.if_exists.or(self.if_exists),
            country: flags.country.or(self.country),
        }
    }

    /// Puts what is said about reading into options; an error names the flag.
    pub fn apply(&self, options: &mut Options) -> Result<(), String> {
        let each = |flag: &str, error: String| format!("`--{flag}`: {error}");
        for text in &self.map {
            options.map.push(parse_map(text).map_err(|error| each("map", error))?);
        }
        for text in &self.map_if_there {
            options.map_if_there.push(parse_map(text).map_err(|error| each("map", error))?);
        }
        for text in &self.set {
            options.set.push(parse_set(text).map_err(|error| each("set", error))?);
        }
        for text in &self.value {
            options.values.push(parse_value(text).map_err(|error| each("value", error))?);
        }
        for text in &self.skip {
            options.skip.push(parse_choice(text).map_err(|error| each("skip", error))?);
        }
        for text in &self.only {
            options.only.push(parse_choice(text).map_err(|error| each("only", error))?);
        }
        options.anonymous.extend(self.anonymous.iter().cloned());
        if let Some(text) = &self.delimiter {
            options.delimiter = Some(parse_delimiter(text).map_err(|error| each("delimiter", error))?);
        }
        if let Some(text) = &self.decimal {
            let mark = Mark::parse(text).ok_or_else(|| format!("`--decimal`: `{text}` is neither `,` nor `.`"))?;
            options.decimal = Some(mark);
        }
        if let Some(text) = &self.date_format {
            options.date_format = Some(DateFormat::parse(text).map_err(|error| each("date-format", error))?);
        }
        if let Some(text) = &self.encoding {
            options.encoding = Some(parse_encoding(text).map_err(|error| each("encoding", error))?);
        }
        if self.no_header && self.header_line.is_some() {
            return Err("`--no-header` and `--header-line` exclude each other".to_owned());
        }
        options.header_line = self.header_line.or(options.header_line);
        options.no_header |= self.no_header;
        options.prefix = self.prefix.clone().unwrap_or_default();
        match self.match_by.as_deref() {
            None => {}
            Some("name") => options.match_name = true,
            Some(other) => return Err(format!("`--match`: `{other}` is not `name`")),
        }
        Ok(())
    }
}

/// How the exports of well-known programs are read. Columns come and go between versions, so all of them are optional
/// here; what is missing that is needed is said as for any file.
const BUILT_IN: [(&str, &str); 4] = [
    (
        "square",
        r#"
map-if-there = [
    "invoice=Transaction ID", "date=Date", "time=Time", "item=Item", "sku=SKU", "category=Category", "quantity=Qty",
    "amount=Net Sales+Tax", "customer=Customer ID", "name=Customer Name",
]
decimal = "."
value = ["kind:category:Gift Card*=gift-card"]
"#,
    ),
    // The lines have their prices before the order's discount; the subtotal is what was paid for the goods.
    (
        "shopify",
        r#"
map-if-there = [
    "invoice=Name", "date=Created at", "email=Email", "name=Billing Name", "phone=Phone", "total=Subtotal",
    "status=Financial Status",
]
set = ["kind=product"]
date-format = "ymd"
decimal = "."
value = ["status:authorized=unpaid", "status:partially_paid=unpaid", "status:refunded=void"]
"#,
    ),
    (
        "loyverse",
        r#"
map-if-there = [
    "invoice=Receipt number", "date=Date", "item=Item", "sku=SKU", "category=Category", "quantity=Quantity",
    "amount=Net sales", "name=Customer name", "status=Status",
]
decimal = "."
match = "name"
"#,
    ),
    // Each sale has a row of its own, one a line, and one a payment.
    (
        "lightspeed",
        r#"
map-if-there = [
    "invoice=Receipt Number", "date=Date", "item=Details", "sku=Sku", "quantity=Quantity", "amount=Total",
    "customer=Customer Code", "name=Customer Name", "status=Status",
]
only = ["Line Type=Sale Line"]
"#,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::Country;
    use crate::domain::{Currency, Day};

    #[test]
    fn built_in_profiles_can_be_applied() {
        for name in Profile::built_in_names() {
            let mut options = Options::new(Day::MAX, Currency::EUR, Country::NL);
            Profile::built_in(name).unwrap().apply(&mut options).unwrap();
            assert!(!options.map_if_there.is_empty(), "{name}");
        }
        assert_eq!(Profile::built_in("till"), None);
    }

    #[test]
    fn a_profile_is_written_and_read() {
        let one = |text: &str| vec![text.to_owned()];
        let some = |text: &str| Some(text.to_owned());
        let profile = Profile {
            map: one("amount=Net+GST"),
            map_if_there: one("item=What \"x\""),
            set: one("kind=service"),
            value: one("kind:item:Knip*=service"),
            skip: one("Status=it's"),
            only: one("Kassa=1"),
            anonymous: one("\\"),
            delimiter: some(";"),
            decimal: some(","),
            date_format: some("%d.%m.%Y"),
            encoding: some("windows-1252"),
            header_line: Some(3),
            no_header: true,
            prefix: some("ZW-"),
            match_by: some("name"),
            customers: some("existing"),
            points: some("none"),
            points_from: some("2026-01-01"),
            rewards: some("keep"),
            rule_at: some("2026-01-01"),
            source: some("till"),
            scheme: some("Stempelkaart"),
            if_exists: some("update"),
            country: some("BE"),
        };
        let text = profile.to_toml();
        for key in KEYS {
            assert!(text.lines().any(|line| line.starts_with(&format!("{key} = "))), "{key} in {text}");
        }
        assert_eq!(Profile::parse(&text), Ok(profile.clone()));
        assert_eq!(Profile::default().overlaid(profile.clone()), profile);
        assert_eq!(profile.clone().overlaid(Profile::default()), profile);
    }

    #[test]
    fn an_unknown_key_is_told_with_the_nearest() {
        for (text, want) in [
            ("decimal = ','\nmapp = []", "line 2: there is no key `mapp`; did you mean `map`?"),
            ("date_format = 'dmy'", "line 1: there is no key `date_format`; did you mean `date-format`?"),
            ("\nHeader-Line = 2", "line 2: there is no key `Header-Line`; did you mean `header-line`?"),
        ] {
            assert_eq!(Profile::parse(text), Err(want.to_owned()));
        }
        let error = Profile::parse("colour = 'red'").unwrap_err();
        assert!(error.contains("there is no key `colour`; there are `map`"), "{error}");
        assert!(Profile::parse("map = 'a=b'").unwrap_err().starts_with("line 1: invalid type"));
        assert!(Profile::parse("map = [").unwrap_err().starts_with("line 1: "));
    }

    #[test]
    fn flags_go_before_the_profile() {
        let profile =
            Profile::parse("map = ['amount=Net', 'date=Day']\nset = ['kind=product']\ndecimal = '.'").unwrap();
        let flags = Profile::parse("map = ['amount=Gross']\nset = ['kind=service']\ndecimal = ','").unwrap();
        let both = profile.overlaid(flags);
        assert_eq!(both.map, ["date=Day", "amount=Gross"]);
        assert_eq!(both.set, ["kind=service"]);
        assert_eq!(both.decimal.as_deref(), Some(","));
    }
}
