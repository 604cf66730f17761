//! Wrong usage, help, and where the database is.

use expect_test::expect;

use crate::shop::Shop;

#[test]
fn no_arguments_show_a_short_help_and_where_the_database_is() {
    let shop = Shop::empty();
    shop.run("").says(expect![[r#"
        points and client cards for salons and small shops

          loyalty init                                          make the database
          loyalty settings set --earn spend-total --per 10.00   say how invoices earn points
          loyalty customer add --name "Anna Jansen"             add a customer
          loyalty customer balance anna                         see what a customer has
          loyalty --help                                        all commands

        database: [SHOP]/shop.db (not made yet: `loyalty init`)
    "#]]);
    shop.run("init").says(expect![[r#"
        the database is made
        database:  [SHOP]/shop.db
        currency:  EUR
        country:   NL
        time zone: Europe/Amsterdam
    "#]]);
    shop.run("--json").says(expect![[r#"
        {
          "schema": "loyalty.start/1",
          "database": "[SHOP]/shop.db",
          "present": true
        }
    "#]]);
    shop.run("-q").says(expect![[r#"
        [SHOP]/shop.db
    "#]]);
}

#[test]
fn misspelt_words_get_a_suggestion() {
    let shop = Shop::new();
    shop.run("custmer list").fails(
        2,
        expect![[r#"
        error: `loyalty` has no command `custmer`
        hint: did you mean `customer`?
        hint: see `loyalty --help`
    "#]],
    );
    shop.run("customer lst").fails(
        2,
        expect![[r#"
        error: `loyalty customer` has no command `lst`
        hint: did you mean `list`?
        hint: see `loyalty customer --help`
    "#]],
    );
    shop.run("customer list --serch x").fails(
        2,
        expect![[r#"
        error: `loyalty customer list` has no option `--serch`
        hint: did you mean `--search`?
        hint: see `loyalty customer list --help`
    "#]],
    );
    shop.run("settings set --earn spend-producs").fails(2, expect![[r#"
        error: `spend-producs` is no value of `--earn`
        hint: did you mean `spend-products`?
        hint: one of `spend-total`, `spend-products`, `spend-services`, `per-service`, `per-product`, `per-invoice`, `off`
        hint: see `loyalty settings set --help`
    "#]]);
    shop.run("customer").fails(
        2,
        expect![[r#"
            error: `loyalty customer` wants a word more
            hint: one of `add`, `edit`, `list`, `show`, `balance`, `history`, `merge`, `erase`, `export`
            hint: see `loyalty customer --help`
        "#]],
    );
}

#[test]
fn wrong_arguments_are_told_in_our_words() {
    let shop = Shop::new();
    shop.run("customer show").fails(
        2,
        expect![[r#"
        error: `WHO` is missing
        hint: see `loyalty customer show --help`
    "#]],
    );
    shop.run("customer show a b").fails(
        2,
        expect![[r#"
        error: `b` is one word too many
        hint: see `loyalty customer show --help`
    "#]],
    );
    shop.run("customer add --name").fails(
        2,
        expect![[r#"
        error: `--name` wants a value
        hint: see `loyalty customer add --help`
    "#]],
    );
    shop.run("customer add --name a --name b").fails(
        2,
        expect![[r#"
        error: `--name` is given twice
        hint: see `loyalty customer add --help`
    "#]],
    );
    shop.run("customer add --name a --note -x").fails(
        2,
        expect![[r#"
        error: `loyalty customer add` has no option `-x`
        hint: give a value that begins with `-` as in `--note=-5`, or a word behind `--`
        hint: see `loyalty customer add --help`
    "#]],
    );
    shop.run("customer add --name a --input -").fails(
        2,
        expect![[r#"
        error: `--name` does not go together with `--input`
        hint: see `loyalty customer add --help`
    "#]],
    );
    shop.run("customer list --limit 0").fails(
        2,
        expect![[r#"
            error: `0` is no value of `--limit`: it takes a whole number, 1 or more
            hint: see `loyalty customer list --help`
        "#]],
    );
    for line in ["import show x", "import undo x", "points return x", "report top --after x"] {
        let said = shop.run(line);
        assert!(said.stderr.contains("it takes a whole number\n"), "{line}: {}", said.stderr);
    }
    shop.run("import show x").fails(
        2,
        expect![[r#"
            error: `x` is no value of `IMPORT`: it takes a whole number
            hint: see `loyalty import show --help`
        "#]],
    );
    shop.run("--wait soon customer list").fails(
        2,
        expect![[r#"
            error: `soon` is no value of `--wait`: it takes a whole number of seconds
            hint: see `loyalty customer list --help`
        "#]],
    );
    shop.run("--json --format csv customer list").fails(2, expect![[r#"
        {"schema":"loyalty.error/1","error":{"code":"usage","exit":2,"message":"`--json` is another format than `--format`","hints":["give one of the two"],"retryable":false,"details":{}}}
    "#]]);
    shop.run("--today tomorrow customer list").fails(
        2,
        expect![[r#"
        error: the value `tomorrow` of `--today` is no day
        hint: write it as in `2026-11-21`
    "#]],
    );
    shop.run("--actor \"\" customer list").fails(
        2,
        expect![[r#"
        error: `--actor` is empty
    "#]],
    );
}

#[test]
fn what_would_be_left_out_in_silence_is_refused() {
    let shop = Shop::new();
    shop.json("customer add --ref K001 --name Anna");
    shop.run("reward add --name R --cost 3").fails(2, expect![[r#"
        error: one of `--amount-off AMOUNT`, `--percent-off PERCENT`, `--free-item SELECTOR`, `--percent-off-item PERCENT`, `--gift TEXT` is missing
        hint: see `loyalty reward add --help`
    "#]]);
    shop.run("reward add --name R --cost 3 --amount-off 5.00 --max 2.00").fails(
        2,
        expect![[r#"
        error: `--max` goes with `--percent-off` only
    "#]],
    );
    shop.run("reward add --name R --cost 3 --percent-off 10 --item sku:X").fails(
        2,
        expect![[r#"
        error: `--item` goes with `--percent-off-item` only
    "#]],
    );
    shop.run("points adjust K001 +5 --reason late --key \"\"").fails(
        2,
        expect![[r#"
        error: the key is empty
        hint: give each request a key of its own, or none
    "#]],
    );
    shop.run("customer add --name Bert --key \"\"").fails(
        2,
        expect![[r#"
        error: the key is empty
        hint: give each request a key of its own, or none
    "#]],
    );
}

/// `--quiet` shortens what people read; what programs read stays whole.
#[test]
fn quiet_leaves_json_and_csv_whole() {
    let shop = Shop::new();
    shop.json("customer add --ref K001 --name Anna");
    assert_eq!(shop.run("customer balance K001 -q").stdout, "0\n");
    for format in ["json", "ndjson", "csv"] {
        let line = format!("--format {format} customer balance K001");
        assert_eq!(shop.run(&format!("{line} -q")).stdout, shop.run(&line).stdout, "{format}");
    }
    // The first invoice without settings is told of; with --quiet it is not.
    let record = |number: &str| format!("--json invoice record --number {number} --customer K001 --total 5.00");
    assert_eq!(shop.run(&format!("-n {} -q", record("F1"))).stderr, "");
    assert!(shop.run(&format!("-n {}", record("F1"))).stderr.starts_with("note: "));
}

#[test]
fn wrong_usage_is_json_where_json_is_asked_for() {
    let shop = Shop::new();
    shop.run("--json custmer").fails(2, expect![[r#"
        {"schema":"loyalty.error/1","error":{"code":"usage","exit":2,"message":"`loyalty` has no command `custmer`","hints":["did you mean `customer`?","see `loyalty --help`"],"retryable":false,"details":{}}}
    "#]]);
    shop.run("customer list --nonsense --format=ndjson").fails(2, expect![[r#"
        {"schema":"loyalty.error/1","error":{"code":"usage","exit":2,"message":"`loyalty customer list` has no option `--nonsense`","hints":["see `loyalty customer list --help`"],"retryable":false,"details":{}}}
    "#]]);
    let said = shop.wait(
        shop.command("nonsense")
            .env("LOYALTY_FORMAT", "json")
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("it starts"),
    );
    assert!(said.stderr.starts_with("{\"schema\":\"loyalty.error/1\""), "{}", said.stderr);
}

#[test]
fn help_has_examples_first() {
    let shop = Shop::empty();
    shop.run("customer balance --help").says(expect![[r#"
        Show what a customer has: points, what they are worth, and the card

        Examples:
          loyalty customer balance K001
          loyalty customer balance anna --quiet
          loyalty customer balance K001 --at 2026-12-31 --json

        Usage: loyalty customer balance [OPTIONS] <WHO>

        Arguments:
          <WHO>  A ref, an e-mail, a phone, or enough of a name

        Options:
              --at <DATE>  As of that day: in the past what was dated up to it, later what will still be
                           good [default: today]
          -h, --help       Print help

        Options that are valid everywhere:
              --db <PATH>        The database file [env: LOYALTY_DB] [default:
                                 $XDG_DATA_HOME/loyalty/loyalty.db]
              --create           Make a missing database on the way, as `init` would
              --format <FORMAT>  How results are printed [env: LOYALTY_FORMAT] [default: table] [possible
                                 values: table, json, ndjson, csv]
              --json             The same as `--format json`
          -n, --dry-run          Do everything and keep nothing
              --actor <NAME>     Who does it [env: LOYALTY_ACTOR] [default: the system user]
              --today <DATE>     The day to work as of, instead of the clock's [env: LOYALTY_TODAY]
              --wait <SECONDS>   How long to wait for another writer [default: 60]
              --yes              Confirm beforehand
              --no-input         Never ask
              --no-pager         Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]
              --color <WHEN>     When to use colour [default: auto] [possible values: auto, always, never]
          -q, --quiet            Print only the bare answer; JSON and CSV stay whole
    "#]]);
    assert_eq!(shop.run("help customer balance").stdout, shop.run("customer balance -h").stdout);
    assert_eq!(shop.run("--version").stdout, concat!("loyalty ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_missing_database_is_said() {
    let shop = Shop::empty();
    shop.run("customer list").fails(
        1,
        expect![[r#"
        error: there is no database at `[SHOP]/shop.db`
        hint: make one with `loyalty init`, or on the way with `--create`; name another with `--db PATH`
    "#]],
    );
    shop.run("customer add --name Anna").fails(
        1,
        expect![[r#"
        error: there is no database at `[SHOP]/shop.db`
        hint: make one with `loyalty init`, or on the way with `--create`; name another with `--db PATH`
    "#]],
    );
    shop.run("--create customer list").fails(
        1,
        expect![[r#"
        error: there is no database at `[SHOP]/shop.db`
        hint: make one with `loyalty init`, or on the way with `--create`; name another with `--db PATH`
    "#]],
    );
    let said = shop.run("--create -n customer add --name Anna");
    assert_eq!((said.exit, shop.database().exists()), (0, false));
    let said = shop.run("--create -q customer add --name Anna");
    assert_eq!((said.exit, said.stdout.as_str()), (0, "C000001\n"));
    let said = shop.run("--db other.db --create customer add --name Anna --json");
    assert_eq!(said.stderr, "note: made the database `[SHOP]/other.db`, with EUR, NL and Europe/Amsterdam\n");
}

#[test]
fn init_says_once_what_the_shop_is() {
    let shop = Shop::empty();
    shop.run("init --currency gbp --country gb -n --json").says(expect![[r#"
        {
          "schema": "loyalty.shop/1",
          "dry_run": true,
          "status": "created",
          "database": "[SHOP]/shop.db",
          "currency": "GBP",
          "country": "GB",
          "time_zone": "Europe/London"
        }
    "#]]);
    shop.run("init --currency gbp --country gb").says(expect![[r#"
        the database is made
        database:  [SHOP]/shop.db
        currency:  GBP
        country:   GB
        time zone: Europe/London
    "#]]);
    assert_eq!(shop.json("init")["status"], "unchanged");
    assert_eq!(shop.json("init --currency GBP --time-zone europe/london")["status"], "unchanged");
    shop.run("init --currency EUR").fails(
        5,
        expect![[r#"
        error: the database is there with the currency `GBP`, not `EUR`
        hint: make another database with `loyalty --db PATH init`
    "#]],
    );
    assert_eq!(shop.error("init --country NL")["code"], "shop_conflict");
    shop.run("--db x.db init --currency XXX").fails(
        2,
        expect![[r#"
        error: there is no currency `XXX`
        hint: give it as in `--currency EUR` (ISO 4217)
    "#]],
    );
    shop.run("--db x.db init --country Holland").fails(2, expect![[r#"
        error: the country `Holland` is not known
        hint: one of `NL`, `BE`, `DE`, `FR`, `LU`, `GB`, `IE`, `AT`, `CH`, `DK`, `SE`, `NO`, `FI`, `ES`, `PT`, `IT`, `PL`, `CZ`, `US`, `CA`, `AU`, `NZ`, `SK`, `SI`, `HR`, `RO`, `BG`, `GR`, `CY`, `MT`, `EE`, `LV`, `IS`, `TR`, `ZA`, `AE`, `KW`, `BH`, `IN`, `SG`, `HK`, `JP`, `KR`, `AW`, `CW`, `SR`
    "#]]);
    shop.run("--db x.db init --time-zone Mars/Olympus").fails(
        2,
        expect![[r#"
        error: there is no time zone `Mars/Olympus`
        hint: give it as in `--time-zone Europe/Amsterdam` (IANA time zone database)
    "#]],
    );
    assert!(!shop.path("x.db").exists());
}

#[test]
fn what_is_no_database_is_left_alone() {
    let shop = Shop::empty();
    shop.file("notes.txt", "bread, milk\n");
    shop.run("--db notes.txt init").fails(
        1,
        expect![[r#"
        error: `[SHOP]/notes.txt` is not a loyalty database: it is not a database
        hint: name the database with `--db PATH`
    "#]],
    );
    shop.run("--db . customer list").fails(
        1,
        expect![[r#"
        error: `[SHOP]` is not a loyalty database: it is a folder
        hint: name the database with `--db PATH`
    "#]],
    );
    assert_eq!(std::fs::read_to_string(shop.path("notes.txt")).expect("it is there"), "bread, milk\n");
}
