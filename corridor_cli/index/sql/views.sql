-- Answers. The rows of `_NAME_rows` are stored as the table NAME, with the columns that answers.py
-- declares, when an index is built. Answers that are cheap to compute at each call are views. Answers
-- with the records of one kind need no view here: build.py makes them from answers.py.

CREATE VIEW _trade_rows AS
SELECT t.id, t.period, t.coverage, t.reporter, a.name AS reporter_name, t.partner, b.name AS partner_name,
    t.export, t.import, t.turnover, t.balance, t.unit, t.export_stated, t.import_stated, t.turnover_stated,
    IIF(t.turnover_derived IS NULL AND t.balance_derived IS NULL, r.flags, json_insert(r.flags, '$[#]', 'derived'))
        AS flags,
    s.published, r.sources, r.locators, t.pair, t.scope, t.basis, t.stated_by, t.note,
    (SELECT relation FROM _compared_figure WHERE record = t.id AND flow = 'export') AS export_relation,
    (SELECT relation FROM _compared_figure WHERE record = t.id AND flow = 'import') AS import_relation,
    (SELECT relation FROM _compared_figure WHERE record = t.id AND flow = 'turnover') AS turnover_relation,
    c.name || ' and ' || d.name AS pair_name, t.balance_stated,
    (SELECT relation FROM _compared_figure WHERE record = t.id AND flow = 'balance') AS balance_relation,
    t.export_low, t.export_high, t.import_low, t.import_high, t.turnover_low, t.turnover_high,
    t.balance_low, t.balance_high, t.turnover_derived, t.balance_derived, t.period_start, t.period_end, t.year,
    t.export_growth, t.export_converted, t.export_converted_unit, t.export_converted_stated,
    t.import_growth, t.import_converted, t.import_converted_unit, t.import_converted_stated,
    t.turnover_growth, t.turnover_converted, t.turnover_converted_unit, t.turnover_converted_stated,
    t.forecast IS TRUE AS forecast, t.forecast_basis, t.as_of
FROM _trade t
JOIN _record r ON r.id = t.id
LEFT JOIN _country a ON a.code = t.reporter
LEFT JOIN _country b ON b.code = t.partner
LEFT JOIN _country c ON c.code = SUBSTR(t.pair, 1, INSTR(t.pair, '-') - 1)
LEFT JOIN _country d ON d.code = SUBSTR(t.pair, INSTR(t.pair, '-') + 1)
JOIN _statement p ON p.record = t.id
LEFT JOIN _standing s ON s.statement = p.id
LEFT JOIN (
    SELECT pair, unit, ROW_NUMBER() OVER (PARTITION BY pair ORDER BY COUNT(*) DESC, unit) AS place
    FROM _trade WHERE unit IS NOT NULL AND forecast IS NOT TRUE GROUP BY pair, unit
) u ON u.pair = t.pair AND u.unit = t.unit
-- the unit of most records comes first, with rates of growth, which have no unit
ORDER BY t.pair, t.forecast IS TRUE, IFNULL(u.place, 1), t.scope, (SELECT rank FROM _word_rank WHERE word = t.coverage),
    t.period, t.reporter, INSTR(r.flags, 'outranked') > 0, s.published DESC, t.id;

CREATE VIEW _figures_rows AS
SELECT f.id, f.key, t.period, t.coverage, t.reporter, t.reporter_name, t.partner, t.partner_name,
    f.flow, f.value, f.low, f.high, f.hedge, f.unit, f.stated, f.converted, f.growth, f.growth_vs, f.growth_stated,
    b.basis, b.scope, b.stated_by, f.preferred, f.flags,
    t.published, t.sources, t.locators, t.pair, f.record, f.relation, t.note, t.pair_name,
    t.period_start, t.period_end, t.year, f.disputes, t.forecast, t.forecast_basis, t.as_of
