-- Preferred values, disputes and flags, derived from all statements when an index is built.

-- A step of an agreement without a country concerns all countries of the agreement.
INSERT INTO _mention (record, country)
SELECT DISTINCT s.id, m.country FROM _agreement_step s JOIN _mention m ON m.record = s.agreement
WHERE s.country IS NULL;

-- Of the documents of each statement: the best rank of a kind, the newest date, the first id.
CREATE TABLE _standing AS
SELECT c.statement, MIN(k.rank) AS rank, MAX(s.published) AS published, MIN(c.source) AS source
FROM _citation c JOIN _source s ON s.id = c.source JOIN _source_rank k ON k.kind = s.kind
GROUP BY c.statement;
CREATE UNIQUE INDEX standing_statement ON _standing (statement);

-- Keys with several values.
CREATE TABLE _rivalled AS SELECT key FROM _value GROUP BY key HAVING COUNT(*) > 1;
CREATE UNIQUE INDEX _rivalled_key ON _rivalled (key);

-- Of rivals, one is preferred: by an editor's reason, else by the position of the statement, the kind
-- of source, no hedge, more digits, the newer document, the id of the source.
UPDATE _value SET preferred = 0 FROM (
    SELECT v.id, ROW_NUMBER() OVER (
        PARTITION BY v.key
        ORDER BY s.favoured IS NULL, s.position, t.rank, NOT v.is_bare, v.precision,
                 t.published DESC NULLS LAST, t.source, v.id
    ) AS place
    FROM _rivalled r JOIN _value v ON v.key = r.key
    LEFT JOIN _statement s ON s.id = v.statement LEFT JOIN _standing t ON t.statement = s.id
    WHERE v.may_be_preferred
) AS ranked
WHERE ranked.id = _value.id AND ranked.place > 1;
UPDATE _value SET preferred = amount.preferred
FROM _figure f JOIN _value amount ON amount.id = f.amount
WHERE f.rate = _value.id;
-- A rate of growth beside a preferred amount is preferred to a rate without an amount.
UPDATE _value SET preferred = 0
WHERE preferred AND id IN (SELECT rate FROM _figure WHERE amount IS NULL) AND EXISTS (
    SELECT 1 FROM _value rival WHERE rival.key = _value.key AND NOT rival.may_be_preferred AND rival.preferred
);

-- Rivals disagree if their intervals do not all meet; ends that are left out ("less than 5 bn" and
-- "more than 5 bn") touch, but do not meet.
CREATE TABLE _contradiction AS
SELECT v.key FROM _rivalled r JOIN _value v ON v.key = r.key WHERE v.is_compared GROUP BY v.key
HAVING MAX(low) > MIN(high) OR MAX(low) = MIN(high) AND (
    MAX(CASE WHEN low_open THEN low END) = MAX(low) OR MIN(CASE WHEN high_open THEN high END) = MIN(high)
)
UNION SELECT key FROM _far;
CREATE UNIQUE INDEX contradiction_key ON _contradiction (key);

-- Sides of disputes: the values on a key whose rivals disagree, and those that an editor names.
CREATE TABLE _side AS
SELECT dispute, 'rule' AS found, id AS value_id
FROM (
    SELECT id, is_compared,
        FIRST_VALUE(record || '.' || field) OVER (PARTITION BY key ORDER BY preferred DESC, id) AS dispute
    FROM _value WHERE key IN (SELECT key FROM _contradiction)
)
WHERE is_compared
UNION ALL
SELECT f.record, 'editor', v.id
FROM _reference f JOIN _value v ON v.record = f.target AND v.field = f.field
WHERE f.field <> '' AND v.statement NOT IN (SELECT id FROM _statement WHERE is_retracted) AND (
    f.source = '' OR EXISTS (SELECT 1 FROM _citation c WHERE c.statement = v.statement AND c.source = f.source)
);
-- An editor means a figure's number, so an equal figure on its key is the same side.
INSERT INTO _side
SELECT DISTINCT s.dispute, s.found, same.id
FROM _side s JOIN _value v ON v.id = s.value_id AND v.is_figure
JOIN _value same ON same.key = v.key AND same.side = v.side
WHERE s.found = 'editor' AND NOT EXISTS (
    SELECT 1 FROM _side o WHERE o.dispute = s.dispute AND o.found = 'editor' AND o.value_id = same.id
);
CREATE INDEX side_dispute ON _side (dispute, found);
CREATE INDEX side_value ON _side (value_id);

UPDATE _value SET disputes = s.disputes FROM (
    SELECT value_id, json_group_array(dispute) AS disputes
    FROM (SELECT DISTINCT value_id, dispute, found FROM _side ORDER BY value_id, found DESC, dispute) GROUP BY value_id
) s
WHERE s.value_id = _value.id;
UPDATE _figure SET disputes = (
    SELECT json_group_array(value) FROM (
        SELECT DISTINCT j.value FROM _value v, json_each(v.disputes) j WHERE v.id IN (_figure.amount, _figure.rate)
    )
)
WHERE amount IN (SELECT value_id FROM _side) OR rate IN (SELECT value_id FROM _side);

INSERT INTO _flag
SELECT DISTINCT v.record, v.id, 'disputed' FROM _side s JOIN _value v ON v.id = s.value_id;

CREATE INDEX value_first ON _value (key) WHERE preferred AND may_be_preferred;

