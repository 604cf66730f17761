-- What somebody who knows SQL would write to take a till's file in: the same facts, the same points, no questions asked.
-- The file's path stands for FILE.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE raw (invoice TEXT, date TEXT, time TEXT, customer TEXT, name TEXT, kind TEXT, sku TEXT, item TEXT, quantity TEXT, unit_price TEXT, amount TEXT);
.mode csv
.import --skip 1 FILE raw
CREATE TABLE customer (id INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE, name TEXT, balance INTEGER NOT NULL DEFAULT 0);
CREATE TABLE invoice (id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, date TEXT NOT NULL, time TEXT, customer_id INTEGER REFERENCES customer, total INTEGER NOT NULL);
CREATE TABLE line (id INTEGER PRIMARY KEY, invoice_id INTEGER NOT NULL REFERENCES invoice, kind TEXT, sku TEXT, item TEXT, quantity TEXT, unit_price INTEGER, amount INTEGER NOT NULL);
CREATE TABLE entry (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer, invoice_id INTEGER NOT NULL REFERENCES invoice, date TEXT NOT NULL, points INTEGER NOT NULL);
BEGIN;
INSERT INTO customer (ref, name) SELECT customer, max(name) FROM raw WHERE customer <> '' GROUP BY customer;
INSERT INTO invoice (number, date, time, customer_id, total)
  SELECT r.invoice, min(r.date), min(r.time), max(c.id), sum(CAST(round(r.amount * 100) AS INTEGER))
    FROM raw r LEFT JOIN customer c ON c.ref = r.customer
   GROUP BY r.invoice ORDER BY 2, 3, 1;
INSERT INTO line (invoice_id, kind, sku, item, quantity, unit_price, amount)
  SELECT i.id, r.kind, r.sku, r.item, r.quantity, CAST(round(r.unit_price * 100) AS INTEGER), CAST(round(r.amount * 100) AS INTEGER)
    FROM raw r JOIN invoice i ON i.number = r.invoice;
INSERT INTO entry (customer_id, invoice_id, date, points)
  SELECT customer_id, id, date, total / 1000 FROM invoice WHERE customer_id IS NOT NULL AND total >= 1000;
CREATE INDEX invoice_of_customer ON invoice (customer_id, date);
CREATE INDEX line_of_invoice ON line (invoice_id);
CREATE INDEX entry_of_customer ON entry (customer_id, date);
UPDATE customer SET balance = coalesce((SELECT sum(points) FROM entry WHERE customer_id = customer.id), 0);
DROP TABLE raw;
COMMIT;
