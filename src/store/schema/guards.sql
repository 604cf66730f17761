-- The ledger and who wrote it are only ever inserted: no UPDATE, no DELETE, and no INSERT OR REPLACE, which fires no
-- DELETE trigger but gives an id that is there already. An import drops the insert guards and makes them again inside its
-- transaction. Revisions and assignments are only ever inserted as well, but what they say is proven by the points that
-- came of it, and their numbers have no gaps: `db check` sees to both.

CREATE TRIGGER operation_is_not_changed BEFORE UPDATE ON operation
BEGIN SELECT RAISE(ABORT, 'operation rows are only ever inserted'); END;
CREATE TRIGGER operation_is_not_deleted BEFORE DELETE ON operation
BEGIN SELECT RAISE(ABORT, 'operation rows are only ever inserted'); END;
CREATE TRIGGER operation_is_not_replaced BEFORE INSERT ON operation WHEN NEW.id <= (SELECT max(id) FROM operation)
BEGIN SELECT RAISE(ABORT, 'operation rows are only ever inserted'); END;

CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'entry rows are only ever inserted'); END;
CREATE TRIGGER entry_is_not_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entry rows are only ever inserted'); END;
CREATE TRIGGER entry_is_not_replaced BEFORE INSERT ON entry WHEN NEW.id <= (SELECT max(id) FROM entry)
BEGIN SELECT RAISE(ABORT, 'entry rows are only ever inserted'); END;

CREATE TRIGGER taking_is_not_changed BEFORE UPDATE ON taking
BEGIN SELECT RAISE(ABORT, 'taking rows are only ever inserted'); END;
CREATE TRIGGER taking_is_not_deleted BEFORE DELETE ON taking
BEGIN SELECT RAISE(ABORT, 'taking rows are only ever inserted'); END;
CREATE TRIGGER taking_is_not_replaced BEFORE INSERT ON taking WHEN NEW.id <= (SELECT max(id) FROM taking)
BEGIN SELECT RAISE(ABORT, 'taking rows are only ever inserted'); END;

CREATE TRIGGER card_event_is_not_changed BEFORE UPDATE ON card_event
BEGIN SELECT RAISE(ABORT, 'card_event rows are only ever inserted'); END;
CREATE TRIGGER card_event_is_not_deleted BEFORE DELETE ON card_event
BEGIN SELECT RAISE(ABORT, 'card_event rows are only ever inserted'); END;
CREATE TRIGGER card_event_is_not_replaced BEFORE INSERT ON card_event WHEN NEW.id <= (SELECT max(id) FROM card_event)
BEGIN SELECT RAISE(ABORT, 'card_event rows are only ever inserted'); END;
