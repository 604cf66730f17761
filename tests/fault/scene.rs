//! What is done while things go wrong: a shop, and one command.

use std::path::Path;
use std::process::Command;

use crate::shop::Shop;
use crate::state::{again, state};

/// One command in a shop.
pub struct Scene {
    pub name: &'static str,
    /// What is done before.
    before: &'static [&'static str],
    /// The command; of another program where there is one.
    line: &'static str,
    command: Option<fn(&Shop) -> Command>,
    /// Tables that are another each time it is done.
    restless: &'static [&'static str],
    /// Looks at what else it made, once it was interrupted; `true` when it was acknowledged.
    look: fn(&Stage, &Shop, bool) -> Result<(), String>,
}

const BEFORE: &[&str] = &[
    "init",
    "settings set --earn spend-total --per 10.00 --point-value 0.05 --expire-after 12m",
    "customer add --ref K001 --name \"Anna Jansen\" --email anna@example.org",
    "customer add --ref K002 --name \"Bram Smit\" --phone 0612345678",
    "reward add --name Wash --cost 5 --gift wash",
    "scheme add Stempelkaart --type visits --auto",
    "scheme reward Stempelkaart --after 3 --percent-off 20",
    "invoice record --number F1 --customer K001 --line service:Cut@85.00 --line product:Wax@15.00 --date 2026-10-01",
    "invoice record --number F2 --customer K001 --total 35.00",
    "invoice record --number F3 --customer K002 --total 50.00",
    "import csv before.csv",
];

const TILL: &str = "invoice,date,customer,kind,item,amount\n";

/// Nothing but the database.
fn nothing(_: &Stage, _: &Shop, _: bool) -> Result<(), String> {
    Ok(())
}

const fn writes(name: &'static str, line: &'static str) -> Scene {
    Scene { name, before: BEFORE, line, command: None, restless: &[], look: nothing }
}

/// Every command whose durability is promised.
pub const SCENES: &[Scene] = &[
    writes("record", "invoice record -q --number F9 --customer K001 --total 40.00"),
    writes("lines", "invoice record -q --partial --input lines.ndjson"),
    writes("redeem", "points redeem K001 --reward Wash --key k1"),
    writes("refund", "invoice refund F1 --line 1 --key k2"),
    writes("void", "invoice void F2 --reason twice"),
    writes("import", "import csv till.csv"),
    writes("merge", "customer merge K002 --into K001 --yes"),
    writes("erase", "customer erase K001 --yes"),
    writes("undo", "import undo 1 --yes"),
    Scene { name: "init", before: &[], ..writes("", "init") },
    Scene { restless: LOGGED, look: whole_or_not, ..writes("backup", "db backup copy.db --replace") },
    Scene { before: COPIED, restless: LOGGED, look: kept, ..writes("restore", "db restore old.db --yes") },
    Scene { command: Some(crate::migration::command), restless: LOGGED, ..writes("migration", "") },
];

/// What is written down each time.
const LOGGED: &[&str] = &["operation", "backup"];

const COPIED: &[&str] = &[
    "init",
    "customer add --ref K001 --name Anna",
    "invoice record --number F1 --customer K001 --total 85.00",
    "db backup old.db",
    "invoice record --number F2 --customer K001 --total 35.00",
];

/// A backup that was acknowledged is whole; one that was not is whole or not there.
fn whole_or_not(stage: &Stage, shop: &Shop, acknowledged: bool) -> Result<(), String> {
    let copy = shop.path("copy.db");
    match (copy.exists(), acknowledged) {
        (false, false) => Ok(()),
        (false, true) => Err("the backup is gone".to_owned()),
        (true, _) => {
            let check = shop.run("--db copy.db db check");
            let same = stage.state(&copy)? == stage.before;
            if check.exit == 0 && same { Ok(()) } else { Err(format!("the backup is not whole: {}", check.stderr)) }
        }
    }
}

