//! `settings`.

use expect_test::expect;

use crate::shop::Shop;

#[test]
fn defaults_hold_until_the_first_is_set() {
    let shop = Shop::new();
    shop.run("settings show --json").says(expect![[r#"
        {
          "schema": "loyalty.settings/1",
          "from": null,
          "currency": "EUR",
          "country": "NL",
          "earn": "spend-total",
          "per": "10.00",
          "points": 1,
          "min_total": null,
          "exclude": [],
          "expire_after": "never",
          "expire_at": "day",
          "point_value": null,
          "redeem_step": 1,
          "redeem_min": 0,
          "sentence": "1 point for every 10.00 in all, per invoice, rounded down"
        }
    "#]]);
    shop.run("settings show").says(expect![[r#"
        1 point for every 10.00 in all, per invoice, rounded down

        from:         the beginning (nothing was set yet)
        currency:     EUR
        country:      NL
        earn:         spend-total
        per:          10.00
        points:       1
        min total:    none
        exclude:      none
        expire after: never
        expire at:    day
        point value:  none
        redeem step:  1
        redeem min:   0
    "#]]);
    shop.run("settings history").says(expect![[r#"
        nothing to show
    "#]]);
}

#[test]
fn what_is_named_is_changed_and_said_as_a_sentence() {
    let shop = Shop::new();
    shop.run("settings set --earn spend-products --per 5.00 --exclude category:sale --exclude sku:GC*").says(expect![
        [r#"
            it is set
            1 point for every 5.00 on products, per invoice, rounded down, without category:sale, sku:GC*

            from:         2026-11-21
            currency:     EUR
            country:      NL
            earn:         spend-products
            per:          5.00
            points:       1
            min total:    none
            exclude:      category:sale, sku:GC*
            expire after: never
            expire at:    day
            point value:  none
            redeem step:  1
            redeem min:   0
        "#]
    ]);
    shop.run("settings set --json --points 2 --min-total 20 --exclude none --expire-after 12m --expire-at month-end --point-value 0.05 --redeem-step 50 --redeem-min 100")
        .says(expect![[r#"
            {
              "schema": "loyalty.settings/1",
              "dry_run": false,
              "status": "recorded",
              "from": "2026-11-21",
              "currency": "EUR",
              "country": "NL",
              "earn": "spend-products",
              "per": "5.00",
              "points": 2,
              "min_total": "20.00",
              "exclude": [],
              "expire_after": "12m",
              "expire_at": "month-end",
              "point_value": "0.05",
              "redeem_step": 50,
              "redeem_min": 100,
              "sentence": "2 points for every 5.00 on products, per invoice, rounded down, from a total of 20.00 on"
            }
        "#]]);
    shop.run("settings set -q --min-total none --point-value none --expire-after never").says(expect![[r#"
        2 points for every 5.00 on products, per invoice, rounded down
    "#]]);
    shop.run("settings history").says(expect![[r#"
        from        rule                                                                                           expire after      point value  recorded at               actor
        ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        2026-11-21  1 point for every 5.00 on products, per invoice, rounded down, without category:sale, sku:GC*  never                          <------- moment ------->  till
        2026-11-21  2 points for every 5.00 on products, per invoice, rounded down, from a total of 20.00 on       12m, month-end           0.05  <------- moment ------->  till
        2026-11-21  2 points for every 5.00 on products, per invoice, rounded down                                 never, month-end               <------- moment ------->  till
    "#]]);
    shop.run("settings history --format csv").says(expect![[r#"
        from,currency,country,earn,per,points,min_total,exclude,expire_after,expire_at,point_value,redeem_step,redeem_min,sentence,recorded_at,actor
        2026-11-21,EUR,NL,spend-products,5.00,1,,"[""category:sale"",""sku:GC*""]",never,day,,1,0,"1 point for every 5.00 on products, per invoice, rounded down, without category:sale, sku:GC*",<------- moment ------->,till
        2026-11-21,EUR,NL,spend-products,5.00,2,20.00,[],12m,month-end,0.05,50,100,"2 points for every 5.00 on products, per invoice, rounded down, from a total of 20.00 on",<------- moment ------->,till
        2026-11-21,EUR,NL,spend-products,5.00,2,,[],never,month-end,,50,100,"2 points for every 5.00 on products, per invoice, rounded down",<------- moment ------->,till
    "#]]);
}

#[test]
fn the_same_again_is_unchanged_and_defaults_can_be_meant() {
    let shop = Shop::new();
    assert_eq!(shop.json("settings set --earn spend-total --per 10.00")["status"], "recorded");
    assert_eq!(shop.json("settings set --earn spend-total --per 10")["status"], "unchanged");
    assert_eq!(shop.json("settings set --points 1 --from 2020-01-01")["status"], "unchanged");
    assert_eq!(shop.json("settings history")["total"], 1);
    assert_eq!(shop.json("-n settings set --points 3")["dry_run"], true);
    assert_eq!(shop.json("settings show")["points"], 1);
}

#[test]
fn revisions_begin_on_their_day_and_later_ones_stay() {
    let shop = Shop::new();
    shop.json("settings set --per 10.00 --from 2026-01-01");
    let said = shop.run("settings set --per 5.00 --from 2027-01-01 -q");
    assert_eq!((said.exit, said.stderr.as_str()), (0, ""));
    let said = shop.run("settings set --points 2");
    assert_eq!(said.stderr, "note: what is planned from `2027-01-01` on stays as it is\n");
    for (at, per, points) in
        [("2019-05-05", "10.00", 1), ("2026-11-20", "10.00", 1), ("2026-11-21", "10.00", 2), ("2027-01-01", "5.00", 1)]
    {
        let settings = shop.json(&format!("settings show --at {at}"));
        assert_eq!((&settings["per"], &settings["points"]), (&per.into(), &points.into()), "{at}");
    }
}

#[test]
fn the_first_reaches_back_for_ever() {
    let mut shop = Shop::new();
    let said = shop.run("settings set --earn per-invoice --from 2027-01-01");
    assert_eq!(said.stderr, "note: it is the first that is set, so it holds for all days before it as well\n");
    assert_eq!(shop.json("settings show")["earn"], "per-invoice");
    assert_eq!(shop.on("2027-01-01").json("settings show")["from"], "2027-01-01");
}

#[test]
fn what_cannot_be_set_is_refused_whole() {
    let shop = Shop::new();
    shop.run("settings set --earn spend-all").fails(2, expect![[r#"
        error: `spend-all` is no value of `--earn`
        hint: did you mean `spend-total`?
        hint: one of `spend-total`, `spend-products`, `spend-services`, `per-service`, `per-product`, `per-invoice`, `off`
        hint: see `loyalty settings set --help`
    "#]]);
    shop.run("settings set --earn spend-total --per 0").fails(
        2,
        expect![[r#"
        error: the value `0` of `--per` is not above zero
    "#]],
    );
    shop.run("settings set --points 2 --per 35,00").fails(
        2,
        expect![[r#"
        error: the value `35,00` of `--per` has a decimal comma
        hint: write `35.00`
    "#]],
    );
    shop.run("settings set --per -1.00").fails(
        2,
        expect![[r#"
        error: the value `-1.00` of `--per` is not above zero
    "#]],
    );
    shop.run("settings set --per 1.005").fails(
        2,
        expect![[r#"
        error: the value `1.005` of `--per` has more than 2 digits behind the point
    "#]],
    );
    shop.run("settings set --points 0").fails(
        2,
        expect![[r#"
        error: the value `0` of `--points` is less than 1
    "#]],
    );
    shop.run("settings set --points 1000001").fails(
        2,
        expect![[r#"
        error: the value `1000001` of `--points` is more than 1000000
    "#]],
    );
    shop.run("settings set --min-total -5").fails(
        2,
        expect![[r#"
        error: the value `-5` of `--min-total` is below zero
    "#]],
    );
    shop.run("settings set --exclude haircut").fails(
        2,
        expect![[r#"
        error: the value `haircut` of `--exclude` does not begin with `kind:`, `sku:`, `category:` or `name:`
        hint: write it as in `kind:product`, `sku:SH-01` or `name:knip*`
    "#]],
    );
    shop.run("settings set --exclude none --exclude kind:product").fails(
        2,
        expect![[r#"
        error: `--exclude none` does not go together with others
    "#]],
    );
    shop.run("settings set --expire-after 3w").fails(
        2,
        expect![[r#"
        error: the value `3w` of `--expire-after` is no period
        hint: write `never`, or as in `90d`, `12m`, `2y`
    "#]],
    );
    shop.run("settings set --expire-at year-end").fails(
        2,
        expect![[r#"
        error: `year-end` is no value of `--expire-at`
        hint: one of `day`, `month-end`
        hint: see `loyalty settings set --help`
    "#]],
    );
    shop.run("settings set --point-value 0").fails(
        2,
        expect![[r#"
        error: the value `0` of `--point-value` is not above zero
        hint: write `none` for no value
    "#]],
    );
    shop.run("settings set --redeem-step 0").fails(
        2,
        expect![[r#"
        error: the value `0` of `--redeem-step` is less than 1
    "#]],
    );
    shop.run("settings set --redeem-min -1").fails(
        2,
        expect![[r#"
        error: the value `-1` of `--redeem-min` is less than 0
    "#]],
    );
    shop.run("settings set --from 2026-02-30 --points 2").fails(
        2,
        expect![[r#"
        error: the value `2026-02-30` of `--from` is no day
        hint: write it as in `2026-11-21`
    "#]],
    );
    shop.run("settings set --from 2026-01-01").fails(
        2,
        expect![[r#"
        error: nothing is named that is to be set
        hint: see `loyalty settings set --help`
    "#]],
    );
    assert_eq!(shop.json("settings history")["total"], 0);
}
