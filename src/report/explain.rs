//! `invoice explain`: the arithmetic in words and numbers.

use schemars::JsonSchema;
use serde::Serialize;

use super::card::ExplainedCard;
use crate::domain::text::counted;
use crate::output::{Column, Number, Page, Report, Table};

/// `loyalty.explain/1`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExplainReport {
    /// ISO 4217.
    pub currency: String,
    /// The invoice.
    pub number: String,
    /// Its day.
    pub date: String,
    /// The award date.
    pub paid_on: Option<String>,
    /// The ref of whose it is.
    pub customer: Option<String>,
    /// `unpaid`, `paid` or `void`.
    pub state: &'static str,
    /// The invoice it is a refund of: what it took back is not worked out from its own lines.
    pub refers_to: Option<String>,
    /// The first day of the revision that counts; `null` for the defaults.
    pub revision: Option<String>,
    /// The rule.
    pub earn: &'static str,
    /// The rule as a sentence.
    pub rule: String,
    /// What the lines say.
    pub subtotal: Number,
    /// What is paid.
    pub total: Number,
    /// The lines, each counted or why not.
    pub lines: Vec<ExplainedLine>,
    /// What the points are worked out from: money, or pieces.
    pub base: Number,
    /// The amount of a step.
    pub step: Option<Number>,
    /// Whole steps or pieces.
    pub steps: i64,
    /// Points for each.
    pub points_per_step: i64,
    /// What rounding down left over.
    pub dropped: Number,
    /// The total did not reach the least total.
    pub below_min_total: bool,
    /// What this arithmetic gives.
    pub computed: i64,
    /// What was booked.
    pub earned: i64,
    /// What was taken back since.
    pub reversed: i64,
    /// What ran out of it since.
    pub expired: i64,
    /// Points spent on it.
    pub redeemed: i64,
    /// Points that came back.
    pub returned: i64,
    /// The arithmetic in one sentence.
    pub why: String,
    /// Rewards and points paid, each.
    pub redemptions: Vec<ExplainedRedemption>,
    /// What was given back, each.
    pub refunds: Vec<ExplainedRefund>,
    /// Why the card did or did not count it.
    pub card: Option<ExplainedCard>,
}

/// A line and whether it counted.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExplainedLine {
    /// What it is.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
    /// Pieces.
    pub quantity: Number,
    /// What it says it costs.
    pub amount: Number,
    /// Its share of the discount lines.
    pub discount: Number,
    /// What rewards and points took off.
    pub rewards: Number,
    /// What is left.
    pub net: Number,
    /// What was given back of that.
    pub refunded: Number,
    /// Whether it counts.
    pub counted: bool,
    /// `counted`, or why not.
    pub why: &'static str,
}

/// Points spent on the invoice.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExplainedRedemption {
    /// Its number.
    pub redemption: i64,
    /// The reward; `null` when points paid.
    pub reward: Option<String>,
    /// How many.
    pub points: i64,
    /// What they took off.
    pub discount: Number,
    /// How many came back.
    pub returned: i64,
}

/// A refund of the invoice.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExplainedRefund {
    /// Its day.
    pub date: String,
    /// The money.
    pub amount: Number,
    /// Points taken back.
    pub reversed: i64,
    /// Points returned.
    pub returned: i64,
    /// Why.
    pub reason: Option<String>,
}

impl Report for ExplainReport {
    fn schema(&self) -> &str {
        "loyalty.explain/1"
    }

    fn draw(&self, page: &mut Page) {
        page.title(format!("{}  {}  {}", self.number, self.date, self.state));
        page.field_if("customer", self.customer.as_deref());
        page.field_if("refers to", self.refers_to.as_deref());
        page.field("rule", &self.rule);
        page.field("in force from", self.revision.as_deref().unwrap_or("the beginning (defaults)"));
        page.gap();
        let mut table = Table::new([
            Column::fixed("kind"),
            Column::text("name"),
            Column::number("amount"),
            Column::number("discount"),
            Column::number("rewards"),
            Column::number("net"),
            Column::fixed("counted"),
        ]);
        for line in &self.lines {
            table.row([
                line.kind.into(),
                (&line.name).into(),
                (&line.amount).into(),
                (&line.discount).into(),
                (&line.rewards).into(),
                (&line.net).into(),
                if line.counted { "yes".into() } else { format!("no: {}", line.why).into() },
            ]);
        }
        page.table(&table);
        page.gap();
        page.text(&self.why);
        if self.refers_to.is_none() {
            page.field("base", &self.base);
            page.field_if("step", self.step.as_ref());
            page.field("rounded away", &self.dropped);
        }
        page.field("earned", self.earned);
        for (label, points) in [
            ("taken back", self.reversed),
            ("ran out", self.expired),
            ("spent", self.redeemed),
            ("returned", self.returned),
        ] {
            page.field_if(label, (points != 0).then_some(points));
        }
        for redemption in &self.redemptions {
            let what = redemption.reward.as_deref().unwrap_or("paid with points");
            page.text(format!(
                "redemption {}: {what}, {}, {} off",
                redemption.redemption,
                counted(redemption.points, "point", "points"),
                redemption.discount
            ));
        }
        for refund in &self.refunds {
            let why = refund.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
            page.text(format!(
                "{}: {} given back, {} taken back, {} returned{why}",
                refund.date,
                refund.amount,
                counted(refund.reversed, "point", "points"),
                refund.returned
            ));
        }
        if let Some(card) = &self.card {
            card.draw(page);
        }
    }

    fn bare(&self) -> Option<String> {
        Some(self.earned.to_string())
    }
}