FROM _compared_figure f
JOIN trade t ON t.id = f.record
JOIN _trade b ON b.id = f.record
ORDER BY t.pair, t.forecast, (SELECT rank FROM _word_rank WHERE word = t.coverage), t.period, t.reporter,
    (SELECT rank FROM _word_rank WHERE word = f.flow), NOT f.preferred, t.published DESC, f.id;

CREATE VIEW _freight_rows AS
SELECT f.id, t.period, t.coverage, t.subject, n.title AS subject_name, f.flow AS measure,
    f.value, f.low, f.high, f.hedge, f.unit, f.stated, f.growth, f.growth_vs, f.growth_stated,
    t.mode, t.country, t.carrier, t.scope, t.forecast IS TRUE AS forecast, t.as_of, t.basis, t.stated_by,
    f.converted, f.key, f.preferred, f.flags, s.published, r.sources, r.locators, f.record, f.relation, t.note,
    t.period_start, t.period_end, t.year, f.disputes, t.forecast_basis, COALESCE(t.stated_by, t.basis) AS speaker
FROM _compared_figure f
JOIN _freight t ON t.id = f.record
JOIN _record r ON r.id = t.id
LEFT JOIN _record n ON n.id = t.subject
JOIN _statement p ON p.record = t.id
LEFT JOIN _standing s ON s.statement = p.id
ORDER BY n.kind <> 'route', n.file, n.line, t.forecast IS TRUE, (SELECT rank FROM _word_rank WHERE word = t.coverage),
    t.period NULLS LAST, f.amount IS NULL, (SELECT rank FROM _word_rank WHERE word = f.flow), f.key,
    NOT f.preferred, s.published DESC, f.id;

-- Documents of each field, for records with several statements.
CREATE VIEW _documents AS
SELECT r.id AS record, f.key AS field,
    (SELECT json_group_array(json_extract(value, '$[0]')) FROM json_each(f.value)) AS sources,
    (SELECT json_group_array(json_extract(value, '$[1]')) FROM json_each(f.value)) AS locators
FROM _record r, json_each(r.by_field) f;

CREATE VIEW _timeline_rows AS
SELECT v.value AS date, e.event, r.title, r.kind,
    -- of an agreement, only the signatories took part in its events
    COALESCE((SELECT NULLIF(a.signatories, '[]') FROM _agreement a WHERE a.id = r.id), (
        SELECT json_group_array(country) FROM (
            SELECT country FROM _mention m WHERE m.record = r.id GROUP BY country ORDER BY MIN(m.rowid)
        )
    )) AS countries,
    r.id,
    (SELECT json_group_array(flag) FROM (
        SELECT flag FROM _flag_rank
        WHERE flag IN (SELECT flag FROM _flag WHERE record = r.id AND (value = v.id OR value IS NULL)) OR (
            flag = 'announced' AND e.event LIKE 'planned%'
            AND NOT EXISTS (SELECT 1 FROM _value d WHERE d.record = r.id AND (
                d.field = 'opened' OR d.field = 'status' AND d.value IN ('open', 'cancelled')
                OR e.field = 'planned_start'
                    AND (d.field = 'started' OR d.value IN ('under-construction', 'suspended'))
            ))
        )
        ORDER BY rank
    )) AS flags,
    COALESCE(d.sources, r.sources) AS sources, COALESCE(d.locators, r.locators) AS locators
FROM _dated e JOIN _record r ON r.id = e.record
JOIN _value v ON v.statement = e.statement AND v.field = e.field AND v.preferred
LEFT JOIN _documents d ON d.record = e.record AND d.field = e.field
ORDER BY v.low, v.high, r.title, r.id;

-- A row for each side of a dispute. Equal values of one record, and equal figures, are one side, with
-- `about` or without.
CREATE VIEW _disputes_rows AS
SELECT dispute, found,
    COALESCE(question, (SELECT r.title FROM _record r WHERE r.id = SUBSTR(dispute, 1, INSTR(dispute, '.') - 1))
        || ': ' || REPLACE(SUBSTR(dispute, INSTR(dispute, '.') + 1), '_', ' ')) AS question,
    kind, claim, value, unit, stated, preferred, why, note,
    json_group_array(source) AS sources, json_group_array(locator) AS locators,
    ROW_NUMBER() OVER (PARTITION BY dispute ORDER BY NOT preferred, first) AS side
