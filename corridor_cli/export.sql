-- What an exported database has beside its tables: what it is, and views of what its readers would
-- join again and again. They stand in a dialect that DuckDB reads as well, and each says what it is,
-- which the database's metadata repeats.

CREATE TABLE about ( -- What the fact base is called, its version, and who publishes it
    "key" TEXT PRIMARY KEY,
    "value" TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIEW documents_cited AS -- Every statement's documents in full: what is cited, and where
SELECT c.record, r.kind, r.title, c.position, c.source, c.locator, s.publisher, s.title AS source_title, s.published, s.url
FROM citations c JOIN records r ON r.id = c.record JOIN sources s ON s.id = c.source;

CREATE VIEW preferred_figures AS -- One figure on trade for each key: the one that comes first among its rivals
SELECT period, coverage, reporter, partner, flow, value, low, high, hedge, unit, growth, growth_vs, flags, id, record
FROM figures WHERE preferred;

CREATE VIEW disputed_records AS -- The records on which sources disagree
SELECT id, kind, date, title FROM records WHERE flags LIKE '%"disputed"%';
