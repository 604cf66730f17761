//! The answers of `settings`: `loyalty.settings/1` and `loyalty.settings_history/1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Status, moment};
use crate::domain::{Currency, Revision, Selector};
use crate::output::{Cell, Column, Number, Page, Report, Row};
use crate::store::Shop;

/// The settings from a first day on, as they are shown.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Shown {
    from: Option<String>,
    currency: String,
    country: &'static str,
    earn: &'static str,
    per: Number,
    points: i64,
    min_total: Option<Number>,
    exclude: Vec<String>,
    expire_after: String,
    expire_at: &'static str,
    point_value: Option<Number>,
    redeem_step: i64,
    redeem_min: i64,
    sentence: String,
}

impl Shown {
    fn new(revision: &Revision, shop: &Shop) -> Shown {
        let Revision { from, settings, .. } = revision;
        let currency: Currency = shop.currency;
        Shown {
            from: from.map(|day| day.to_string()),
            currency: currency.code().to_owned(),
            country: shop.country.code(),
            earn: settings.earn.as_str(),
            per: Number::new(currency.show(settings.per)),
            points: settings.points.get(),
            min_total: settings.min_total.map(|least| Number::new(currency.show(least))),
            exclude: settings.exclude.iter().map(Selector::to_string).collect(),
            expire_after: settings.expire_after.to_string(),
            expire_at: settings.expire_at.as_str(),
            point_value: settings.point_value.map(|value| Number::new(value.show(currency))),
            redeem_step: settings.redeem_step.get(),
            redeem_min: settings.redeem_min.get(),
            sentence: settings.sentence(currency),
        }
    }

    fn draw(&self, page: &mut Page) {
        page.text(&self.sentence);
        page.gap();
        page.field("from", self.from.as_deref().unwrap_or("the beginning (nothing was set yet)"));
        page.field("currency", &self.currency);
        page.field("country", self.country);
        page.field("earn", self.earn);
        page.field("per", &self.per);
        page.field("points", self.points);
        page.field("min total", self.min_total.as_ref().map_or("none", Number::as_str));
        let exclude = self.exclude.join(", ");
        page.field("exclude", if exclude.is_empty() { "none" } else { &exclude });
        page.field("expire after", &self.expire_after);
        page.field("expire at", self.expire_at);
        page.field("point value", self.point_value.as_ref().map_or("none", Number::as_str));
        page.field("redeem step", self.redeem_step);
        page.field("redeem min", self.redeem_min);
    }
}

/// The settings, as `settings show` and `settings set` answer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SettingsReport {
    #[serde(flatten)]
    write: Option<Write>,
    #[serde(flatten)]
    shown: Shown,
}

#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
struct Write {
    dry_run: bool,
    status: Status,
}

impl SettingsReport {
    /// What a reading found.
    pub fn read(revision: &Revision, shop: &Shop) -> SettingsReport {
        SettingsReport { write: None, shown: Shown::new(revision, shop) }
    }

    /// What a write made, or found to be so already.
    pub fn written(revision: &Revision, shop: &Shop, status: Status, dry_run: bool) -> SettingsReport {
        SettingsReport { write: Some(Write { dry_run, status }), shown: Shown::new(revision, shop) }
    }
}

impl Report for SettingsReport {
    fn schema(&self) -> &str {
        "loyalty.settings/1"
    }

    fn draw(&self, page: &mut Page) {
        if let Some(Write { dry_run, status }) = self.write {
            page.text(match (status, dry_run) {
                (Status::Unchanged, _) => "it is set so already",
                (_, true) => "it would be set",
                (_, false) => "it is set",
            });
        }
        self.shown.draw(page);
    }

    fn bare(&self) -> Option<String> {
        Some(self.shown.sentence.clone())
    }
}

/// One revision of the history.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RevisionRow {
    #[serde(flatten)]
    shown: Shown,
    recorded_at: String,
    actor: String,
}

impl RevisionRow {
    /// A revision, and when and by whom it was made.
    pub fn new(revision: &Revision, shop: &Shop, recorded_at: i64, actor: String) -> RevisionRow {
        RevisionRow { shown: Shown::new(revision, shop), recorded_at: moment(recorded_at), actor }
    }
}

impl Row for RevisionRow {
    const KEYS: &'static [&'static str] = &[
        "from",
        "currency",
        "country",
        "earn",
        "per",
        "points",
        "min_total",
        "exclude",
        "expire_after",
        "expire_at",
        "point_value",
        "redeem_step",
        "redeem_min",
        "sentence",
        "recorded_at",
        "actor",
    ];

    fn columns() -> Vec<Column> {
        vec![
            Column::fixed("from"),
            Column::text("rule"),
            Column::fixed("expire after"),
            Column::number("point value"),
            Column::fixed("recorded at"),
            Column::text("actor"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        let Shown { from, sentence, expire_after, expire_at, point_value, .. } = &self.shown;
        let expires = if *expire_at == "day" { expire_after.clone() } else { format!("{expire_after}, {expire_at}") };
        vec![
            from.into(),
            sentence.into(),
            expires.into(),
            point_value.into(),
            (&self.recorded_at).into(),
            (&self.actor).into(),
        ]
    }
}