FROM (
    SELECT DISTINCT i.dispute, i.found, d.question, d.note, r.kind,
        MIN(v.id) OVER same AS first, MIN(v.record || '.' || v.field) OVER same AS claim,
        FIRST_VALUE(v.value) OVER best AS value, v.unit, FIRST_VALUE(v.stated) OVER best AS stated,
        MAX(v.preferred) OVER same AS preferred,
        -- A statement's reason need not be about the question of an editor's dispute, nor about each of
        -- several disputed fields, and says why another one comes first: not why this one does.
        CASE i.found WHEN 'rule' THEN
            MAX(COALESCE(s.favoured, IIF(v.preferred OR d_of.disputes > 1, NULL, w.value))) OVER same
        END AS why,
        c.source, c.locator
    FROM _side i JOIN _value v ON v.id = i.value_id JOIN _record r ON r.id = v.record
    JOIN _statement s ON s.id = v.statement JOIN _citation c ON c.statement = s.id
    LEFT JOIN _value w ON w.statement = s.id AND w.field = 'why'
    LEFT JOIN (
        SELECT v.statement, COUNT(DISTINCT i.dispute) AS disputes
        FROM _side i JOIN _value v ON v.id = i.value_id WHERE i.found = 'rule' GROUP BY v.statement
    ) d_of ON d_of.statement = s.id
    LEFT JOIN _dispute d ON d.id = i.dispute
    WINDOW same AS (
        PARTITION BY i.dispute, IIF(i.found = 'rule' OR v.is_figure, v.key, v.record || '.' || v.field), v.side, v.unit
    ), best AS (
        PARTITION BY i.dispute, IIF(i.found = 'rule' OR v.is_figure, v.key, v.record || '.' || v.field), v.side, v.unit
        ORDER BY v.preferred DESC, v.is_bare DESC, v.id
    )
)
GROUP BY dispute, first
ORDER BY found, MIN((SELECT rank FROM _word_rank WHERE word = kind)) OVER (PARTITION BY dispute), dispute,
    NOT preferred, first;

-- Countries that each dispute is about: those that its editor names, else those of its records.
CREATE VIEW _dispute_country AS
SELECT d.id AS dispute, m.country FROM _dispute d JOIN _mention m ON m.record = d.id
UNION ALL
SELECT s.dispute, m.country FROM _side s JOIN _value v ON v.id = s.value_id JOIN _mention m ON m.record = v.record
WHERE s.dispute NOT IN (SELECT record FROM _mention)
UNION ALL
SELECT s.dispute, p.country
FROM _side s JOIN _value v ON v.id = s.value_id JOIN _freight f ON f.id = v.record JOIN _place p ON p.id = f.subject
WHERE s.dispute NOT IN (SELECT record FROM _mention);

-- Full text of each record, with the names of the countries that it names by code, and other spellings.
CREATE VIRTUAL TABLE search_text USING fts5 (id, title, body, folded, tokenize = "unicode61 remove_diacritics 2");
INSERT INTO search_text (rowid, id, title, body, folded)
WITH named (code, names) AS (
    SELECT c.code, c.name || IFNULL(' · ' || (
        SELECT GROUP_CONCAT(value, ' · ') FROM (
            SELECT value FROM json_each(c.aliases) UNION ALL SELECT value FROM json_each(c.former_names)
        )
    ), '')
    FROM _country c
), written AS (
    SELECT r.rowid AS place, r.id, r.title, r.words || IFNULL(' · ' || (
        SELECT GROUP_CONCAT(n.names, ' · ') FROM (SELECT DISTINCT country FROM _mention m WHERE m.record = r.id) m
        JOIN named n ON n.code = m.country
    ), '') AS body
    FROM _record r WHERE r.kind <> 'about'
)
SELECT place, id, title, body, respelled(title || ' ' || body) FROM written;

