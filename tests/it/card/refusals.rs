//! Every refusal of schemes and cards has its code, its exit and a way on.

use super::*;

/// Provokes one refusal: what leads to it, the command, its code, its exit and what its first hint holds.
fn refuses(shop: &Shop, rows: &[(&[&str], &str, &str, u8, &str)]) {
    for (before, line, code, exit, hint) in rows {
        for line in *before {
            shop.json(line);
        }
        let error = shop.error(line);
        assert_eq!((&error["code"], &error["exit"]), (&json!(code), &json!(exit)), "{line}: {error}");
        let hints = error["hints"].to_string();
        assert!(hints.contains(hint) && (hint.is_empty() || hints != "[]"), "{line}: {hints}");
    }
}

#[test]
fn of_schemes() {
    let shop = stamps(5);
    refuses(
        &shop,
        &[
            (&[], "scheme add X --type purchases", "usage", 2, "--items"),
            (&[], "scheme add X --type spend --min-total 5.00", "usage", 2, "leave `--min-total` out"),
            (&[], "scheme add X --type always --once", "usage", 2, "--once"),
            (&[], "scheme add X --type visits --min-total 0", "usage", 2, ""),
            (&[], "scheme add X --type visits --max-per-day 0", "usage", 2, ""),
            (&[], "scheme add X --type visits --items brand:x", "usage", 2, "kind:product"),
            (&[], "scheme add X --type points", "usage", 2, ""),
            (&[], "scheme add STEMPELKAART --type spend", "scheme_conflict", 5, "scheme show"),
            (
                &["scheme add A --type visits --auto"],
                "scheme add B --type visits --auto",
                "scheme_conflict",
                5,
                "--auto no",
            ),
            (&[], "scheme edit Stempelkaart --auto yes", "scheme_conflict", 5, "--auto no"),
            (&[], "scheme show Stempelkart", "scheme_not_found", 3, "Stempelkaart"),
            (&[], "scheme reward Nergens --after 5 --gift x", "scheme_not_found", 3, "scheme list"),
            (&[], "scheme reward A --gift x", "scheme_conflict", 5, "--after 5"),
            (&[], "scheme reward A --after 150.00 --gift x", "scheme_conflict", 5, "--after 5"),
            (&[], "scheme reward A --after 0 --gift x", "scheme_conflict", 5, ""),
            (
                &["scheme add V --type always"],
                "scheme reward V --after 3 --gift x",
                "scheme_conflict",
                5,
                "leave `--after` out",
            ),
            (&[], "scheme reward A --after 5", "usage", 2, ""),
            (&[], "scheme reward A --after 5 --gift x --percent-off 5", "usage", 2, ""),
            (&[], "scheme reward Stempelkaart --after 10 --gift x", "scheme_conflict", 5, "--into"),
            (&[], "scheme edit Stempelkaart --once yes", "scheme_conflict", 5, "--into"),
            (&[], "scheme edit Stempelkaart --items kind:service", "scheme_conflict", 5, "--into"),
            (&[], "scheme edit Stempelkaart --min-total 5.00", "scheme_conflict", 5, "--into"),
            (&[], "scheme edit Stempelkaart --max-per-day 1", "scheme_conflict", 5, "--into"),
            (&[], "scheme edit Stempelkaart --reward \"20% off\" --after 6", "scheme_conflict", 5, "--into"),
            (&[], "scheme edit Stempelkaart --remove-reward \"20% off\"", "scheme_conflict", 5, "--into"),
            (&[], "scheme edit Stempelkaart --reward \"50% off\" --gift x", "reward_not_found", 3, "20% off"),
            (&[], "scheme edit Stempelkaart --rename A", "scheme_conflict", 5, ""),
            (&[], "scheme edit Stempelkaart --gift x", "usage", 2, "--reward"),
            (&[], "scheme edit Stempelkaart", "usage", 2, "--help"),
            (&[], "scheme retire Stempelkaart --into Stempelkaart", "usage", 2, ""),
            (
                &["scheme add Spaar --type spend"],
                "scheme retire Stempelkaart --into Spaar",
                "scheme_conflict",
                5,
                "scheme retire",
            ),
            (&["scheme retire Spaar"], "scheme reward Spaar --after 5.00 --gift x", "scheme_conflict", 5, "scheme add"),
            (&[], "scheme edit Spaar --auto yes", "scheme_conflict", 5, ""),
            (&[], "scheme add Spaar --type spend", "scheme_conflict", 5, "another name"),
            (&["scheme add Spaar2 --type spend"], "scheme retire Spaar2 --into Spaar", "scheme_conflict", 5, ""),
        ],
    );
}

