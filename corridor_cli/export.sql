-- The table `about` and the views of an exported database, in SQL that DuckDB reads as well. The
-- comment behind each name is its description in the metadata.

CREATE TABLE about ( -- Title, version and publisher of the fact base
    "key" TEXT PRIMARY KEY,
    "value" TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIEW documents_cited AS -- The documents of every statement: source, place and address
SELECT c.record, r.kind, r.title, c.position, c.source, c.locator, s.publisher,
    s.title AS source_title, s.published, s.url
FROM citations c JOIN records r ON r.id = c.record JOIN sources s ON s.id = c.source;

CREATE VIEW preferred_figures AS -- The preferred figure on trade for each key, without forecasts
SELECT period, coverage, reporter, partner, flow, value, low, high, hedge, unit, growth, growth_vs,
    flags, id, record
FROM figures WHERE preferred AND NOT forecast;

CREATE VIEW disputed_records AS -- Records on which sources disagree
SELECT id, kind, date, title FROM records WHERE flags LIKE '%"disputed"%';