-- Rows of a search, which needs `search_text MATCH ...`; the best row has the least weight.
CREATE VIEW search AS
SELECT r.id, r.kind, r.date, r.title, snippet(search_text, 2, '', '', '…', 14) AS excerpt,
    r.flags, r.sources, r.locators, bm25(search_text, 4, 8, 1) AS weight, search_text
FROM search_text JOIN _record r ON r.id = search_text.id;

CREATE VIEW _sources_rows AS
SELECT s.id, s.kind, s.title, s.title_basis, s.publisher, s.via, s.author, s.published, s.published_basis, s.url,
    s.archived, s.accessed, s.language, s.licence, s.note,
    (SELECT COUNT(DISTINCT c.record) FROM _citation c WHERE c.source = s.id) AS facts, s.author_body
FROM _source s JOIN _record r ON r.id = s.id ORDER BY r.first NULLS LAST, s.published, s.id;

-- Values of all sources, with the columns of `_statement_value`.
CREATE VIEW _source_value AS
SELECT f.id, 'source' AS kind, f.field, f.value, NULL AS unit, NULL AS stated, r.date, 1 AS preferred, '[]' AS flags,
    '[]' AS sources, '[]' AS locators, 0 AS position, NULL AS as_of, '[]' AS disputes, '[]' AS remark_on,
    f.rank, -100 * r.rowid - f.rank AS value_id
FROM _source_field f JOIN _record r ON r.id = f.id WHERE f.value IS NOT NULL;

-- Values of all statements and all sources.
CREATE VIEW _statement_value AS
SELECT * FROM _source_value
UNION ALL  -- SQLite takes the types of the columns from the last SELECT
SELECT v.record AS id, r.kind, v.field, v.value, v.unit, v.stated, r.date, v.preferred, v.flags,
    CASE WHEN v.is_sourced THEN s.sources ELSE '[]' END AS sources,
    CASE WHEN v.is_sourced THEN s.locators ELSE '[]' END AS locators,
    COALESCE(s.position, 0) AS position, s.as_of, v.disputes,
    IIF(v.field IN ('note', 'why', 'preferred', 'retracted'), s.sources, '[]') AS remark_on, v.rank, v.id AS value_id
FROM _value v JOIN _record r ON r.id = v.record LEFT JOIN _statement s ON s.id = v.statement;

-- The same, with public columns only.
CREATE VIEW statements AS
SELECT id, kind, field, value, unit, stated, date, preferred, flags, sources, locators, position, as_of, disputes,
    remark_on
FROM _statement_value;

-- Values that `show` shows of a subject (a record, a source or a country). If a value belongs to a
-- field of the subject, `field` is its name; `show ID.FIELD` shows only the values of that field.
CREATE VIEW _shown AS
SELECT record AS subject, field, id AS value_id FROM _value
UNION ALL
SELECT id, field, value_id FROM _source_value
UNION ALL
-- facts that cite a source
SELECT c.source, NULL, v.id FROM _citation c JOIN _value v ON v.statement = c.statement
UNION ALL
-- the profile of a country: preferred values of the records that name it, and all figures but forecasts
SELECT m.country, NULL, v.id FROM _mention m JOIN _value v ON v.record = m.record
WHERE v.in_profile AND (v.preferred IS NOT 0 OR v.stated IS NOT NULL)
    AND v.record NOT IN (SELECT record FROM _flag WHERE flag = 'forecast')
