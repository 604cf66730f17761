-- Schema 1: everything the program keeps, in reading order.
--
-- Days are numbers (0 is 1970-01-01), times seconds since midnight, moments milliseconds since 1970 (UTC). Money is in
-- minor units, quantities in thousandths, unit prices in ten-thousandths of the major unit. What is only ever
-- inserted holds ids, days and numbers alone: texts about people live in tables that can be erased.
--
-- Every process reads this page before its first statement, so a CHECK has to be worth its time: those that keep sums
-- within 64 bits, texts that somebody gave within bounds and states apart are here; days, moments and what a definition
-- says are judged where they are read, which `db check` does with all of them. One on several words is a chain of ORs:
-- SQLite builds a table for every IN of more than two, at each row; whether texts hold a NUL is asked once a row. Nothing
-- has a DEFAULT: whoever writes a row says all of it. No key is deferred: what is named is written first, or else SQLite
-- would look at each row for who named it before.

-- The shop: one row.
CREATE TABLE shop (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  currency   TEXT    NOT NULL,
  country    TEXT    NOT NULL,
  time_zone  TEXT    NOT NULL,
  next_ref   INTEGER NOT NULL CHECK (next_ref BETWEEN 1 AND 1000000000000)
) STRICT;

-- Who works here, by name.
CREATE TABLE actor (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (octet_length(name) BETWEEN 1 AND 800 AND instr(name, char(0)) = 0)
) STRICT;

-- Reasons and other free texts that something points to.
CREATE TABLE note (
  id   INTEGER PRIMARY KEY,
  text TEXT NOT NULL CHECK (octet_length(text) <= 800 AND instr(text, char(0)) = 0)
) STRICT;

