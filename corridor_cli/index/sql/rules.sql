-- Rules that need more than one record; `model/problems.py` says what each demands. Each is a query for
-- the places that break it: file, line, col, message. Two more columns are a wrong word and the kind of
-- record whose ids it is compared with for a guess.

-- unknown-source
SELECT c.file, c.line, c.col, 'unknown source ''' || c.source || '''', c.source, 'source'
FROM _citation c WHERE c.source NOT IN (SELECT id FROM _source);

-- unknown-country
SELECT m.file, m.line, m.col, 'unknown country ''' || m.country || '''', m.country, 'country'
FROM _mention m WHERE m.country NOT IN (SELECT code FROM _country);

-- duplicate-id
SELECT r.file, r.line, r.col,
    'the id ''' || r.id || ''' is already taken at ' || f.file || ':' || f.line
    || CASE WHEN r.kind IN ('trade', 'freight') THEN '; write an id: of its own' ELSE '' END
FROM _record r JOIN _record f ON f.id = r.id AND f.rowid = (SELECT MIN(rowid) FROM _record WHERE id = r.id)
WHERE r.rowid > f.rowid;

-- former-id
SELECT f.file, f.line, f.col, 'the former id ''' || f.id || ''' names another record'
FROM _former f WHERE f.id IN (SELECT id FROM _record) OR f.rowid > (SELECT MIN(rowid) FROM _former WHERE id = f.id);

-- id-is-country
SELECT r.file, r.line, r.col, 'the id ''' || r.id || ''' is a name of ' || n.country
FROM _record r JOIN _country_name n ON n.name = REPLACE(r.id, '-', ' ') WHERE r.kind <> 'country'
UNION ALL
SELECT f.file, f.line, f.col, 'the former id ''' || f.id || ''' is a name of ' || n.country
FROM _former f JOIN _country_name n ON n.name = REPLACE(f.id, '-', ' ') WHERE f.file IS NOT NULL;

-- ambiguous-name
SELECT r.file, r.line, r.col, 'the name ''' || n.name || ''' also belongs to ' || n.first
FROM (SELECT DISTINCT name, country, MIN(country) OVER (PARTITION BY name) AS first FROM _country_name) n
JOIN _record r ON r.id = n.country
WHERE n.country > n.first;

-- two-roles
SELECT file, line, col, country || ' is already named by this list'
FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY statement, country ORDER BY rowid) AS place FROM _list_entry)
WHERE place > 1;

-- two-preferred
SELECT file, line, col, 'another figure on ' || key || ' is preferred already, in line ' || earlier
FROM (
    SELECT v.*, FIRST_VALUE(v.line) OVER one AS earlier, ROW_NUMBER() OVER one AS place
    FROM _value v JOIN _statement s ON s.id = v.statement AND s.favoured IS NOT NULL
    WHERE v.is_bare IS NOT NULL AND v.may_be_preferred
    WINDOW one AS (PARTITION BY v.key ORDER BY v.id)
)
WHERE place > 1;

-- about-names
SELECT r.file, r.line, r.col, m.key || ': there is no ' || w.kind || ' ''' || m.value || '''', m.value, w.kind
FROM (SELECT 'founding_agreement' AS key, 'agreement' AS kind UNION ALL SELECT 'members_list', 'member-list') w
JOIN _meta m ON m.key = w.key JOIN _record r ON r.id = 'about'
WHERE m.value NOT IN (SELECT id FROM _record WHERE kind = w.kind);

-- unknown-record
SELECT f.file, f.line, f.col, 'there is no ' || IFNULL(
    (SELECT GROUP_CONCAT(value, ' or ') FROM json_each(f.kinds)), 'record') || ' ''' || f.target || '''',
    f.target, json_extract(f.kinds, '$[0]')
FROM _reference f
WHERE NOT EXISTS (
    SELECT 1 FROM _record r
    WHERE r.id = f.target AND (f.kinds = '[]' OR r.kind IN (SELECT value FROM json_each(f.kinds)))
);

-- unknown-field
SELECT f.file, f.line, f.col,
    f.target || ' states no ''' || f.field || '''' || IIF(f.source = '', '', ' by ' || f.source)
FROM _reference f
WHERE f.field <> '' AND f.target IN (SELECT id FROM _record) AND NOT EXISTS (
    SELECT 1 FROM _value v JOIN _citation c ON c.statement = v.statement
    WHERE v.record = f.target AND v.field = f.field AND f.source IN ('', c.source)
);

-- one-side
SELECT r.file, r.line, r.col, 'a dispute needs at least two claims, or one of a field that several statements give'
FROM _record r WHERE r.kind = 'dispute' AND 2 > (
    SELECT COUNT(*) FROM _reference f LEFT JOIN _value v ON v.record = f.target AND v.field = f.field
    WHERE f.record = r.id AND f.field <> ''
);

-- sums
WITH stated AS (
    SELECT statement, file, line, col, field, stated, low, high
    FROM _value WHERE is_figure AND field IN ('export', 'import', 'turnover', 'balance')
)
SELECT w.file, w.line, w.col,
    'export ' || e.stated || IIF(w.field = 'turnover', ' and', ' less') || ' import ' || i.stated
    || IIF(w.field = 'turnover', ' do not add up to ', ' is not ') || w.stated
FROM stated e JOIN stated i ON i.statement = e.statement AND i.field = 'import'
JOIN stated w ON w.statement = e.statement AND w.field IN ('turnover', 'balance')
WHERE e.field = 'export' AND CASE w.field
    WHEN 'turnover' THEN e.low + i.low > w.high OR e.high + i.high < w.low
    ELSE e.low - i.high > w.high OR e.high - i.low < w.low END;

-- no-why
SELECT v.file, v.line, v.col,
    v.field || ' ' || IFNULL(v.stated, v.value) || ' cannot hold beside ' || IFNULL(f.stated, f.value)
    || ' above: say why that comes first'
-- CROSS fixes the order of the joins: further statements come first, since they are few
FROM _statement s CROSS JOIN _value v ON v.statement = s.id
CROSS JOIN _statement t ON t.record = s.record AND t.position = 0
CROSS JOIN _value f ON f.statement = t.id AND f.key = v.key
WHERE s.position > 0 AND v.is_compared AND (
    v.low > f.high OR f.low > v.high OR v.low = f.high AND (v.low_open OR f.high_open)
    OR f.low = v.high AND (f.low_open OR v.high_open) OR (v.id, f.id) IN (SELECT value, other FROM _far)
)
AND NOT EXISTS (SELECT 1 FROM _value w WHERE w.statement = s.id AND w.field = 'why');

-- identical
WITH stating AS (
    SELECT record, GROUP_CONCAT(field || '=' || IFNULL(stated, value), CHAR(10)) AS stated
    FROM (SELECT DISTINCT record, field, stated, value FROM _value WHERE is_sourced ORDER BY 1, 2, 3, 4)
    WHERE record IN (SELECT id FROM _record GROUP BY id HAVING COUNT(*) = 1)
    GROUP BY record
)
SELECT file, line, col, 'states the same as ' || original || ': one record can name the sources of both'
FROM (
    SELECT r.*, FIRST_VALUE(r.id) OVER alike AS original_id,
        FIRST_VALUE(r.id || ' at ' || r.file || ':' || r.line) OVER alike AS original
    FROM stating s JOIN _record r ON r.id = s.record
    WINDOW alike AS (PARTITION BY r.kind, s.stated ORDER BY r.rowid)
)
WHERE id <> original_id;

-- early-step
SELECT v.file, v.line, v.col, r.id || ' is dated ' || v.value || ', before ' || a.id || ' was signed on ' || g.value
FROM (
    SELECT DISTINCT id, agreement FROM _agreement_step WHERE step NOT IN ('applied', 'invited')
    UNION
    SELECT s.id, m.value FROM _member_step s JOIN _meta m ON m.key = 'founding_agreement'
    WHERE s.step NOT IN ('applied', 'invited')
) t
JOIN _record r ON r.id = t.id
JOIN _value v ON v.record = t.id AND v.field = 'date'
JOIN _agreement a ON a.id = t.agreement
JOIN _value g ON g.record = a.id AND g.field = 'signed'
JOIN _statement s ON s.id = g.statement AND s.position = 0
WHERE v.high < g.low;

-- early-document
SELECT v.file, v.line, v.col, r.id || ' is dated ' || v.value || ', after ' || c.source || ' of ' || p.date
FROM (SELECT DISTINCT id, kind FROM _record) r
JOIN _value v ON v.record = r.id AND v.field = CASE WHEN r.kind IN ('trade', 'freight') THEN 'period' ELSE 'date' END
JOIN _citation c ON c.statement = v.statement
JOIN _span p ON p.record = c.source
WHERE v.low > p.last AND CASE r.kind
    WHEN 'meeting' THEN EXISTS (SELECT 1 FROM _meeting m WHERE m.id = r.id AND m.status = 'held')
    WHEN 'freight' THEN NOT EXISTS (SELECT 1 FROM _freight f WHERE f.id = r.id AND f.forecast)
    WHEN 'trade' THEN NOT EXISTS (SELECT 1 FROM _trade t WHERE t.id = r.id AND t.forecast)
    -- a document may say when a law will come into force
    WHEN 'member-step' THEN EXISTS (SELECT 1 FROM _member_step m WHERE m.id = r.id AND m.step <> 'in_force')
    WHEN 'agreement-step' THEN EXISTS (SELECT 1 FROM _agreement_step a WHERE a.id = r.id AND a.step <> 'in_force') END;

-- early-event
SELECT v.file, v.line, v.col, r.id || ': ' || v.field || ' ' || v.value || ' is before ' || b.field || ' ' || b.value
FROM _value b JOIN _value v ON v.statement = b.statement JOIN _record r ON r.id = v.record
WHERE (b.field, v.field) IN (VALUES ('started', 'opened'), ('signed', 'in_force')) AND v.high < b.low;

-- other-country
SELECT v.file, v.line, v.col, v.value || ' is no place in ' || c.code
FROM _value v JOIN _place p ON p.id = v.record JOIN _country c ON c.code = p.country
WHERE v.field = 'unlocode' AND c.alpha2 <> SUBSTR(v.value, 1, 2);

-- same-address
SELECT r.file, r.line, r.col, r.id || ' has the address of ' || s.first
FROM (SELECT id, FIRST_VALUE(id) OVER (PARTITION BY url ORDER BY rowid) AS first FROM _source WHERE url IS NOT NULL) s
JOIN _record r ON r.id = s.id WHERE s.id <> s.first;

-- other-count
SELECT v.file, v.line, v.col, 'counts ' || v.value || ' members and names ' || COUNT(e.country)
FROM _value v JOIN _published_list p ON p.statement = v.statement AND p.complete
JOIN _list_entry e ON e.statement = v.statement AND e.role = 'member'
WHERE v.field = 'count' GROUP BY v.id HAVING COUNT(e.country) <> v.low;

-- unused-source
SELECT r.file, r.line, r.col, 'no fact cites ' || r.id
FROM _record r WHERE r.kind = 'source' AND r.id NOT IN (SELECT source FROM _citation)
-- the document that says that a statement was withdrawn
AND NOT EXISTS (SELECT 1 FROM _value v WHERE v.field = 'retracted' AND instr(v.value, r.id));
