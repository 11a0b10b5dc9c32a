-- Rules that need more than one record. Each begins with `-- code: what must hold` and returns the
-- offending places: file, line, col, message, word, pool. A guess for `word` is looked for among
-- the ids of the kind `pool`, if that is not NULL.

-- unknown-source: a fact cites a document that a file under sources/ describes
SELECT c.file, c.line, c.col, 'unknown source ''' || c.source || '''', c.source, 'source'
FROM citation c WHERE c.source NOT IN (SELECT id FROM source);

-- unknown-country: a country is one of countries.yaml
SELECT m.file, m.line, m.col, 'unknown country ''' || m.country || '''', m.country, 'country'
FROM mention m WHERE m.country NOT IN (SELECT code FROM country);

-- duplicate-id: an id names one record
SELECT r.file, r.line, r.col,
    'the id ''' || r.id || ''' is already taken at ' || f.file || ':' || f.line
    || CASE WHEN r.kind IN ('trade', 'freight') THEN '; write an id: of its own' ELSE '' END, NULL, NULL
FROM record r JOIN record f ON f.id = r.id AND f.rowid = (SELECT MIN(rowid) FROM record WHERE id = r.id)
WHERE r.rowid > f.rowid;

-- former-id: a former id names one record, and none of today's
SELECT f.file, f.line, f.col, 'the former id ''' || f.id || ''' names another record', NULL, NULL
FROM former f WHERE f.id IN (SELECT id FROM record) OR f.rowid > (SELECT MIN(rowid) FROM former WHERE id = f.id);

-- id-is-country: an id is never a country's code or name
SELECT r.file, r.line, r.col, 'the id ''' || r.id || ''' is a name of ' || n.country, NULL, NULL
FROM record r JOIN country_name n ON n.name = REPLACE(r.id, '-', ' ') WHERE r.kind <> 'country'
UNION ALL
SELECT f.file, f.line, f.col, 'the former id ''' || f.id || ''' is a name of ' || n.country, NULL, NULL
FROM former f JOIN country_name n ON n.name = REPLACE(f.id, '-', ' ');

-- ambiguous-name: a name belongs to one country
SELECT r.file, r.line, r.col, 'the name ''' || n.name || ''' also belongs to ' || MIN(o.country), NULL, NULL
FROM country_name n JOIN country_name o ON o.name = n.name AND o.country < n.country JOIN record r ON r.id = n.country
GROUP BY n.country, n.name;

-- two-roles: a list names a state once
SELECT e.file, e.line, e.col, e.country || ' is already named by this list', NULL, NULL
FROM list_entry e JOIN list_entry o ON o.statement = e.statement AND o.country = e.country AND o.rowid < e.rowid;

-- two-preferred: an editor prefers one of the figures on a key
SELECT v.file, v.line, v.col, 'another figure on ' || v.key || ' is preferred already, in line ' || o.line, NULL, NULL
FROM value v JOIN statement s ON s.id = v.statement AND s.favoured IS NOT NULL
JOIN value o ON o.key = v.key AND o.id < v.id JOIN statement p ON p.id = o.statement AND p.favoured IS NOT NULL
WHERE v.bare IS NOT NULL AND v.contends AND o.contends;

-- country-codes: a country has ISO 3166-1 codes, a group has none
SELECT r.file, r.line, r.col,
    CASE WHEN c."group" THEN 'a group has no ISO 3166-1 code: leave out alpha2 and numeric'
    ELSE 'a country needs its ISO 3166-1 codes: code (3 letters), alpha2, numeric' END, NULL, NULL
FROM country c JOIN record r ON r.id = c.id
WHERE CASE WHEN c."group" THEN c.alpha2 IS NOT NULL OR c.numeric IS NOT NULL
    ELSE NOT (LENGTH(c.code) = 3 AND IFNULL(c.alpha2, '') GLOB '[A-Z][A-Z]' AND IFNULL(c.numeric, '') GLOB '[0-9][0-9][0-9]') END;

-- wrong-year: a document is in the file of its year of publication
SELECT r.file, r.line, r.col, 'published ' || IFNULL(s.published, 'at an unknown date') || ', so it belongs into sources/'
    || IFNULL(SUBSTR(r.first, 1, 4), 'undated') || '.yaml', NULL, NULL
FROM source s JOIN record r ON r.id = s.id
WHERE r.file <> 'sources/' || IFNULL(SUBSTR(r.first, 1, 4), 'undated') || '.yaml';

-- wrong-meeting-year: a meeting is in the file of the year in which it begins
SELECT r.file, r.line, r.col, 'dated ' || IFNULL(m.date, 'nowhere') || ', so it belongs into meetings/'
    || IFNULL(SUBSTR(r.first, 1, 4), 'undated') || '.yaml', NULL, NULL
FROM meeting m JOIN record r ON r.id = m.id
WHERE r.file <> 'meetings/' || IFNULL(SUBSTR(r.first, 1, 4), 'undated') || '.yaml';

-- no-published: a date of publication says whether it is printed or inferred
SELECT r.file, r.line, r.col,
    CASE WHEN s.published IS NULL THEN 'published_basis without published' ELSE 'published needs published_basis: printed or inferred' END, NULL, NULL
FROM source s JOIN record r ON r.id = s.id WHERE (s.published IS NULL) <> (s.published_basis IS NULL);

-- date-basis: the date of a meeting says what it rests on
SELECT r.file, r.line, r.col,
    CASE WHEN m.date IS NULL THEN 'date_basis without date' ELSE 'date needs date_basis: stated, reported or inferred' END, NULL, NULL
FROM meeting m JOIN record r ON r.id = m.id WHERE (m.date IS NULL) <> (m.date_basis IS NULL);

-- about-names: about.yaml names the founding agreement and the preferred list of members
SELECT r.file, r.line, r.col, m.key || ': there is no ' || w.kind || ' ''' || m.value || '''', m.value, w.kind
FROM meta m JOIN (SELECT 'founding_agreement' AS key, 'agreement' AS kind UNION ALL SELECT 'members_list', 'member-list') w ON w.key = m.key
JOIN record r ON r.id = 'about'
WHERE m.value NOT IN (SELECT id FROM record WHERE kind = w.kind);

-- unknown-record: what a record names is a record of the right kind
SELECT f.file, f.line, f.col, 'there is no ' || IFNULL((SELECT GROUP_CONCAT(value, ' or ') FROM json_each(f.kinds)), 'record')
    || ' ''' || f.target || '''', f.target, (SELECT value FROM json_each(f.kinds) LIMIT 1)
FROM reference f
WHERE NOT EXISTS (
    SELECT 1 FROM record r WHERE r.id = f.target AND (f.kinds = '[]' OR r.kind IN (SELECT value FROM json_each(f.kinds)))
);

-- unknown-field: a claim is a field that its record states, by the source that is named
SELECT f.file, f.line, f.col,
    f.target || ' states no ''' || f.field || '''' || IIF(f.source = '', '', ' by ' || f.source), NULL, NULL
FROM reference f
WHERE f.field <> '' AND f.target IN (SELECT id FROM record) AND NOT EXISTS (
    SELECT 1 FROM value v JOIN citation c ON c.statement = v.statement
    WHERE v.record = f.target AND v.field = f.field AND f.source IN ('', c.source)
);

-- agreement-file: an agreement is in a file of its name
SELECT r.file, r.line, r.col, 'the agreement ' || r.id || ' does not live in ' || r.file, NULL, NULL
FROM record r WHERE r.kind = 'agreement' AND r.file <> 'agreements/' || r.id || '.yaml';

-- project-file: a project is in a file of its name
SELECT r.file, r.line, r.col, 'the project ' || r.id || ' does not live in ' || r.file, NULL, NULL
FROM record r WHERE r.kind = 'project' AND r.file <> 'projects/' || r.id || '.yaml';

-- list-states: a list of members gives members, and says whether it is complete, or a count
SELECT r.file, r.line, r.col,
    CASE WHEN m.members = '[]' THEN 'expected members or a count' ELSE 'members need complete: true or false' END, NULL, NULL
FROM member_list m JOIN record r ON r.id = m.id
WHERE (m.members = '[]' AND m.count IS NULL) OR (m.members <> '[]' AND m.complete IS NULL);

-- step-date: a step has a date, or a day by which it had been taken
SELECT r.file, r.line, r.col, 'a step needs date or as_of', NULL, NULL
FROM agreement_step s JOIN record r ON r.id = s.id WHERE s.date IS NULL AND s.as_of IS NULL;

-- one-side: a dispute has at least two sides
SELECT r.file, r.line, r.col, 'a dispute needs at least two claims, or one of a field that several statements give', NULL, NULL
FROM record r WHERE r.kind = 'dispute' AND 2 > (
    SELECT COUNT(*) FROM reference f JOIN value v ON v.record = f.target AND v.field = f.field WHERE f.record = r.id
);
