-- One view for each command: exactly the columns that kinds.py declares, in that order.

CREATE VIEW agreements AS
SELECT a.id, a.title, a.name, a.signed, a.signed_at, a.signatories, a.in_force,
    COALESCE(l.members, a.parties) AS parties,
    a.depositary, a.note,
    CASE WHEN l.id IS NOT NULL AND INSTR(r.flags, 'disputed') = 0 AND EXISTS (SELECT 1 FROM member_disputed)
        THEN json_insert(r.flags, '$[#]', 'disputed') ELSE r.flags END AS flags,
    (SELECT json_group_array(value) FROM (
        SELECT value FROM json_each(r.sources) UNION ALL SELECT value FROM json_each(s.sources)
    )) AS sources,
    (SELECT json_group_array(value) FROM (
        SELECT value FROM json_each(r.locators) UNION ALL SELECT value FROM json_each(s.locators)
    )) AS locators
FROM agreement a
JOIN record r ON r.id = a.id
-- Where no document names the parties of the founding agreement, the preferred list does.
LEFT JOIN preferred_list p ON a.parties = '[]' AND a.id = (SELECT value FROM meta WHERE key = 'founding_agreement')
LEFT JOIN statement s ON s.id = p.statement
LEFT JOIN member_list l ON l.id = s.record;

CREATE VIEW meetings AS
SELECT m.id, m.date, m.date_basis, m.title, m.status, m.level, m.place, m.event, m.countries, m.participants,
    m.topics, m.outcomes, m.announced_for, m.note, r.flags, r.sources, r.locators
FROM meeting m JOIN record r ON r.id = m.id;

CREATE VIEW trades AS
SELECT t.id, t.period, t.coverage, t.reporter, a.name AS reporter_name, t.partner, b.name AS partner_name,
    t.export, t.import, t.turnover, t.balance, t.unit, t.export_stated, t.import_stated, t.turnover_stated,
    r.flags, s.published, r.sources, r.locators, t.pair
FROM trade t
JOIN record r ON r.id = t.id
LEFT JOIN country a ON a.code = t.reporter
LEFT JOIN country b ON b.code = t.partner
JOIN statement p ON p.record = t.id
LEFT JOIN standing s ON s.statement = p.id;

CREATE VIEW figures AS
SELECT f.id, COALESCE(v.key, g.key) AS key, t.period, t.coverage, t.reporter, t.reporter_name, t.partner, t.partner_name,
    f.flow, f.value, f.low, f.high, f.hedge, f.unit, f.stated, f.converted, f.growth, f.growth_vs, f.growth_stated,
    b.basis, b.scope, b.stated_by, COALESCE(v.preferred, g.preferred) AS preferred,
    f.flags,
    t.published, t.sources, t.locators, t.pair
FROM figure f
JOIN trades t ON t.id = f.record
JOIN trade b ON b.id = f.record
LEFT JOIN value v ON v.id = f.amount
LEFT JOIN value g ON g.id = f.rate;

CREATE VIEW sources AS
SELECT s.id, s.kind, s.title, s.title_basis, s.publisher, s.via, s.author, s.published, s.published_basis, s.url,
    s.archived, s.accessed, s.language, s.licence, s.note,
    (SELECT COUNT(DISTINCT c.record) FROM citation c WHERE c.source = s.id) AS facts
FROM source s;

-- Every value of every statement, with the statement it belongs to.
CREATE VIEW statement_value AS
SELECT v.record AS id, r.kind, v.field, v.value, v.unit, v.stated, r.date, v.preferred, v.flags,
    CASE WHEN v.sourced THEN s.sources ELSE '[]' END AS sources,
    CASE WHEN v.sourced THEN s.locators ELSE '[]' END AS locators, s.position, v.statement, v.id AS value_id, r.file, r.line
FROM value v JOIN record r ON r.id = v.record LEFT JOIN statement s ON s.id = v.statement;

CREATE VIEW show AS
SELECT id, kind, field, value, unit, stated, date, preferred, flags, sources, locators, position FROM statement_value;

-- Since when each state is a member, by its steps: a founder's signature, else the earliest
-- accession or entry into force.
CREATE VIEW member_since AS
SELECT country, date, step, sources, locators FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY country ORDER BY NOT founder, first, step) AS place
    FROM step WHERE founder OR step IN ('acceded', 'in_force')
) WHERE place = 1;

