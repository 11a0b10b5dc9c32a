-- What follows from the statements: identities, rivals, flags. Run once when an index is built.

-- A step of an agreement as a whole is one of all its states.
INSERT INTO mention (record, country)
SELECT DISTINCT s.id, m.country FROM agreement_step s JOIN mention m ON m.record = s.agreement WHERE s.country IS NULL;

-- The documents behind a statement: the weightiest kind, the newest date, the first name.
CREATE TABLE standing AS
SELECT c.statement, MIN(k.rank) AS rank, MAX(s.published) AS published, MIN(c.source) AS source
FROM citation c JOIN source s ON s.id = c.source JOIN source_rank k ON k.kind = s.kind
GROUP BY c.statement;
CREATE UNIQUE INDEX standing_statement ON standing (statement);

-- Which of the rivals on one key comes first: an editor's reason, then the statement shown first,
-- then the kind of source, unhedged, more digits, the newer document, the source's id.
UPDATE value SET preferred = ranked.place = 1
FROM (
    SELECT v.id, ROW_NUMBER() OVER (
        PARTITION BY v.key
        ORDER BY s.favoured IS NULL, s.position, t.rank, NOT v.bare, v.precision,
                 t.published DESC NULLS LAST, t.source, v.id
    ) AS place
    FROM value v LEFT JOIN statement s ON s.id = v.statement LEFT JOIN standing t ON t.statement = s.id
    WHERE v.contends
) AS ranked
WHERE ranked.id = value.id;
UPDATE value SET preferred = amount.preferred
FROM figure f JOIN value amount ON amount.id = f.amount
WHERE f.rate = value.id;
-- A rate of growth that stands alone stands back behind one beside an amount that comes first.
UPDATE value SET preferred = 0
WHERE preferred AND id IN (SELECT rate FROM figure WHERE amount IS NULL) AND EXISTS (
    SELECT 1 FROM value beside WHERE beside.key = value.key AND NOT beside.contends AND beside.preferred
);

-- Rivals disagree when their intervals do not all meet. The upper end of a rounded number is the
-- next number's: 1 bn and 2 bn touch at 1.5 bn, but do not meet there.
CREATE TABLE contradiction AS
SELECT key FROM value WHERE compared GROUP BY key
HAVING MAX(low) > MIN(high) OR MIN(CASE WHEN bare THEN high END) = MAX(low);
CREATE UNIQUE INDEX contradiction_key ON contradiction (key);

-- Every side of every dispute: the statements on such a key, and those that an editor names.
CREATE TABLE side AS
SELECT dispute, 'rule' AS found, id AS value_id
FROM (
    SELECT id, compared, FIRST_VALUE(record || '.' || field) OVER (PARTITION BY key ORDER BY preferred DESC, id) AS dispute
    FROM value WHERE key IN (SELECT key FROM contradiction)
)
WHERE compared
UNION ALL
SELECT f.record, 'editor', v.id
FROM reference f JOIN value v ON v.record = f.target AND v.field = f.field
WHERE f.field <> '' AND (
    f.source = '' OR EXISTS (SELECT 1 FROM citation c WHERE c.statement = v.statement AND c.source = f.source)
);
CREATE INDEX side_dispute ON side (dispute, found);
CREATE INDEX side_value ON side (value_id);

INSERT INTO flag
SELECT DISTINCT v.record, v.id, 'disputed' FROM side s JOIN value v ON v.id = s.value_id;

INSERT INTO flag
SELECT v.record, v.id, 'outranked' FROM value v JOIN statement s ON s.id = v.statement
WHERE v.compared AND v.contends AND NOT v.preferred AND s.position = 0;
INSERT INTO flag SELECT id, NULL, 'unstated-reporter' FROM trade WHERE reporter = 'unstated';
INSERT INTO flag SELECT id, NULL, 'part-year' FROM trade WHERE coverage = 'part';
INSERT INTO flag SELECT id, NULL, 'part-year' FROM freight WHERE coverage = 'part';
INSERT INTO flag SELECT record, id, 'hedged' FROM value WHERE hedge IS NOT NULL;
INSERT INTO flag SELECT id, NULL, 'forecast' FROM freight WHERE forecast;
INSERT INTO flag SELECT id, NULL, basis FROM journey WHERE basis <> 'measured';
INSERT INTO flag SELECT record, amount, 'range' FROM figure WHERE amount IS NOT NULL AND value IS NULL;
INSERT INTO flag SELECT record, rate, 'growth-only' FROM figure WHERE amount IS NULL;
INSERT INTO flag SELECT id, NULL, status FROM meeting WHERE status <> 'held';
CREATE INDEX flag_record ON flag (record, value);

UPDATE value SET flags = (
    SELECT json_group_array(flag) FROM (
        SELECT f.flag FROM flag f JOIN flag_rank r ON r.flag = f.flag
        WHERE f.record = value.record AND f.value = value.id ORDER BY r.rank
    )
);
UPDATE figure SET flags = (
    SELECT json_group_array(flag) FROM (
        SELECT DISTINCT f.flag, r.rank FROM flag f JOIN flag_rank r ON r.flag = f.flag
        WHERE f.record = figure.record AND (f.value IS NULL OR f.value IN (figure.amount, figure.rate)) ORDER BY r.rank
    )
);
-- Of a record of several statements, only the first value of a field is shown, and so only its hedge counts.
UPDATE record SET flags = (
    SELECT json_group_array(flag) FROM (
        SELECT DISTINCT f.flag, r.rank FROM flag f JOIN flag_rank r ON r.flag = f.flag
        LEFT JOIN value v ON v.id = f.value
        WHERE f.record = record.id AND (
            f.flag NOT IN ('hedged', 'range') OR record.kind IN ('trade', 'freight')
            OR v.id = (SELECT MIN(first.id) FROM value first WHERE first.record = v.record AND first.field = v.field)
        )
        ORDER BY r.rank
    )
);

-- Each state's steps: those of members.yaml, and signature by the founders. A step is disputed
-- where sources disagree on it or its date.
CREATE TABLE step AS
SELECT m.country, m.step, m.date, r.first, 0 AS founder, s.sources, s.locators,
    EXISTS (SELECT 1 FROM flag f WHERE f.record = m.id AND f.flag = 'disputed') AS disputed
FROM member_step m
JOIN record r ON r.id = m.id
JOIN value v ON v.record = m.id AND v.field = 'date' AND v.preferred
JOIN statement s ON s.id = v.statement
UNION ALL
SELECT j.value, 'signed', a.signed, r.first, 1, s.sources, s.locators, EXISTS (
    SELECT 1 FROM flag f JOIN value d ON d.id = f.value
    WHERE f.record = a.id AND f.flag = 'disputed' AND d.field IN ('signed', 'signatories')
)
FROM agreement a
JOIN record r ON r.id = a.id
JOIN value v ON v.record = a.id AND v.field = 'signatories' AND v.preferred
JOIN statement s ON s.id = v.statement, json_each(a.signatories) j
WHERE a.signed IS NOT NULL AND a.id = (SELECT value FROM meta WHERE key = 'founding_agreement');
CREATE INDEX step_country ON step (country);