UNION ALL
SELECT o.country, NULL, v.id FROM _left_out o JOIN _value v ON v.statement = o.statement WHERE v.in_profile
UNION ALL
-- the sides of a dispute, the steps of an agreement
SELECT dispute, NULL, value_id FROM _side WHERE found = 'editor'
UNION ALL
SELECT s.agreement, NULL, v.id FROM _agreement_step s JOIN _value v ON v.record = s.id
UNION ALL
-- rivals in other records
SELECT own.record, own.field, other.id FROM _value own JOIN _value other ON other.key = own.key
WHERE own.is_compared AND other.record <> own.record
UNION ALL
-- for a figure, the other sides of an editor's dispute
SELECT own.record, own.field, other.value_id
FROM _value own JOIN _side mine ON mine.value_id = own.id AND mine.found = 'editor'
JOIN _side other ON other.dispute = mine.dispute AND other.found = 'editor'
WHERE own.is_figure;

-- The step with which each state became a member: a founder's signature, else the earliest accession
-- or entry into force.
CREATE VIEW _member_since AS
SELECT country, date, step, sources, locators FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY country ORDER BY NOT founder, first, step) AS place
    FROM _step WHERE founder OR step IN ('acceded', 'in_force')
) WHERE place = 1;

-- The oldest list on which each state is a member.
CREATE VIEW _first_listed AS
SELECT country, statement, as_of, first FROM (
    SELECT e.country, l.statement, l.as_of, l.first,
        ROW_NUMBER() OVER (PARTITION BY e.country ORDER BY l.first, l.statement) AS place
    FROM _list_entry e JOIN _published_list l ON l.statement = e.statement
    WHERE e.role = 'member'
) WHERE place = 1;

-- Complete lists without a state that is a member on an older list or one of the same day.
CREATE VIEW _left_out AS
SELECT f.country, l.statement, l.list
FROM _first_listed f JOIN _published_list l ON l.complete AND l.first >= f.first
WHERE NOT EXISTS (
    SELECT 1 FROM _list_entry e WHERE e.statement = l.statement AND e.country = f.country AND e.role = 'member'
);

-- States whose membership is disputed: a complete list leaves them out, a document calls it disputed,
-- or sources disagree on their accession or entry into force.
CREATE VIEW _member_disputed AS
SELECT country FROM _left_out
UNION SELECT country FROM _step WHERE disputed AND step IN ('acceded', 'in_force')
UNION SELECT country FROM _member_role WHERE role = 'disputed';

-- Roles for states that a list leaves out: `disputed` for a member of another list and a state that
-- is said to have acceded, else the role in the newest document or list.
CREATE VIEW _role_elsewhere AS
SELECT country, role, sources, locators FROM (
    SELECT *, ROW_NUMBER() OVER (
        PARTITION BY country ORDER BY role <> 'disputed', first DESC NULLS LAST, weight
    ) AS place FROM (
        SELECT m.country, m.role, r.sources, r.locators, 0 AS weight, r.first
        FROM _member_role m JOIN _record r ON r.id = m.id
        UNION ALL
        SELECT e.country, CASE e.role WHEN 'member' THEN 'disputed' ELSE e.role END, s.sources, s.locators, 1, l.first
        FROM _list_entry e JOIN _published_list l ON l.statement = e.statement JOIN _statement s ON s.id = e.statement
        UNION ALL
        SELECT country, 'disputed', sources, locators, 2, first FROM _step WHERE step IN ('acceded', 'in_force')
    )
) WHERE place = 1;