-- The oldest list that names each state as a member.
CREATE VIEW first_listed AS
SELECT country, statement, as_of, first FROM (
    SELECT e.country, l.statement, l.as_of, l.first,
        ROW_NUMBER() OVER (PARTITION BY e.country ORDER BY l.first, l.statement) AS place
    FROM list_entry e JOIN published_list l ON l.statement = e.statement
    WHERE e.role = 'member'
) WHERE place = 1;

-- Complete lists that leave out a state which a list of the same day, or an older one, names.
CREATE VIEW left_out AS
SELECT f.country, l.statement, l.list FROM first_listed f JOIN published_list l ON l.complete AND l.first >= f.first
WHERE NOT EXISTS (
    SELECT 1 FROM list_entry e WHERE e.statement = l.statement AND e.country = f.country AND e.role = 'member'
);

-- The states whose membership a document denies or doubts: a complete list leaves them out, it is
-- said to be disputed, or sources disagree on a step.
CREATE VIEW member_disputed AS
SELECT country FROM left_out
UNION SELECT country FROM step WHERE disputed
UNION SELECT country FROM member_role WHERE role = 'disputed';

-- Roles of states that a list does not name: what the newest document or list makes of them (a
-- member elsewhere is disputed here).
CREATE VIEW role_elsewhere AS
SELECT country, role, sources, locators FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY country ORDER BY first DESC NULLS LAST, weight) AS place FROM (
        SELECT m.country, m.role, r.sources, r.locators, 0 AS weight, r.first
        FROM member_role m JOIN record r ON r.id = m.id
        UNION ALL
        SELECT e.country, CASE e.role WHEN 'member' THEN 'disputed' ELSE e.role END, s.sources, s.locators, 1, l.first
        FROM list_entry e JOIN published_list l ON l.statement = e.statement JOIN statement s ON s.id = e.statement
    )
) WHERE place = 1;

-- Who is what by which published list, the states that it does not name at its end.
CREATE VIEW members_by_list AS
SELECT m.country, c.name, m.role,
    CASE WHEN s.country IS NOT NULL THEN s.date WHEN f.country IS NOT NULL THEN '../' || f.as_of END AS since,
    CASE WHEN s.country IS NOT NULL THEN s.step WHEN f.country IS NOT NULL THEN 'listed' END AS since_step,
    (SELECT COUNT(*) FROM list_entry e WHERE e.country = m.country AND e.role = 'member') AS lists,
    (SELECT COUNT(*) FROM published_list) AS lists_total,
    m.role = 'disputed' OR m.country IN (SELECT country FROM member_disputed) AS disputed,
    l.list, l.as_of,
    (SELECT json_group_array(value) FROM (
        SELECT value FROM json_each(m.sources)
        UNION ALL SELECT value FROM json_each(s.sources)
        UNION ALL SELECT value FROM json_each(y.sources)
    )) AS sources,
    (SELECT json_group_array(value) FROM (
        SELECT value FROM json_each(m.locators)
        UNION ALL SELECT value FROM json_each(s.locators)
        UNION ALL SELECT value FROM json_each(y.locators)
    )) AS locators,
    l.statement
FROM (
    SELECT e.statement, e.country, e.role, s.sources, s.locators
    FROM list_entry e JOIN statement s ON s.id = e.statement
    UNION ALL
    SELECT l.statement, o.country, o.role, o.sources, o.locators FROM published_list l JOIN role_elsewhere o
    WHERE NOT EXISTS (SELECT 1 FROM list_entry e WHERE e.statement = l.statement AND e.country = o.country)
) m
JOIN published_list l ON l.statement = m.statement
JOIN country c ON c.code = m.country
LEFT JOIN member_since s ON s.country = m.country AND m.role IN ('member', 'disputed')
LEFT JOIN first_listed f ON f.country = m.country AND m.role IN ('member', 'disputed')
LEFT JOIN statement y ON y.id = f.statement AND s.country IS NULL
    AND (y.sources <> m.sources OR y.locators <> m.locators);

-- The list that comes first: the members that its record shows.
CREATE VIEW preferred_list AS
SELECT MIN(statement) AS statement FROM published_list WHERE list = (SELECT value FROM meta WHERE key = 'members_list');

CREATE VIEW members AS
SELECT country, name, role, since, since_step, lists, lists_total, disputed, list, as_of, sources, locators
FROM members_by_list
WHERE statement = (SELECT statement FROM preferred_list) AND role = 'member'
ORDER BY name;
