# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_loyalty_global_optspecs
    string join \n db= create format= json n/dry-run actor= today= wait= yes no-input no-pager color= q/quiet h/help V/version
end

function __fish_loyalty_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_loyalty_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_loyalty_using_subcommand
    set -l cmd (__fish_loyalty_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c loyalty -n "__fish_loyalty_needs_command" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_needs_command" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_needs_command" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_needs_command" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_needs_command" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_needs_command" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_needs_command" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_needs_command" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_needs_command" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_needs_command" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_needs_command" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_needs_command" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_needs_command" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_needs_command" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_needs_command" -s V -l version -d 'Print version'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "init" -d 'Make the database'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "import" -d 'Take in files of tills and spreadsheets, see what they brought, and take them back'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "invoice" -d 'Record invoices, and see, pay, move, refund or undo them'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "points" -d 'Adjust, spend and return points, and see what became of them'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "report" -d 'Add up what all customers have and did'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "reward" -d 'Keep the catalogue of what points buy'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "scheme" -d 'Make the kinds of client card there are, and say what they bring'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "card" -d 'Open client cards, see how far they are, correct them and hand out what they bring'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "settings" -d 'Say how invoices earn points, and what points are worth'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "customer" -d 'Add customers, find them, and see what they have'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "db" -d 'See to the database file'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "log" -d 'Show who wrote what and when, the newest first'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "completions" -d 'Print what a shell needs to complete commands, with the names that the database holds'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "man" -d 'Print the manual page, or write one for each command into a folder'
complete -c loyalty -n "__fish_loyalty_needs_command" -f -a "json-schema" -d 'Print the JSON Schema of a command\'s answer, or list the commands'
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l currency -d 'The currency of all amounts, for good (ISO 4217) [default: EUR]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l country -d 'The country, which decides how phones are read (ISO 3166) [default: NL]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l time-zone -d 'The time zone, which decides what day it is [default: the country\'s]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand init" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -f -a "csv" -d 'Take in invoices from CSV files: one call is one import, and can be taken back as a whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -f -a "customers" -d 'Take in customers and the points they bring from an older system'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -f -a "check" -d 'Look at files and say what they would be read as; no database is needed'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -f -a "list" -d 'List imports, the newest first'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -f -a "show" -d 'Show an import'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and not __fish_seen_subcommand_from csv customers check list show undo" -f -a "undo" -d 'Take back everything that an import brought; its numbers and refs are free again'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l map -d 'A field\'s column, or several: FIELD=COLUMN[+COLUMN…]; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l set -d 'A field\'s value for all rows: FIELD=VALUE; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l value -d 'What a cell means: FIELD:FROM=TO, or FIELD:OTHER:FROM=TO; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l skip -d 'Leave rows out: COLUMN=VALUE; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l only -d 'Take only rows: COLUMN=VALUE; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l anonymous -d 'A customer cell that means nobody; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l delimiter -d 'What parts the columns: `,` `;` `|` or `tab`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l decimal -d 'The decimal mark: `,` or `.`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l date-format -d 'The order of dates: `dmy`, `mdy`, `ymd` or a pattern such as `%d.%m.%Y`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l encoding -d 'The encoding, such as `windows-1252`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l header-line -d 'The line on which the columns are named' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l prefix -d 'What goes before every invoice number' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l match -d 'Find customers by their whole name where a file has nothing else' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l profile -d 'A profile: a TOML file, or one of those built in' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l save-profile -d 'Keep these flags as a profile' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l customers -d 'What is done with unknown customers: `create` or `existing`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l points -d 'Which invoices earn: `all` (also those an opening balance covers) or `none`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l points-from -d 'Earn from this day on' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l rewards -d 'What becomes of card rewards that imported invoices reach: `keep` or `waive` [default: waived before the scheme\'s first day, kept from then on]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l rule-at -d 'Award by the rule of this day instead of each invoice\'s own' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l errors -d 'Where the rejected rows are written with `--partial` [default: FILE.errors.csv]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l max-errors -d 'How many errors are told' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l no-header -d 'The columns have no names; `--map` counts them from 1'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l partial -d 'Take in what is good although other rows are rejected'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from csv" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l map -d 'A field\'s column, or several: FIELD=COLUMN[+COLUMN…]; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l set -d 'A field\'s value for all rows: FIELD=VALUE; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l value -d 'What a cell means: FIELD:FROM=TO, or FIELD:OTHER:FROM=TO; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l skip -d 'Leave rows out: COLUMN=VALUE; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l only -d 'Take only rows: COLUMN=VALUE; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l anonymous -d 'A customer cell that means nobody; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l delimiter -d 'What parts the columns: `,` `;` `|` or `tab`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l decimal -d 'The decimal mark: `,` or `.`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l date-format -d 'The order of dates: `dmy`, `mdy`, `ymd` or a pattern such as `%d.%m.%Y`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l encoding -d 'The encoding, such as `windows-1252`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l header-line -d 'The line on which the columns are named' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l prefix -d 'What goes before every invoice number' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l match -d 'Find customers by their whole name where a file has nothing else' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l profile -d 'A profile: a TOML file, or one of those built in' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l save-profile -d 'Keep these flags as a profile' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l source -d 'Where the points come from: from each place a customer brings a balance once [default: opening]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l scheme -d 'The scheme of the cards that `collected` is about' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l if-exists -d 'What becomes of known customers: they stay as they are, or get the details of the file' -r -f -a "skip\t''
update\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l country -d 'The country whose way of writing phones counts [default: the shop\'s]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l errors -d 'Where the rejected rows are written with `--partial` [default: FILE.errors.csv]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l max-errors -d 'How many errors are told' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l no-header -d 'The columns have no names; `--map` counts them from 1'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l partial -d 'Take in what is good although other rows are rejected'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from customers" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l map -d 'A field\'s column, or several: FIELD=COLUMN[+COLUMN…]; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l set -d 'A field\'s value for all rows: FIELD=VALUE; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l value -d 'What a cell means: FIELD:FROM=TO, or FIELD:OTHER:FROM=TO; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l skip -d 'Leave rows out: COLUMN=VALUE; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l only -d 'Take only rows: COLUMN=VALUE; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l anonymous -d 'A customer cell that means nobody; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l delimiter -d 'What parts the columns: `,` `;` `|` or `tab`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l decimal -d 'The decimal mark: `,` or `.`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l date-format -d 'The order of dates: `dmy`, `mdy`, `ymd` or a pattern such as `%d.%m.%Y`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l encoding -d 'The encoding, such as `windows-1252`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l header-line -d 'The line on which the columns are named' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l prefix -d 'What goes before every invoice number' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l match -d 'Find customers by their whole name where a file has nothing else' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l profile -d 'A profile: a TOML file, or one of those built in' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l save-profile -d 'Keep these flags as a profile' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l max-errors -d 'How many errors are told' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l no-header -d 'The columns have no names; `--map` counts them from 1'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -l limit -d 'Show at most so many [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -l after -d 'Show what comes after that one; a list that was cut says which' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -l allow-negative -d 'Also when points of it were spent since, its rewards used or its cards corrected: balances fall below zero'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand import; and __fish_seen_subcommand_from undo" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -f -a "record" -d 'Record an invoice; the same number again is harmless'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -f -a "preview" -d 'Work an invoice out without recording it'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -f -a "pay" -d 'Pay an unpaid invoice, and print what is to be paid'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -f -a "assign" -d 'Give an invoice to another customer, with its points'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -f -a "correct" -d 'Void an invoice and record what it should have been, under the same number'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -f -a "show" -d 'Show an invoice'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -f -a "explain" -d 'Explain an invoice\'s points: the rule, each line counted or why not, and what rounding down left over'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -f -a "list" -d 'List invoices by date, time and number'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -f -a "refund" -d 'Give money back: lines or pieces of them, an amount, or all that is left'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and not __fish_seen_subcommand_from record preview pay assign correct show explain list refund void" -f -a "void" -d 'Undo an invoice whole; it keeps its number and its history'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l number -d 'The number of the invoice' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l customer -d 'Whose it is: ref, e-mail, phone or whole name' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l date -d 'Its day [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l time -d 'Its time of day' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l line -d 'What was sold: KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l total -d 'The total: alone it makes one line of kind `other`, with lines it must equal their sum' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l paid-on -d 'The day it was paid [default: its day]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l redeem -d 'A points reward to be worked in; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l pay-points -d 'Points that pay' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l use -d 'The line a reward is used on, as REWARD:LINE; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l keep -d 'A reward of the card that is kept for later; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l card -d 'Open a card of that scheme on this ticket' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l name -d 'The name of the customer that is made' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l input -d 'Read one JSON invoice, or one a line (NDJSON); `-` is stdin' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l unpaid -d 'It is not paid yet, and books nothing until it is'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l keep-rewards -d 'Keep all rewards of the card for later'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l no-card -d 'Leave the ticket uncounted, and the card as it is'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l create-customer -d 'Make the customer if the ref is unknown'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l partial -d 'With NDJSON: record the good lines although others are rejected'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from record" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l number -d 'The number of the invoice' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l customer -d 'Whose it is: ref, e-mail, phone or whole name' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l date -d 'Its day [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l time -d 'Its time of day' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l line -d 'What was sold: KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l total -d 'The total: alone it makes one line of kind `other`, with lines it must equal their sum' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l paid-on -d 'The day it was paid [default: its day]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l redeem -d 'A points reward to be worked in; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l pay-points -d 'Points that pay' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l use -d 'The line a reward is used on, as REWARD:LINE; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l keep -d 'A reward of the card that is kept for later; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l card -d 'Open a card of that scheme on this ticket' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l unpaid -d 'It is not paid yet, and books nothing until it is'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l keep-rewards -d 'Keep all rewards of the card for later'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l no-card -d 'Leave the ticket uncounted, and the card as it is'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from preview" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l date -d 'The day it was paid [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l redeem -d 'A points reward to be worked in; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l pay-points -d 'Points that pay' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l use -d 'The line a reward is used on, as REWARD:LINE; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l keep -d 'A reward of the card that is kept for later; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l card -d 'Open a card of that scheme on this ticket' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l keep-rewards -d 'Keep all rewards of the card for later'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l no-card -d 'Leave the ticket uncounted, and the card as it is'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from pay" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l reason -d 'Why' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l number -d 'The number of the invoice' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l customer -d 'Whose it is: ref, e-mail, phone or whole name' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l date -d 'Its day [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l time -d 'Its time of day' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l line -d 'What was sold: KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l total -d 'The total: alone it makes one line of kind `other`, with lines it must equal their sum' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l paid-on -d 'The day it was paid [default: its day]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l redeem -d 'A points reward to be worked in; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l pay-points -d 'Points that pay' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l use -d 'The line a reward is used on, as REWARD:LINE; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l keep -d 'A reward of the card that is kept for later; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l card -d 'Open a card of that scheme on this ticket' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l unpaid -d 'It is not paid yet, and books nothing until it is'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l keep-rewards -d 'Keep all rewards of the card for later'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l no-card -d 'Leave the ticket uncounted, and the card as it is'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from correct" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l customer -d 'Of one customer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l from -d 'From this day on' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l to -d 'Up to this day' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l state -d 'In this state' -r -f -a "unpaid\t''
paid\t''
void\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l limit -d 'Show at most so many [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l after -d 'Show what comes after that one; a list that was cut says which' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l lines -d 'One row a line; `--limit` still counts invoices'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l line -d 'A line, or pieces of it, as LINE[:PIECES]; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l amount -d 'An amount, shared over what is left of the lines' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l date -d 'Its day [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l reason -d 'Why' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l key -d 'A key of your own that makes a retry harmless' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l all -d 'All that is left'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from refund" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -l reason -d 'Why' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand invoice; and __fish_seen_subcommand_from void" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -f -a "adjust" -d 'Add or take points by hand, with a reason'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -f -a "redeem" -d 'Spend points without a ticket: on a reward, or on what the reason says'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -f -a "return" -d 'Take a redemption without a ticket back'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -f -a "expire" -d 'Book what has run out; never needed, useful before a report'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -f -a "history" -d 'Show every entry of a customer with the balance after it'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and not __fish_seen_subcommand_from adjust redeem return expire history list" -f -a "list" -d 'List the entries of all customers in the order in which they were recorded'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l reason -d 'Why' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l expires -d 'The last day of added points, or `never` [default: as the settings say]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l key -d 'A key of your own that makes a retry harmless' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l input -d 'Read one JSON adjustment, or one a line (NDJSON), all or nothing; `-` is stdin' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l allow-negative -d 'The balance may fall below zero'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from adjust" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l reward -d 'The reward' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l points -d 'So many points' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l reason -d 'What for' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l key -d 'A key of your own that makes a retry harmless' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from redeem" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from return" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -l at -d 'The day as of which it is booked [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from expire" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l at -d 'The day as of which it is read [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l limit -d 'Show at most so many [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l after -d 'Show what comes after that one; a list that was cut says which' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l recorded-since -d 'Only what was recorded from that moment or day on' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l import -d 'Only what that import brought' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l limit -d 'Show at most so many [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l after -d 'Show what comes after that one; a list that was cut says which' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand points; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -f -a "liability" -d 'Show the open points, what they are worth, when they end and when they were earned'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -f -a "rollforward" -d 'Show how the points went from one balance to the next'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -f -a "expiring" -d 'Show whose points end soon, how many, and how to reach them'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -f -a "top" -d 'Show the customers with the most points, who spent the most, or came most often'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and not __fish_seen_subcommand_from liability rollforward expiring top what-if" -f -a "what-if" -d 'Show what other rules would have made of the recorded invoices'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -l at -d 'The day [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -l point-value -d 'What one point is worth [default: as the settings of that day say]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from liability" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -l from -d 'The first day' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -l to -d 'The last day; what runs out by then counts, booked or not [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from rollforward" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l within -d 'From today on for so long: `30d`, `2m`, `1y` [default: 30d]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l from -d 'The first last day [default: today]; what is over already is not shown' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l to -d 'The last one' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l limit -d 'Show at most so many [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l after -d 'Show what comes after that one; a list that was cut says which' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from expiring" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l by -d 'By the balance at the end, by what was paid in the period, or by how often they came in it' -r -f -a "points\t''
spend\t''
visits\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l limit -d 'Show at most so many' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l after -d 'Show those behind the first N' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l from -d 'The first day [default: the first of all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l to -d 'The last day [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from top" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l earn -d 'How an invoice earns points' -r -f -a "spend-total\t''
spend-products\t''
spend-services\t''
per-service\t''
per-product\t''
per-invoice\t''
off\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l per -d 'The amount of one step of a spend rule' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l points -d 'How many points a step, a piece or an invoice gives' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l min-total -d 'The least total that earns at all, or `none`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l exclude -d 'Lines that are not counted, or `none`; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l expire-after -d 'How long points are good for: `never`, or as in `90d`, `12m`, `2y`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l expire-at -d 'When in its month that ends' -r -f -a "day\t''
month-end\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l point-value -d 'What a point is worth when it pays, or `none`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l from -d 'Let the rules hold for what was paid from this day on, and count from there [default: the first of all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l to -d 'The last day that is counted [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l limit -d 'Name at most so many who gain, and who lose' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand report; and __fish_seen_subcommand_from what-if" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -f -a "add" -d 'Put a reward into the catalogue'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -f -a "list" -d 'List the catalogue by cost'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -f -a "show" -d 'Show a reward'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and not __fish_seen_subcommand_from add list show retire" -f -a "retire" -d 'Take a reward out of the catalogue; what was redeemed stays as it was'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l name -d 'What it is called' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l cost -d 'What it costs' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l amount-off -d 'So much off the ticket' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l percent-off -d 'A percentage off the ticket' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l free-item -d 'One piece of the dearest matching line is free' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l percent-off-item -d 'A percentage off one piece of the dearest matching line (with `--item`)' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l gift -d 'Something that is handed out' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l max -d 'The most that a percentage takes off' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l on -d 'Only off lines like these' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l item -d 'Which lines `--percent-off-item` looks at' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l from -d 'The first day on which it can be had' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l until -d 'The last day' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l limit -d 'Show at most so many [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l after -d 'Show what comes after that one; a list that was cut says which' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l all -d 'Also what was taken out of it'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand reward; and __fish_seen_subcommand_from retire" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -f -a "add" -d 'Make a scheme'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -f -a "edit" -d 'Change a scheme, or put a wrong reward right'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -f -a "reward" -d 'Give a scheme a reward; as many as wanted, all of the scheme\'s type'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -f -a "list" -d 'List the schemes'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -f -a "show" -d 'Show a scheme with its rewards'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and not __fish_seen_subcommand_from add edit reward list show retire" -f -a "retire" -d 'Let a scheme open no more cards; its cards go on, or over to another scheme'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l type -d 'What its cards collect' -r -f -a "visits\t''
spend\t''
purchases\t''
always\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l items -d 'The lines that count; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l min-total -d 'The least total of a visit' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l applies -d 'Whether a reward comes on the ticket that reaches it, or on the one after [default: this]' -r -f -a "this\t''
next\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l max-per-day -d 'How many visits of one day count' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l from -d 'Its first day: what imported invoices before it reach is waived [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l once -d 'A card has one round only'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l auto -d 'Open a card on the first paid invoice of every customer'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l rename -d 'What it is called from now on' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l items -d 'The lines that count, or `none`; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l min-total -d 'The least total of a visit, or `none`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l applies -d 'Whether a reward comes on the ticket that reaches it, or on the one after' -r -f -a "this\t''
next\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l once -d 'Whether a card has one round only' -r -f -a "yes\t''
no\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l max-per-day -d 'How many visits of one day count, or `none` for any number' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l auto -d 'Whether it opens a card on the first paid invoice of every customer' -r -f -a "yes\t''
no\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l from -d 'Its first day' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l reward -d 'The reward that is to change' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l reward-name -d 'What that reward is called from now on' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l after -d 'The threshold of that reward' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l amount-off -d 'So much off the ticket' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l percent-off -d 'A percentage off the ticket' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l free-item -d 'One piece of the dearest matching line is free' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l percent-off-item -d 'A percentage off one piece of the dearest matching line (with `--item`)' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l gift -d 'Something that is handed out' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l max -d 'The most that a percentage takes off' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l on -d 'Only off lines like these' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l item -d 'Which lines `--percent-off-item` looks at' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l remove-reward -d 'A reward that is taken out of the scheme' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l after -d 'How much is to be collected for it: visits, pieces or money, as the scheme counts' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l amount-off -d 'So much off the ticket' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l percent-off -d 'A percentage off the ticket' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l free-item -d 'One piece of the dearest matching line is free' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l percent-off-item -d 'A percentage off one piece of the dearest matching line (with `--item`)' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l gift -d 'Something that is handed out' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l max -d 'The most that a percentage takes off' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l on -d 'Only off lines like these' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l item -d 'Which lines `--percent-off-item` looks at' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l name -d 'What it is called [default: what it gives]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from reward" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l limit -d 'Show at most so many [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l after -d 'Show what comes after that one; a list that was cut says which' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l all -d 'Also those that are retired'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -l into -d 'The scheme of the same type that its cards go over to, with what they have' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand scheme; and __fish_seen_subcommand_from retire" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -f -a "add" -d 'Open a card'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -f -a "show" -d 'Show how far a customer\'s card is, what comes next and what waits'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -f -a "list" -d 'List the active cards, for the counter: who has a reward waiting, who is nearly there'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -f -a "history" -d 'Show everything that happened to a customer\'s cards, the active or last one at the end'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -f -a "adjust" -d 'Correct by hand what is collected, with a reason'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -f -a "redeem" -d 'Hand out a reward that waits, without a ticket being lowered'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -f -a "grant" -d 'Give a reward of the scheme by hand, with a reason; it waits like any other'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -f -a "close" -d 'Close a card: what waits is revoked, its history stays'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and not __fish_seen_subcommand_from add show list history adjust redeem grant close reopen" -f -a "reopen" -d 'Open the card again that was closed last, with what it had'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l scheme -d 'The scheme' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l invoice -d 'A paid ticket of the customer that counts on it' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l collected -d 'What was collected elsewhere (with `--reason`)' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l reason -d 'Why that is taken over' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l scheme -d 'Of one scheme' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l missing -d 'Only those that lack so much or less for the next reward' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l limit -d 'Show at most so many [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l after -d 'Show what comes after that one; a list that was cut says which' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l ready -d 'Only those on which a reward waits'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l scheme -d 'Only cards of that scheme [default: all cards there have been]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l limit -d 'Show at most so many [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l after -d 'Show what comes after that one; a list that was cut says which' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l reason -d 'Why' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l invoice -d 'The ticket it is about: voiding that takes the correction along' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l key -d 'A key of your own that makes a retry harmless' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from adjust" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -l invoice -d 'The ticket it is noted with' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -l key -d 'A key of your own that makes a retry harmless' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from redeem" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -l reason -d 'Why' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -l key -d 'A key of your own that makes a retry harmless' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from grant" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -l reason -d 'Why' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from close" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -l reason -d 'Why' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand card; and __fish_seen_subcommand_from reopen" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -f -a "set" -d 'Change what is named, from a day on'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -f -a "show" -d 'Show what holds today, or on another day'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and not __fish_seen_subcommand_from set show history" -f -a "history" -d 'Show everything that was ever set, in the order in which it was'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l earn -d 'How an invoice earns points' -r -f -a "spend-total\t''
spend-products\t''
spend-services\t''
per-service\t''
per-product\t''
per-invoice\t''
off\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l per -d 'The amount of one step of a spend rule' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l points -d 'How many points a step, a piece or an invoice gives' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l min-total -d 'The least total that earns at all, or `none`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l exclude -d 'Lines that are not counted, or `none`; may be repeated' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l expire-after -d 'How long points are good for: `never`, or as in `90d`, `12m`, `2y`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l expire-at -d 'When in its month that ends' -r -f -a "day\t''
month-end\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l point-value -d 'What a point is worth when it pays, or `none`' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l redeem-step -d 'Points pay in multiples of this' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l redeem-min -d 'The fewest points that pay' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l from -d 'The first day on which it holds [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -l at -d 'The day' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -l limit -d 'Show at most so many [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -l after -d 'Show what comes after that one; a list that was cut says which' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand settings; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -f -a "add" -d 'Add a customer, or many'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -f -a "edit" -d 'Change what is known of a customer'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -f -a "list" -d 'List customers by their refs'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -f -a "show" -d 'Show what is known of a customer'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -f -a "balance" -d 'Show what a customer has: points, what they are worth, and the card'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -f -a "history" -d 'Show all that happened to a customer\'s points and cards, in the order of the days'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -f -a "merge" -d 'Make one of two customers that are the same person: points, invoices and card go over'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -f -a "erase" -d 'Take a person out of the database for good; amounts, dates and points stay'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and not __fish_seen_subcommand_from add edit list show balance history merge erase export" -f -a "export" -d 'Print all that is held of a person, as JSON'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l ref -d 'The shop\'s own number for the customer [default: the next free one, as in C000001]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l name -d 'The name' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l email -d 'The e-mail address' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l phone -d 'The phone number, as it is written in the shop\'s country' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l note -d 'Anything worth remembering' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l if-exists -d 'When the ref belongs to a customer [default: the same again is unchanged, anything else fails]' -r -f -a "fail\t''
skip\t''
update\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l key -d 'A name for this request, so that the same again adds nobody' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l input -d 'Take the customer from a JSON object instead, or many, one a line: a file, or `-` for stdin' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l ref -d 'Another ref' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l name -d 'Another name' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l email -d 'Another e-mail address; `none` or an empty text takes it away' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l phone -d 'Another phone number; `none` or an empty text takes it away' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l note -d 'Another note; `none` or an empty text takes it away' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l input -d 'Take the changes from a JSON object instead, in which `null` takes away: a file, or `-` for stdin' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l search -d 'Only those whose ref, e-mail, phone, end of a phone, or part of the name it is; words in any order' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l changed-since -d 'Only those that were added or changed from that moment or day on' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l limit -d 'Show at most so many [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l after -d 'Show what comes after that one; a list that was cut says which' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l duplicates -d 'Only those who may be one person, two by two: the same phone or mailbox, or names alike'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -l at -d 'As of that day: in the past what was dated up to it, later what will still be good [default: today]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from balance" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l since -d 'From that day on [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l limit -d 'Show at most so many [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l after -d 'Show what comes after that one; a list that was cut says which' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -l into -d 'Who goes on' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from merge" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from erase" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand customer; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -f -a "info" -d 'Show where the database is, and what is in it'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -f -a "check" -d 'Prove that everything adds up, and name what does not'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -f -a "backup" -d 'Make a copy of the database while it is in use'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and not __fish_seen_subcommand_from info check backup restore" -f -a "restore" -d 'Put a backup back; what is there now is kept beside it'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from info" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -l expect-head -d 'Prove that nothing was changed up to where that digest was taken' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -l head -d 'Print a digest of the ledger up to its last entry, to be written down'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -l replace -d 'Put the new copy in the place of an older one, once it is whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from backup" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -l confirm -d 'Confirm beforehand, with the name of the database file that is replaced' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand db; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l customer -d 'Only what is about that customer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l since -d 'Only what was recorded from that moment or day on' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l limit -d 'Show at most so many [default: all]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l after -d 'Show what comes after that one; a list that was cut says which' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand log" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -l static -d 'Commands and options only: the database is never looked into'
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand completions" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -s o -l output -d 'The folder; it is made if there is none' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand man" -s h -l help -d 'Print help'
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -l db -d 'The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]' -r -F
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -l format -d 'How results are printed [env: LOYALTY_FORMAT] [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -l actor -d 'Who does it [env: LOYALTY_ACTOR] [default: the system user]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -l today -d 'The day to work as of, instead of the clock\'s [env: LOYALTY_TODAY]' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -l wait -d 'How long to wait for another writer' -r
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -l color -d 'When to use colour [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -l create -d 'Make a missing database on the way, as `init` would'
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -l json -d 'The same as `--format json`'
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -s n -l dry-run -d 'Do everything and keep nothing'
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -l yes -d 'Confirm beforehand'
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -l no-input -d 'Never ask'
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -l no-pager -d 'Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]'
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -s q -l quiet -d 'Print only the bare answer; JSON and CSV stay whole'
complete -c loyalty -n "__fish_loyalty_using_subcommand json-schema" -s h -l help -d 'Print help (see more with \'--help\')'