#[test]
fn of_cards() {
    let shop = stamps(5);
    shop.json("scheme add Spaar --type spend");
    shop.json("scheme reward Spaar --after 50.00 --gift Wax");
    shop.json("invoice record --number B1 --customer K2 --total 10.00");
    shop.json("invoice record --number A1 --customer K1 --total 10.00");
    shop.json("invoice record --number A2 --customer K1 --total 10.00 --unpaid");
    refuses(
        &shop,
        &[
            (&[], "card add K1 --scheme Spaar", "card_exists", 5, "card close K1"),
            (&[], "card add K1 --scheme Stempelkaart --collected 2 --reason x", "card_exists", 5, "card adjust"),
            (&[], "card add K9 --scheme Spaar", "customer_not_found", 3, ""),
            (&[], "card add K2 --scheme Nergens", "scheme_not_found", 3, ""),
            (&[], "card add K2 --scheme Spaar --invoice X9", "invoice_not_found", 3, ""),
            (&[], "card add K2 --scheme Spaar --invoice A1", "card_refused", 5, "invoice assign"),
            (&[], "card add K2 --scheme Spaar --collected 1,50 --reason x", "usage", 2, "12.50"),
            (&[], "card add K2 --scheme Spaar --collected 0 --reason x", "usage", 2, "--collected"),
            (&[], "card add K2 --scheme Spaar --collected 5.00", "usage", 2, ""),
            (&[], "card show K2", "card_not_found", 3, "card add K2"),
            (&[], "card history K2", "card_not_found", 3, "card add K2"),
            (&[], "card adjust K2 +1 --reason x", "card_not_found", 3, "card add K2"),
            (&[], "card close K2 --reason x", "card_not_found", 3, "card add K2"),
            (&[], "card reopen K2 --reason x", "card_not_found", 3, "card add K2"),
            (&[], "card history K1 --scheme Spaar", "card_not_found", 3, ""),
            (&[], "card adjust K1 0 --reason x", "usage", 2, ""),
            (&[], "card adjust K1 1.50 --reason x", "usage", 2, "whole number"),
            (&[], "card adjust K1 +1", "usage", 2, ""),
            (&[], "card adjust K1 -2 --reason x", "below_zero", 5, ""),
            (&[], "card adjust K1 +1 --reason x --invoice B1", "card_refused", 5, "invoice assign"),
            (&[], "card adjust K1 +1 --reason x --invoice A2", "invoice_state", 5, ""),
            (&[], "card adjust K1 +1 --reason x --invoice X9", "invoice_not_found", 3, ""),
            (&[], "card adjust K1 +1000000000000000 --reason x", "too_large", 5, ""),
            (&[], "card adjust K1 +999999999 --reason x", "card_refused", 5, "scheme show"),
            (&[], "card redeem K1 Wax", "reward_not_found", 3, "20% off"),
            (&[], "card redeem K1 \"20% off\"", "reward_refused", 5, "card grant"),
            (&[], "card grant K1 Wax --reason x", "reward_not_found", 3, "20% off"),
            (
                &["card adjust K1 +1 --reason x --key k"],
                "card adjust K1 +2 --reason x --key k",
                "key_conflict",
                5,
                "--key",
            ),
            (&["card close K1 --reason x"], "card adjust K1 +1 --reason x", "card_refused", 5, "card reopen K1"),
            (&[], "card redeem K1 \"20% off\"", "card_refused", 5, "card reopen K1"),
            (&[], "card grant K1 \"20% off\" --reason x", "card_refused", 5, "card reopen K1"),
            (&["card add K1 --scheme Spaar"], "card reopen K1 --reason x", "card_exists", 5, "card close K1"),
            (&["scheme retire Stempelkaart"], "card add K2 --scheme Stempelkaart", "card_refused", 5, "scheme list"),
            (
                &["card add K2 --scheme Spaar --invoice B1"],
                "card add K2 --scheme Spaar --invoice A1",
                "card_exists",
                5,
                "card adjust",
            ),
            (&["card close K2 --reason x"], "card add K2 --scheme Spaar --invoice B1", "card_refused", 5, "--invoice"),
        ],
    );
}

#[test]
fn of_cards_on_tickets() {
    let shop = stamps(1);
    shop.json("scheme add Spaar --type spend");
    shop.json("scheme reward Stempelkaart --after 1 --percent-off 20");
    refuses(
        &shop,
        &[
            (
                &[],
                "invoice record --number F1 --customer K1 --total 5.00 --card Spaar",
                "card_exists",
                5,
                "card close K1",
            ),
            (&[], "invoice record --number F1 --customer K2 --total 5.00 --card Nergens", "scheme_not_found", 3, ""),
            (&[], "invoice record --number F1 --total 5.00 --card Spaar", "usage", 2, "--customer"),
            (
                &[],
                "invoice record --number F1 --customer K1 --total 5.00 --card Stempelkaart --no-card",
                "usage",
                2,
                "",
            ),
            (
                &[],
                "invoice record --number F1 --customer K1 --total 5.00 --keep Nergens",
                "reward_not_found",
                3,
                "20% off",
            ),
            (
                &[],
                "invoice record --number F1 --customer K2 --total 5.00 --keep Nergens",
                "reward_not_found",
                3,
                "scheme list",
            ),
            (
                &[],
                "invoice record --number F1 --customer K1 --total 5.00 --use Nergens:1",
                "reward_not_found",
                3,
                "reward list",
            ),
            (
                &[],
                "invoice record --number F1 --customer K2 --total 5.00 --use \"20% off:1\"",
                "reward_refused",
                5,
                "--use",
            ),
            (
                &[],
                "invoice record --number F1 --customer K1 --total 5.00 --use \"20% off:1\"",
                "reward_refused",
                5,
                "--use",
            ),
            (
                &[],
                "invoice record --number F1 --customer K1 --total 5.00 --keep-rewards --use \"20% off:1\"",
                "reward_refused",
                5,
                "--use",
            ),
            (
                &[],
                "invoice record --number F1 --customer K1 --total 5.00 --unpaid --keep-rewards",
                "usage",
                2,
                "invoice pay",
            ),
            (
                &[],
                "invoice record --number F1 --customer K1 --total 5.00 --unpaid --no-card",
                "usage",
                2,
                "invoice pay",
            ),
            (
                &["invoice record --number U1 --customer K1 --total 50.00"],
                "invoice assign U1 K2",
                "in_use",
                5,
                "invoice correct U1",
            ),
            (
                &["scheme retire Spaar"],
                "invoice record --number F1 --customer K2 --total 5.00 --card Spaar",
                "card_refused",
                5,
                "scheme list",
            ),
        ],
    );
}
