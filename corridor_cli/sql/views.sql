-- One view for each command: exactly the columns that kinds.py declares, in that order.

CREATE VIEW agreements AS
SELECT a.id, a.title, a.name, a.signed, a.signed_at, a.signatories, a.in_force,
    CASE WHEN a.parties <> '[]' OR a.id <> founding.value THEN a.parties ELSE l.members END AS parties,
    a.depositary, a.note, r.flags,
    CASE WHEN a.parties <> '[]' OR a.id <> founding.value THEN r.sources ELSE (
        SELECT json_group_array(value) FROM (SELECT value FROM json_each(r.sources) UNION ALL SELECT value FROM json_each(lr.sources))
    ) END AS sources,
    CASE WHEN a.parties <> '[]' OR a.id <> founding.value THEN r.locators ELSE (
        SELECT json_group_array(value) FROM (SELECT value FROM json_each(r.locators) UNION ALL SELECT value FROM json_each(lr.locators))
    ) END AS locators
FROM agreement a
JOIN record r ON r.id = a.id
JOIN meta founding ON founding.key = 'founding_agreement'
JOIN meta list ON list.key = 'members_list'
JOIN member_list l ON l.id = list.value
JOIN record lr ON lr.id = l.id;

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
LEFT JOIN statement p ON p.record = t.id
LEFT JOIN standing s ON s.statement = p.id;

CREATE VIEW figures AS
SELECT f.id, COALESCE(v.key, g.key) AS key, t.period, t.coverage, t.reporter, t.reporter_name, t.partner, t.partner_name,
    f.flow, f.value, f.low, f.high, f.hedge, f.unit, f.stated, f.converted, f.growth, f.growth_vs, f.growth_stated,
    b.basis, b.scope, b.stated_by, COALESCE(v.preferred, g.preferred) AS preferred,
    (SELECT json_group_array(flag) FROM (
        SELECT DISTINCT x.flag, k.rank FROM flag x JOIN flag_rank k ON k.flag = x.flag
        WHERE x.record = f.record AND (x.value IS NULL OR x.value IN (f.amount, f.rate)) ORDER BY k.rank
    )) AS flags,
    t.published, t.sources, t.locators, t.pair
FROM figure f
JOIN trades t ON t.id = f.record
JOIN trade b ON b.id = f.record
LEFT JOIN value v ON v.id = f.amount
LEFT JOIN value g ON g.id = f.rate;

CREATE VIEW documents AS
SELECT s.id, s.kind, s.title, s.title_basis, s.publisher, s.via, s.author, s.published, s.published_basis, s.url,
    s.archived, s.accessed, s.language, s.licence, s.note,
    (SELECT COUNT(DISTINCT c.record) FROM citation c WHERE c.source = s.id) AS facts
FROM source s;

-- Every value of every statement, with the statement it belongs to.
CREATE VIEW statement_value AS
SELECT v.record AS id, r.kind, v.field, v.value, v.unit, v.stated, r.date, v.preferred, v.flags,
    CASE WHEN v.stands_on_sources THEN s.sources ELSE '[]' END AS sources,
    CASE WHEN v.stands_on_sources THEN s.locators ELSE '[]' END AS locators, v.statement, v.id AS value_id, r.file, r.line
FROM value v JOIN record r ON r.id = v.record JOIN statement s ON s.id = v.statement;

CREATE VIEW show AS
SELECT id, kind, field, value, unit, stated, date, preferred, flags, sources, locators FROM statement_value;

-- Since when each state is a member, by its steps: a founder's signature, else the earliest
-- accession or entry into force.
CREATE VIEW member_since AS
SELECT country, date, step, record FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY country ORDER BY step <> 'signed', first, step) AS place
    FROM step WHERE step IN ('signed', 'acceded', 'in_force')
) WHERE place = 1;

-- The oldest list that names each state as a member.
CREATE VIEW first_listed AS
SELECT country, list, as_of, first FROM (
    SELECT e.country, e.list, l.as_of, r.first,
        ROW_NUMBER() OVER (PARTITION BY e.country ORDER BY r.first, e.list) AS place
    FROM list_entry e JOIN member_list l ON l.id = e.list JOIN record r ON r.id = l.id
    WHERE e.role = 'member'
) WHERE place = 1;

-- Where a document does not take a listed member for one: a complete list of the same day or
-- later without it, or steps on which sources disagree.
CREATE VIEW member_disputed AS
SELECT f.country FROM first_listed f JOIN member_list l ON l.complete JOIN record r ON r.id = l.id
WHERE r.first >= f.first AND NOT EXISTS (
    SELECT 1 FROM list_entry e WHERE e.list = l.id AND e.country = f.country AND e.role = 'member'
)
UNION
SELECT country FROM step WHERE disputed;

-- Who is what by which list. Roles that no list gives stand with the list they are missing from.
CREATE VIEW member_role_by_list AS
SELECT e.list, e.country, e.role, e.position, e.list AS record FROM list_entry e
UNION ALL
SELECT list, country, role, 1000, record FROM (
    SELECT l.id AS list, o.country, o.role, o.record,
        ROW_NUMBER() OVER (PARTITION BY l.id, o.country ORDER BY o.weight, o.first DESC) AS place
    FROM member_list l JOIN (
        SELECT m.country, m.role, m.id AS record, 0 AS weight, r.first FROM member_role m JOIN record r ON r.id = m.id
        UNION ALL
        SELECT e.country, CASE e.role WHEN 'member' THEN 'disputed' ELSE e.role END, e.list, 1, r.first
        FROM list_entry e JOIN record r ON r.id = e.list
    ) o
    WHERE NOT EXISTS (SELECT 1 FROM list_entry e WHERE e.list = l.id AND e.country = o.country)
) WHERE place = 1;

CREATE VIEW members_by_list AS
SELECT m.country, c.name, m.role,
    CASE WHEN s.country IS NOT NULL THEN s.date WHEN f.country IS NOT NULL THEN '../' || f.as_of END AS since,
    CASE WHEN s.country IS NOT NULL THEN s.step WHEN f.country IS NOT NULL THEN 'listed' END AS since_step,
    (SELECT COUNT(*) FROM list_entry e WHERE e.country = m.country AND e.role = 'member') AS lists,
    (SELECT COUNT(*) FROM member_list) AS lists_total,
    m.country IN (SELECT country FROM member_disputed) AS disputed,
    l.id AS list, l.as_of,
    (SELECT json_group_array(value) FROM (
        SELECT value FROM json_each(r.sources)
        UNION ALL SELECT value FROM json_each(x.sources)
        UNION ALL SELECT value FROM json_each(y.sources) WHERE s.country IS NULL AND y.id <> r.id
    )) AS sources,
    (SELECT json_group_array(value) FROM (
        SELECT value FROM json_each(r.locators)
        UNION ALL SELECT value FROM json_each(x.locators)
        UNION ALL SELECT value FROM json_each(y.locators) WHERE s.country IS NULL AND y.id <> r.id
    )) AS locators,
    m.position
FROM member_role_by_list m
JOIN member_list l ON l.id = m.list
JOIN record r ON r.id = m.record
JOIN country c ON c.code = m.country
LEFT JOIN member_since s ON s.country = m.country
LEFT JOIN record x ON x.id = s.record
LEFT JOIN first_listed f ON f.country = m.country
LEFT JOIN record y ON y.id = f.list;

CREATE VIEW members AS
SELECT country, name, role, since, since_step, lists, lists_total, disputed, list, as_of, sources, locators
FROM members_by_list
WHERE list = (SELECT value FROM meta WHERE key = 'members_list') AND role = 'member'
ORDER BY name;