-- Roles of all states according to each published list, with the states that it leaves out.
CREATE TABLE _members_by_list (
    country TEXT, name TEXT, role TEXT, since TEXT, since_step TEXT, lists INTEGER,
    lists_total INTEGER, disputed CORRIDOR_BOOLEAN, list TEXT, as_of TEXT, sources TEXT,
    locators TEXT, sources_by_field TEXT, statement INTEGER
);
INSERT INTO _members_by_list
SELECT m.country, c.name, m.role,
    IIF(s.country IS NULL, '../' || f.as_of, s.date) AS since,
    CASE WHEN s.country IS NOT NULL THEN s.step WHEN f.country IS NOT NULL THEN 'listed' END AS since_step,
    (SELECT COUNT(*) FROM _list_entry e JOIN _published_list p ON p.statement = e.statement AND p.complete
        WHERE e.country = m.country AND e.role = 'member') AS lists,
    (SELECT COUNT(*) FROM _published_list WHERE complete) AS lists_total,
    m.role = 'disputed' OR m.country IN (SELECT country FROM _member_disputed) AS disputed, l.list, l.as_of,
    (SELECT json_group_array(value) FROM (
        SELECT value FROM json_each(m.sources)
        UNION ALL SELECT value FROM json_each(COALESCE(s.sources, y.sources))
    )) AS sources,
    (SELECT json_group_array(value) FROM (
        SELECT value FROM json_each(m.locators)
        UNION ALL SELECT value FROM json_each(COALESCE(s.locators, y.locators))
    )) AS locators,
    CASE WHEN COALESCE(s.sources, y.sources) IS NOT NULL THEN json_object(
        'role', (SELECT json_group_array(json_array(d.value, e.value))
            FROM json_each(m.sources) d JOIN json_each(m.locators) e ON e.key = d.key),
        'since', (SELECT json_group_array(json_array(d.value, e.value))
            FROM json_each(COALESCE(s.sources, y.sources)) d
            JOIN json_each(COALESCE(s.locators, y.locators)) e ON e.key = d.key)
    ) END AS sources_by_field,
    l.statement
FROM (
    SELECT e.statement, e.country, e.role, s.sources, s.locators
    FROM _list_entry e JOIN _statement s ON s.id = e.statement
    UNION ALL
    SELECT l.statement, o.country, o.role, o.sources, o.locators FROM _published_list l JOIN _role_elsewhere o
    WHERE NOT EXISTS (SELECT 1 FROM _list_entry e WHERE e.statement = l.statement AND e.country = o.country)
) m
JOIN _published_list l ON l.statement = m.statement
JOIN _country c ON c.code = m.country
LEFT JOIN _member_since s ON s.country = m.country AND m.role IN ('member', 'disputed')
LEFT JOIN _first_listed f ON f.country = m.country AND m.role IN ('member', 'disputed')
LEFT JOIN _statement y ON y.id = f.statement AND s.country IS NULL
    AND (y.sources <> m.sources OR y.locators <> m.locators);

-- The preferred list: the first statement of the list that about.yaml names, else the newest complete list.
CREATE VIEW _preferred_list AS
SELECT COALESCE(
    (SELECT MIN(statement) FROM _published_list WHERE list = (SELECT value FROM _meta WHERE key = 'members_list')),
    (SELECT statement FROM _published_list WHERE complete ORDER BY first DESC, statement LIMIT 1)
) AS statement;

-- Documents that `cite` names for a whole subject; the row with the least weight is used.
CREATE VIEW _cited AS
SELECT i.dispute AS subject, 0 AS weight, json_group_array(i.source) AS sources, json_group_array(i.locator) AS locators
FROM (
    SELECT d.dispute, c.source, c.locator
    FROM _side d JOIN _value v ON v.id = d.value_id JOIN _citation c ON c.statement = v.statement
    WHERE d.found = 'editor' AND v.is_sourced ORDER BY v.id, c.rowid
) i GROUP BY i.dispute
UNION ALL
SELECT m.country, 1, m.sources, m.locators
FROM _members_by_list m JOIN _preferred_list p ON p.statement = m.statement
UNION ALL
SELECT id, 2, json_array(id), json_array('') FROM _source
UNION ALL
SELECT id, 3, sources, locators FROM _record;

-- The role of each listed state by each published list.
CREATE VIEW _history AS
SELECT c.code AS country, c.name, l.statement, l.list, l.as_of, l.first, l.complete,
    l.list || IIF(s.position, ' ' || s.position, '') AS edition,
    COALESCE(e.role, IIF(l.complete, 'left out', 'not stated')) AS role,
    l.statement = (SELECT statement FROM _preferred_list) AS preferred,
    (SELECT publisher FROM _source WHERE id = json_extract(s.sources, '$[0]')) || ', ' || IFNULL(REPLACE(l.as_of, '../', 'by '), 'undated')
        || IIF(l.statement = (SELECT statement FROM _preferred_list), ', preferred', '') AS list_name,
    s.sources, s.locators, IIF(l.complete, (
        SELECT COUNT(*) FROM _list_entry m WHERE m.statement = l.statement AND m.role = 'member'
    ), NULL) AS members