/// What a restore that was acknowledged kept is whole.
fn kept(stage: &Stage, shop: &Shop, acknowledged: bool) -> Result<(), String> {
    let aside = shop.path("shop-before-restore.db");
    match (aside.exists(), acknowledged) {
        (false, false) => Ok(()),
        (false, true) => Err("what was there is gone".to_owned()),
        (true, _) if stage.state(&aside)? == stage.before => Ok(()),
        (true, _) => Err("what was kept is not what was there".to_owned()),
    }
}

/// A scene that is ready to be played again and again.
pub struct Stage {
    pub scene: &'static Scene,
    base: Shop,
    /// The state before the command, and the one after it.
    pub before: Vec<String>,
    pub after: Vec<String>,
}

impl Stage {
    pub fn of(name: &str) -> Stage {
        let scene = SCENES.iter().find(|scene| scene.name == name).expect("there is a scene of that name");
        let base = Shop::empty();
        let row = |n: u32| format!("T{n},2026-11-{:02},K{n:03},service,Cut,{n}.00\n", n % 20 + 1);
        base.file("before.csv", &format!("{TILL}{}", (100..110).map(row).collect::<String>()));
        base.file("till.csv", &format!("{TILL}{}", (1..40).map(row).collect::<String>()));
        let line = |n: u32| format!("{{\"number\":\"L{n}\",\"customer\":\"K001\",\"total\":\"{n}.00\"}}\n");
        base.file("lines.ndjson", &(1..100).map(line).collect::<String>());
        for line in scene.before {
            let said = base.run(line);
            assert_eq!(said.exit, 0, "{line}: {}", said.stderr);
        }
        let mut stage = Stage { scene, base, before: Vec::new(), after: Vec::new() };
        if stage.base.database().exists() {
            stage.before = stage.state(&stage.base.database()).expect("a database");
        }
        let shop = stage.set();
        let child = stage.command(&shop).output().expect("it starts");
        assert!(child.status.success(), "{name}: {child:?}");
        stage.after = stage.state(&shop.database()).expect("a database");
        stage
    }

    /// The shop as it is before the command.
    pub fn set(&self) -> Shop {
        again(&self.base)
    }

    pub fn command(&self, shop: &Shop) -> Command {
        self.scene.command.map_or_else(|| shop.command(self.scene.line), |command| command(shop))
    }

    /// Whether the command is one of our program.
    pub fn is_ours(&self) -> bool {
        self.scene.command.is_none()
    }

    pub fn state(&self, database: &Path) -> Result<Vec<String>, String> {
        state(database, self.scene.restless).map_err(|error| error.to_string())
    }

    /// What is broken in a shop where the command was interrupted, or failed: the database is neither as before nor as
    /// after, what was acknowledged is not there, or the same command once more does not bring it to an end.
    pub fn broken(&self, shop: &Shop, acknowledged: bool) -> Vec<String> {
        let mut broken = Vec::new();
        let is = if self.before.is_empty() && !acknowledged {
            Ok(self.before.clone())
        } else {
            self.state(&shop.database())
        };
        match is {
            Ok(is) if is == self.after => {}
            Ok(is) if is == self.before && acknowledged => broken.push("acknowledged and lost".to_owned()),
            Ok(is) if is == self.before => {}
            Ok(_) => broken.push("neither before nor after".to_owned()),
            Err(error) => broken.push(format!("the database cannot be read: {error}")),
        }
        broken.extend((self.scene.look)(self, shop, acknowledged).err());
        let again = self.command(shop).output().expect("it starts");
        if !again.status.success() {
            broken.push(format!("once more: {}", String::from_utf8_lossy(&again.stderr)));
        }
        if self.state(&shop.database()).as_ref() != Ok(&self.after) {
            broken.push("once more: it does not count once".to_owned());
        }
        // A database of the schema to come is none that this program knows.
        let check = self.is_ours().then(|| shop.run("db check"));
        broken.extend(check.filter(|said| said.exit != 0).map(|said| said.stderr));
        broken
    }
}
