-- Views that an exported database has beside its tables: what its readers would join again and again.

-- Every statement's documents in full: what is cited, and where.
CREATE VIEW documents_cited AS
SELECT c.record, r.kind, r.title, c.position, c.source, c.locator, s.publisher, s.title AS source_title, s.published, s.url
FROM citations c JOIN records r ON r.id = c.record JOIN sources s ON s.id = c.source;

-- One figure on trade for each key: the one that comes first among its rivals.
CREATE VIEW preferred_figures AS
SELECT period, coverage, reporter, partner, flow, value, low, high, hedge, unit, growth, growth_vs, flags, id, record
FROM figures WHERE preferred;

-- The records on which sources disagree.
CREATE VIEW disputed_records AS
SELECT id, kind, date, title FROM records WHERE EXISTS (SELECT 1 FROM json_each(flags) WHERE value = 'disputed');