FROM _published_list l JOIN _statement s ON s.id = l.statement
JOIN _country c ON c.code IN (SELECT country FROM _list_entry)
LEFT JOIN _list_entry e ON e.statement = l.statement AND e.country = c.code;

CREATE VIEW _members_rows AS
SELECT * FROM _members_by_list
WHERE statement = (SELECT statement FROM _preferred_list) AND role = 'member' ORDER BY name;

CREATE VIEW _agreements_rows AS
SELECT a.id, a.title, a.name, a.signed, a.signed_at, a.signatories, a.in_force,
    COALESCE(l.members, a.parties) AS parties, a.depositary, a.note,
    CASE WHEN l.id IS NOT NULL AND INSTR(r.flags, 'disputed') = 0 AND EXISTS (SELECT 1 FROM _member_disputed)
        THEN json_insert(r.flags, '$[#]', 'disputed') ELSE r.flags END AS flags,
    (SELECT json_group_array(value) FROM (
        SELECT value FROM json_each(r.sources) UNION ALL SELECT value FROM json_each(s.sources)
    )) AS sources,
    (SELECT json_group_array(value) FROM (
        SELECT value FROM json_each(r.locators) UNION ALL SELECT value FROM json_each(s.locators)
    )) AS locators,
    CASE WHEN l.id IS NULL THEN r.by_field ELSE json_set(COALESCE(r.by_field, (
        SELECT json_group_object(v.field, json((SELECT json_group_array(json_array(d.value, e.value))
            FROM json_each(r.sources) d JOIN json_each(r.locators) e ON e.key = d.key)))
        FROM _value v WHERE v.record = r.id AND v.is_sourced
    )), '$.parties', (SELECT json_group_array(json_array(d.value, e.value))
        FROM json_each(s.sources) d JOIN json_each(s.locators) e ON e.key = d.key)) END AS sources_by_field
FROM _agreement a
JOIN _record r ON r.id = a.id
-- If no document names the parties of the founding agreement, they are those of the preferred list.
LEFT JOIN _preferred_list p ON a.parties = '[]' AND a.id = (SELECT value FROM _meta WHERE key = 'founding_agreement')
LEFT JOIN _statement s ON s.id = p.statement
LEFT JOIN _member_list l ON l.id = s.record
ORDER BY r.first NULLS LAST, a.signed, a.id;

CREATE VIEW _countries_rows AS
SELECT c.code, c.alpha2, c.numeric, c.name, c.aliases, c.former_names, c."group" IS TRUE AS "group",
    r.sources, r.locators
FROM _country c JOIN _record r ON r.id = c.code ORDER BY c.code;

CREATE VIEW lists AS
SELECT l.list, s.position, l.as_of, l.complete, e.country, c.name, e.role, s.sources, s.locators
FROM _published_list l JOIN _statement s ON s.id = l.statement JOIN _list_entry e ON e.statement = l.statement
JOIN _country c ON c.code = e.country
ORDER BY l.first, l.list, s.position, e.position;

CREATE VIEW records AS
SELECT r.id, r.kind, r.date, r.title, t.body AS text, r.flags, r.sources, r.locators
FROM _record r JOIN search_text t ON t.rowid = r.rowid
ORDER BY (SELECT rank FROM _word_rank WHERE word = r.kind), r.first NULLS LAST, r.id;

CREATE VIEW citations AS
SELECT c.record, s.position, c.source, c.locator
FROM _citation c JOIN _statement s ON s.id = c.statement ORDER BY c.record, s.position, c.rowid;