-- One write: who, when and what, whom it was about and why. Insert-only. It is written last, when all of that is known,
-- so no key leads here from the rows that name it before: `db check` looks for each.
CREATE TABLE operation (
  id          INTEGER PRIMARY KEY,
  recorded_at INTEGER NOT NULL,
  actor_id    INTEGER NOT NULL REFERENCES actor,
  action      TEXT    NOT NULL,
  customer_id INTEGER REFERENCES customer,
  invoice_id  INTEGER REFERENCES invoice,
  note_id     INTEGER REFERENCES note
) STRICT;
CREATE INDEX operation_by_customer ON operation (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX operation_by_invoice ON operation (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX operation_by_note ON operation (note_id) WHERE note_id IS NOT NULL;

-- Keys that make a retry harmless, as digests, for ever. `subject_id` is what the write made: an entry, a refund, …
CREATE TABLE request_key (
  digest       BLOB    PRIMARY KEY,
  content      BLOB    NOT NULL,
  subject_id   INTEGER NOT NULL,
  operation_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The settings from a first day on. Never changed.
CREATE TABLE revision (
  id           INTEGER PRIMARY KEY,
  from_day     INTEGER NOT NULL,
  earn         TEXT    NOT NULL,
  per          INTEGER NOT NULL,
  points       INTEGER NOT NULL,
  min_total    INTEGER,
  exclude      TEXT    NOT NULL,
  expire_after TEXT    NOT NULL,
  expire_at    TEXT    NOT NULL,
  point_value  INTEGER,
  redeem_step  INTEGER NOT NULL,
  redeem_min   INTEGER NOT NULL,
  operation_id INTEGER NOT NULL
) STRICT;

-- Who buys. `standing` is 0 once an import that brought the customer was undone: the ref is free again, the trace stays.
-- It is 0 too for one that was merged: its ref leads to `merged_into_id`, whose its lots, invoices and cards are from
-- `merged_on` on. That is always somebody who stands, also after that one was merged in its turn.
CREATE TABLE customer (
  id           INTEGER PRIMARY KEY,
  ref          TEXT    NOT NULL CHECK (octet_length(ref) BETWEEN 1 AND 800),
  name         TEXT    CHECK (octet_length(name) BETWEEN 1 AND 800),
  folded       TEXT, -- the name as it is compared
  email        TEXT    CHECK (octet_length(email) BETWEEN 1 AND 800),
  phone        TEXT    CHECK (octet_length(phone) BETWEEN 1 AND 800),
  note         TEXT    CHECK (octet_length(note) <= 800),
  changed_at   INTEGER NOT NULL,
  standing     INTEGER NOT NULL CHECK (standing IN (0, 1)),
  merged_into_id INTEGER REFERENCES customer CHECK (merged_into_id IS NULL OR standing = 0),
  merged_on    INTEGER,
  operation_id INTEGER NOT NULL,
  CHECK (instr(concat(ref, name, email, phone, note), char(0)) = 0)
) STRICT;
CREATE UNIQUE INDEX customer_by_ref ON customer (ref) WHERE standing = 1;
CREATE INDEX customer_by_name ON customer (folded);
CREATE INDEX customer_by_email ON customer (email);
CREATE INDEX customer_by_phone ON customer (phone);
CREATE INDEX customer_by_operation ON customer (operation_id);
CREATE UNIQUE INDEX customer_by_alias ON customer (ref) WHERE merged_into_id IS NOT NULL;
CREATE INDEX customer_by_merge ON customer (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- What a customer is found by: the words of the name as `w` + word, the digits of the phone from the end as `p` + digits.
CREATE TABLE search_key (
  key         TEXT    NOT NULL,
  customer_id INTEGER NOT NULL REFERENCES customer,
  PRIMARY KEY (key, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_key_by_customer ON search_key (customer_id);

-- The sums of a customer's entries, so that a balance need not add them up. `lapsed` is what ran out of earned lots.
CREATE TABLE account (
  customer_id INTEGER PRIMARY KEY REFERENCES customer,
  balance     INTEGER NOT NULL CHECK (balance BETWEEN -1000000000000000 AND 1000000000000000),
  earned      INTEGER NOT NULL,
  opened      INTEGER NOT NULL,
  reversed    INTEGER NOT NULL,
  lapsed      INTEGER NOT NULL
) STRICT;

-- What is sold: each kind, name, sku and category once.
CREATE TABLE item (
  id       INTEGER PRIMARY KEY,
  kind     TEXT    NOT NULL,
  name     TEXT    NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 800),
  sku      TEXT    CHECK (octet_length(sku) BETWEEN 1 AND 800),
  category TEXT    CHECK (octet_length(category) BETWEEN 1 AND 800),
  CHECK (instr(concat(name, sku, category), char(0)) = 0)
) STRICT;
CREATE UNIQUE INDEX item_as_sold ON item (name, kind, coalesce(sku, ''), coalesce(category, ''));

-- A ticket. `standing` is 0 once it was corrected or its import undone: the number is free again. A voided one stands.
-- `asked_paid` says whether it was paid when first asked for, `earns` is 0 for one taken in without points, for good.
-- `counts` is 0 for one that was paid and left uncounted, until a card is opened with it.
CREATE TABLE invoice (
  id           INTEGER PRIMARY KEY,
  number       TEXT    NOT NULL CHECK (octet_length(number) BETWEEN 1 AND 800 AND instr(number, char(0)) = 0),
  day          INTEGER NOT NULL,
  time         INTEGER,
  customer_id  INTEGER REFERENCES customer,
  state        TEXT    NOT NULL CHECK (state = 'unpaid' OR state = 'paid' OR state = 'void'),
  paid_on      INTEGER,
  subtotal     INTEGER NOT NULL CHECK (subtotal BETWEEN -9999999999999 AND 9999999999999),
  total        INTEGER NOT NULL CHECK (total BETWEEN -9999999999999 AND 9999999999999),
  refunded     INTEGER NOT NULL CHECK (refunded BETWEEN -9999999999999 AND 9999999999999),
  revision_id  INTEGER REFERENCES revision,
  refers_to_id INTEGER REFERENCES invoice,
  asked_paid   INTEGER NOT NULL,
  earns        INTEGER NOT NULL,
  counts       INTEGER NOT NULL,
  standing     INTEGER NOT NULL CHECK (standing IN (0, 1)),
  operation_id INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX invoice_by_number ON invoice (number) WHERE standing = 1;
CREATE INDEX invoice_by_customer ON invoice (customer_id, day) WHERE customer_id IS NOT NULL;
CREATE INDEX invoice_by_original ON invoice (refers_to_id) WHERE refers_to_id IS NOT NULL;

-- What was sold on it. `discount` is its share of the discount lines, `reward` what rewards and points took off it,
-- `free` the pieces a reward made free: the net is amount − discount − reward.
CREATE TABLE line (
  invoice_id INTEGER NOT NULL REFERENCES invoice,
  position   INTEGER NOT NULL,
  item_id    INTEGER NOT NULL REFERENCES item,
  quantity   INTEGER NOT NULL CHECK (quantity BETWEEN -999999999999999 AND 999999999999999),
  unit_price INTEGER,
  amount     INTEGER NOT NULL CHECK (amount BETWEEN -9999999999999 AND 9999999999999),
  discount   INTEGER NOT NULL,
  reward     INTEGER NOT NULL,
  free       INTEGER NOT NULL,
  PRIMARY KEY (invoice_id, position)
) STRICT, WITHOUT ROWID;

-- An invoice went from one customer (or nobody) to another. Never changed; the first row tells who was asked for.
CREATE TABLE assignment (
  id               INTEGER PRIMARY KEY,
  invoice_id       INTEGER NOT NULL REFERENCES invoice,
  from_customer_id INTEGER REFERENCES customer,
  to_customer_id   INTEGER NOT NULL REFERENCES customer,
  day              INTEGER NOT NULL,
  operation_id     INTEGER NOT NULL
) STRICT;
CREATE INDEX assignment_by_invoice ON assignment (invoice_id);

-- What was given back of an invoice, also by a credit note that refers to it. `undone` once that was taken back.
CREATE TABLE refund (
  id           INTEGER PRIMARY KEY,
  invoice_id   INTEGER NOT NULL REFERENCES invoice,
  credit_id    INTEGER REFERENCES invoice,
  day          INTEGER NOT NULL,
  amount       INTEGER NOT NULL CHECK (amount BETWEEN -9999999999999 AND 9999999999999),
  undone       INTEGER NOT NULL CHECK (undone IN (0, 1)),
  note_id      INTEGER REFERENCES note,
  operation_id INTEGER NOT NULL
) STRICT;
CREATE INDEX refund_by_invoice ON refund (invoice_id);
CREATE INDEX refund_by_credit ON refund (credit_id) WHERE credit_id IS NOT NULL;

CREATE TABLE refund_line (
  refund_id INTEGER NOT NULL REFERENCES refund,
  position  INTEGER NOT NULL,
  quantity  INTEGER NOT NULL,
  amount    INTEGER NOT NULL,
  PRIMARY KEY (refund_id, position)
) STRICT, WITHOUT ROWID;

-- The points catalogue. A retired reward frees its name.
CREATE TABLE reward (
  id           INTEGER PRIMARY KEY,
  name         TEXT    NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 800),
  cost         INTEGER NOT NULL,
  benefit      TEXT    NOT NULL,
  amount       INTEGER, -- the amount off, or the most of a percentage
  percent      INTEGER,
  selector     TEXT,
  gift         TEXT    CHECK (octet_length(gift) BETWEEN 1 AND 800),
  from_day     INTEGER,
  until_day    INTEGER,
  retired      INTEGER NOT NULL,
  operation_id INTEGER NOT NULL,
  CHECK (instr(concat(name, gift), char(0)) = 0)
) STRICT;
CREATE UNIQUE INDEX reward_by_name ON reward (name) WHERE retired = 0;

-- One line of the points ledger. Insert-only. `kind`: 1 earn, 2 opening, 3 adjust, 4 redeem, 5 return, 6 reverse,
-- 7 expire, 8 transfer. `expires_on` is the last day of the lot that a credit makes.
CREATE TABLE entry (
  id            INTEGER PRIMARY KEY,
  customer_id   INTEGER NOT NULL REFERENCES customer,
  day           INTEGER NOT NULL,
  kind          INTEGER NOT NULL,
  points        INTEGER NOT NULL CHECK (points BETWEEN -1000000000000000 AND 1000000000000000 AND points <> 0),
  expires_on    INTEGER,
  invoice_id    INTEGER REFERENCES invoice,
  refund_id     INTEGER REFERENCES refund,
  redemption_id INTEGER REFERENCES redemption,
  note_id       INTEGER REFERENCES note,
  operation_id  INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_by_customer ON entry (customer_id, day);
CREATE INDEX entry_by_invoice ON entry (invoice_id);

-- What an entry took out of a lot (below zero) or put back into it. A lot is known by the entry that made it, and
-- holds that entry's points and all of these. Insert-only.
CREATE TABLE taking (
  id       INTEGER PRIMARY KEY,
  entry_id INTEGER NOT NULL REFERENCES entry,
  lot_id   INTEGER NOT NULL REFERENCES entry,
  points   INTEGER NOT NULL CHECK (points BETWEEN -1000000000000000 AND 1000000000000000 AND points <> 0)
) STRICT;
CREATE INDEX taking_by_entry ON taking (entry_id);
CREATE INDEX taking_by_lot ON taking (lot_id);

-- The lots that still hold points, in the order in which they are spent. `ends` is 3000000 for those that never do.
CREATE TABLE lot (
  customer_id INTEGER NOT NULL REFERENCES customer,
  ends        INTEGER NOT NULL,
  day         INTEGER NOT NULL,
  entry_id    INTEGER NOT NULL REFERENCES entry,
  remaining   INTEGER NOT NULL CHECK (remaining BETWEEN 1 AND 1000000000000000),
  PRIMARY KEY (customer_id, ends, day, entry_id)
) STRICT, WITHOUT ROWID;

-- Points spent, on a ticket or on their own; the number is what `points return` takes.
CREATE TABLE redemption (
  id           INTEGER PRIMARY KEY,
  customer_id  INTEGER NOT NULL REFERENCES customer,
  invoice_id   INTEGER REFERENCES invoice,
  reward_id    INTEGER REFERENCES reward,
  entry_id     INTEGER NOT NULL, -- written after it, and naming it
  points       INTEGER NOT NULL,
  discount     INTEGER NOT NULL, -- what it took off the ticket
  operation_id INTEGER NOT NULL
) STRICT;
CREATE INDEX redemption_by_customer ON redemption (customer_id);
CREATE INDEX redemption_by_invoice ON redemption (invoice_id);

-- A kind of client card. `folded` is the name as it is compared. A retired scheme opens no more cards; `into_id` is
-- the scheme that its cards went over to.
CREATE TABLE scheme (
  id           INTEGER PRIMARY KEY,
  name         TEXT    NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 800 AND instr(name, char(0)) = 0),
  folded       TEXT    NOT NULL UNIQUE,
  kind         TEXT    NOT NULL,
  items        TEXT    NOT NULL,
  min_total    INTEGER,
  applies      TEXT    NOT NULL,
  once         INTEGER NOT NULL,
  max_per_day  INTEGER,
  auto         INTEGER NOT NULL,
  from_day     INTEGER NOT NULL,
  retired      INTEGER NOT NULL,
  into_id      INTEGER REFERENCES scheme,
  operation_id INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX scheme_that_is_auto ON scheme (auto) WHERE auto = 1 AND retired = 0;
CREATE INDEX scheme_by_into ON scheme (into_id);

-- What the cards of a scheme bring. `after` is the threshold in visits, pieces or minor units; `always` has none. One
-- that was taken out of its scheme (`standing` 0) is still handed out where it was granted.
CREATE TABLE scheme_reward (
  id           INTEGER PRIMARY KEY,
  scheme_id    INTEGER NOT NULL REFERENCES scheme,
  name         TEXT    NOT NULL CHECK (octet_length(name) BETWEEN 1 AND 4000),
  after        INTEGER,
  benefit      TEXT    NOT NULL,
  amount       INTEGER, -- the amount off, or the most of a percentage
  percent      INTEGER,
  selector     TEXT,
  gift         TEXT    CHECK (octet_length(gift) BETWEEN 1 AND 800),
  standing     INTEGER NOT NULL,
  operation_id INTEGER NOT NULL,
  CHECK (instr(concat(name, gift), char(0)) = 0)
) STRICT;
CREATE INDEX scheme_reward_by_scheme ON scheme_reward (scheme_id);

-- One customer's card of one scheme. `collected` is the running total over all rounds. `moved_to_id` is the card that
-- it went on as, when customers were merged or its scheme was retired into another. `standing` is 0 once the import
-- that opened it was undone.
CREATE TABLE card (
  id           INTEGER PRIMARY KEY,
  customer_id  INTEGER NOT NULL REFERENCES customer,
  scheme_id    INTEGER NOT NULL REFERENCES scheme,
  open         INTEGER NOT NULL CHECK (open IN (0, 1)),
  collected    INTEGER NOT NULL CHECK (collected BETWEEN 0 AND 1000000000000000),
  moved_to_id  INTEGER REFERENCES card,
  standing     INTEGER NOT NULL CHECK (standing IN (0, 1) AND (standing = 1 OR open = 0)),
  operation_id INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX card_that_is_open ON card (customer_id) WHERE open = 1;
CREATE INDEX card_by_customer ON card (customer_id);
CREATE INDEX card_by_scheme ON card (scheme_id);
CREATE INDEX card_by_move ON card (moved_to_id) WHERE moved_to_id IS NOT NULL;

-- One line of a card's history. Insert-only. `kind`: 1 opened, 2 collected, 3 adjusted, 4 reversed, 5 reward-due,
-- 6 reward-applied, 7 reward-redeemed, 8 reward-granted, 9 reward-waived, 10 reward-revoked, 11 reward-returned,
-- 12 closed, 13 reopened. `discount` is what a reward took off the ticket.
CREATE TABLE card_event (
  id           INTEGER PRIMARY KEY,
  card_id      INTEGER NOT NULL REFERENCES card,
  day          INTEGER NOT NULL,
  kind         INTEGER NOT NULL,
  change       INTEGER NOT NULL CHECK (change BETWEEN -1000000000000000 AND 1000000000000000),
  collected    INTEGER NOT NULL CHECK (collected BETWEEN 0 AND 1000000000000000),
  invoice_id   INTEGER REFERENCES invoice,
  reward_id    INTEGER REFERENCES scheme_reward,
  round        INTEGER,
  refund_id    INTEGER REFERENCES refund,
  discount     INTEGER NOT NULL CHECK (discount BETWEEN 0 AND 9999999999999),
  note_id      INTEGER REFERENCES note,
  operation_id INTEGER NOT NULL
) STRICT;
CREATE INDEX card_event_by_card ON card_event (card_id, day);
CREATE INDEX card_event_by_invoice ON card_event (invoice_id);

-- What became of each reward of each round of a card; `round` counts from 0, and from -1 down what was granted.
-- `invoice_id` is the ticket it was used on.
CREATE TABLE card_reward (
  card_id    INTEGER NOT NULL REFERENCES card,
  round      INTEGER NOT NULL CHECK (round BETWEEN -1000000000000000 AND 1000000000000000),
  reward_id  INTEGER NOT NULL REFERENCES scheme_reward,
  state      TEXT    NOT NULL CHECK (state = 'ready' OR state = 'used' OR state = 'waived' OR state = 'revoked'),
  invoice_id INTEGER REFERENCES invoice,
  PRIMARY KEY (card_id, round, reward_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX card_reward_that_is_ready ON card_reward (card_id) WHERE state = 'ready';
CREATE INDEX card_reward_by_invoice ON card_reward (invoice_id);

-- One call that took files in as a whole. Ids are given in order, so a range names what it brought.
CREATE TABLE import (
  id             INTEGER PRIMARY KEY,
  kind           TEXT    NOT NULL,
  files          TEXT    NOT NULL,
  counts         TEXT    NOT NULL,
  operation_id   INTEGER NOT NULL,
  undone_by      INTEGER
) STRICT;


-- What an invoice was before an import brought it further, and the state it came to.
CREATE TABLE invoice_before (
  operation_id INTEGER NOT NULL,
  invoice_id   INTEGER NOT NULL REFERENCES invoice,
  customer_id  INTEGER REFERENCES customer,
  state        TEXT    NOT NULL,
  became       TEXT    NOT NULL,
  PRIMARY KEY (operation_id, invoice_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX invoice_before_by_invoice ON invoice_before (invoice_id);
CREATE INDEX invoice_before_by_customer ON invoice_before (customer_id);

-- What a customer brought from an older system, by the name of that: once. `entry_id` is absent for a balance of 0.
CREATE TABLE opening (
  customer_id  INTEGER NOT NULL REFERENCES customer,
  source       TEXT    NOT NULL CHECK (octet_length(source) BETWEEN 1 AND 800 AND instr(source, char(0)) = 0),
  day          INTEGER NOT NULL,
  points       INTEGER NOT NULL CHECK (points BETWEEN -1000000000000000 AND 1000000000000000),
  expires_on   INTEGER,
  entry_id     INTEGER REFERENCES entry,
  operation_id INTEGER NOT NULL,
  PRIMARY KEY (customer_id, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX opening_by_entry ON opening (entry_id);
CREATE INDEX opening_by_operation ON opening (operation_id);

-- What a customer's card had collected in an older system, by the name of that: once.
CREATE TABLE card_opening (
  customer_id  INTEGER NOT NULL REFERENCES customer,
  source       TEXT    NOT NULL CHECK (octet_length(source) BETWEEN 1 AND 800 AND instr(source, char(0)) = 0),
  day          INTEGER NOT NULL,
  collected    INTEGER NOT NULL CHECK (collected BETWEEN 0 AND 1000000000000000),
  card_id      INTEGER NOT NULL REFERENCES card,
  operation_id INTEGER NOT NULL,
  PRIMARY KEY (customer_id, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX card_opening_by_card ON card_opening (card_id);
CREATE INDEX card_opening_by_operation ON card_opening (operation_id);

-- A customer's details as they were before an import changed them.
CREATE TABLE customer_before (
  operation_id INTEGER NOT NULL,
  customer_id  INTEGER NOT NULL REFERENCES customer,
  name         TEXT,
  email        TEXT,
  phone        TEXT,
  note         TEXT,
  PRIMARY KEY (operation_id, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_before_by_customer ON customer_before (customer_id);

-- Where other files with this database's data were put: backups, the copy before a migration, what a restore kept
-- aside. `last_operation` is the newest operation in the copy: who came to us later is not in it. No reference, for
-- a restored database may be older than its copies.
CREATE TABLE backup (
  path           TEXT    PRIMARY KEY,
  made_at        INTEGER NOT NULL,
  last_operation INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