-- How each value with rivals, and each side of an editor's dispute, relates to the preferred value.
UPDATE _value SET relation = related.relation FROM (
    SELECT v.id, CASE
        WHEN NOT v.preferred THEN CASE
            WHEN v.low > p.high OR p.low > v.high OR v.low = p.high AND (v.low_open OR p.high_open)
                OR p.low = v.high AND (p.low_open OR v.high_open)
                OR (v.id, p.id) IN (SELECT value, other FROM _far)
            THEN 'contradicts' ELSE 'agrees' END
        WHEN v.id IN (SELECT value_id FROM _side) THEN 'disputed' ELSE 'first' END AS relation
    FROM _value v LEFT JOIN _value p ON p.key = v.key AND p.preferred AND p.may_be_preferred
    WHERE v.is_compared AND (v.key IN (SELECT key FROM _rivalled) OR v.id IN (SELECT value_id FROM _side))
) AS related
WHERE related.id = _value.id;

INSERT INTO _flag
SELECT v.record, v.id, 'outranked' FROM _value v JOIN _statement s ON s.id = v.statement
WHERE v.is_compared AND v.may_be_preferred AND NOT v.preferred AND s.position = 0;
INSERT INTO _flag SELECT id, NULL, 'unstated-reporter' FROM _trade WHERE reporter = 'unstated';
INSERT INTO _flag SELECT id, NULL, 'part-year' FROM _trade WHERE coverage = 'part';
INSERT INTO _flag SELECT id, NULL, 'part-year' FROM _freight WHERE coverage = 'part';
INSERT INTO _flag SELECT record, id, 'hedged' FROM _value WHERE hedge IS NOT NULL;
INSERT INTO _flag SELECT id, NULL, 'forecast' FROM _trade WHERE forecast;
INSERT INTO _flag SELECT id, NULL, 'forecast' FROM _freight WHERE forecast;
INSERT INTO _flag SELECT id, NULL, forecast_basis FROM _trade WHERE forecast_basis IS NOT NULL;
INSERT INTO _flag SELECT id, NULL, forecast_basis FROM _freight WHERE forecast_basis IS NOT NULL;
INSERT INTO _flag SELECT id, NULL, basis FROM _journey WHERE basis <> 'measured';
INSERT INTO _flag SELECT record, amount, 'range' FROM _figure WHERE amount IS NOT NULL AND value IS NULL;
INSERT INTO _flag SELECT record, rate, 'growth-only' FROM _figure WHERE amount IS NULL;
INSERT INTO _flag SELECT id, NULL, status FROM _meeting WHERE status <> 'held';
INSERT INTO _flag
SELECT d.record, d.id, 'inferred' FROM _value b JOIN _value d ON d.statement = b.statement AND d.field = 'date'
WHERE b.field = 'date_basis' AND b.value = 'inferred';
INSERT INTO _flag
SELECT v.record, v.id, 'retracted' FROM _statement s JOIN _value v ON v.statement = s.id
WHERE s.is_retracted AND v.is_sourced;
CREATE INDEX flag_record ON _flag (record, value);

UPDATE _value SET flags = (
    SELECT json_group_array(flag) FROM (
        SELECT f.flag FROM _flag f JOIN _flag_rank r ON r.flag = f.flag
        WHERE f.record = _value.record AND f.value = _value.id ORDER BY r.rank
    )
)
WHERE id IN (SELECT value FROM _flag);
UPDATE _figure SET flags = (
    SELECT json_group_array(flag) FROM (
        SELECT DISTINCT f.flag, r.rank FROM _flag f JOIN _flag_rank r ON r.flag = f.flag
        WHERE f.record = _figure.record AND (f.value IS NULL OR f.value IN (_figure.amount, _figure.rate))
        ORDER BY r.rank
    )
);
-- The row of a record shows the first value of each field, so hedges and ranges of other values do not count.
UPDATE _record SET flags = (
    SELECT json_group_array(flag) FROM (
        SELECT DISTINCT f.flag, r.rank FROM _flag f JOIN _flag_rank r ON r.flag = f.flag
        LEFT JOIN _value v ON v.id = f.value
        WHERE f.record = _record.id AND (
            f.flag NOT IN ('hedged', 'range', 'inferred', 'retracted') OR _record.kind IN ('trade', 'freight')
            OR v.id = (SELECT MIN(first.id) FROM _value first WHERE first.record = v.record AND first.field = v.field)
        )
        ORDER BY r.rank
    )
);

-- Steps of each state: those of members.yaml, and the founders' signature. A step is disputed if
-- sources disagree on it or its date.
CREATE TABLE _step AS
SELECT m.country, m.step, m.date, r.first, 0 AS founder, s.sources, s.locators,
    EXISTS (SELECT 1 FROM _flag f WHERE f.record = m.id AND f.flag = 'disputed') AS disputed
FROM _member_step m
JOIN _record r ON r.id = m.id
JOIN _value v ON v.record = m.id AND v.field = 'date' AND v.preferred
JOIN _statement s ON s.id = v.statement
UNION ALL
SELECT j.value, 'signed', a.signed, r.first, 1, s.sources, s.locators, EXISTS (
    SELECT 1 FROM _flag f JOIN _value d ON d.id = f.value
    WHERE f.record = a.id AND f.flag = 'disputed' AND d.field IN ('signed', 'signatories')
)
FROM _agreement a
JOIN _record r ON r.id = a.id
JOIN _value v ON v.record = a.id AND v.field = 'signatories' AND v.preferred
JOIN _statement s ON s.id = v.statement, json_each(a.signatories) j
WHERE a.signed IS NOT NULL AND a.id = (SELECT value FROM _meta WHERE key = 'founding_agreement');
CREATE INDEX step_country ON _step (country);

-- Figures with what applies to both their values, the amount and the rate of growth.
CREATE VIEW _compared_figure AS
SELECT f.*, COALESCE(v.key, g.key) AS key, COALESCE(v.preferred, g.preferred) AS preferred,
    COALESCE(v.relation, g.relation) AS relation
FROM _figure f LEFT JOIN _value v ON v.id = f.amount LEFT JOIN _value g ON g.id = f.rate;
