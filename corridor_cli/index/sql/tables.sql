-- Tables for all kinds. Each kind also has a table of its own (_source, _country, _meeting, ...), made
-- from its definition in kinds.py.

-- The fields of about.yaml.
CREATE TABLE _meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

-- Records: identity, place in the files, and the documents of what the record's row shows.
CREATE TABLE _record (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    date TEXT,       -- date or period of the fact (EDTF)
    first TEXT,      -- first day of that date
    sources TEXT,    -- JSON: ids of the documents
    locators TEXT,   -- JSON: the places in them, one for each source
    by_field TEXT,   -- JSON: {field: [[source, locator], ...]}, if there are several statements
    words TEXT,      -- texts of the statements, for full-text search
    flags TEXT,      -- JSON
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    col INTEGER NOT NULL
);
CREATE INDEX record_id ON _record (id);

-- Former ids of records: those of `formerly`, and without a place those of their other sources.
CREATE TABLE _former (id TEXT NOT NULL, record TEXT NOT NULL, file TEXT, line INTEGER, col INTEGER);

-- Statements: what one or more documents state of a record. Position 0 is shown first.
CREATE TABLE _statement (
    id INTEGER PRIMARY KEY,
    record TEXT NOT NULL,
    position INTEGER NOT NULL,
    favoured TEXT,   -- why an editor prefers it to its rivals
    as_of TEXT,      -- the day for which it holds (EDTF)
    is_retracted INTEGER NOT NULL,  -- whether its publisher withdrew it
    sources TEXT,    -- JSON
    locators TEXT    -- JSON
);

-- Citations: the sources of each statement, with the place in each.
CREATE TABLE _citation (
    statement INTEGER NOT NULL,
    record TEXT NOT NULL,
    source TEXT NOT NULL,
    locator TEXT NOT NULL,
    file TEXT,
    line INTEGER,
    col INTEGER
);

-- The days of each statement's date or period.
CREATE TABLE _span (record TEXT NOT NULL, date TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL);

-- The days of each row of `series`, and of both sides of each row of `mirror`, by its key.
CREATE TABLE _key_span (record TEXT NOT NULL, date TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL);

-- Values: one row for each statement and field; an amount and its rate of growth have a row each.
-- Values with the same key are rivals. They agree if all their intervals, from low to high, meet.
-- The ends are days, numbers, or the folded text; a text without rivals has no interval.
CREATE TABLE _value (
    id INTEGER PRIMARY KEY,
    statement INTEGER NOT NULL,
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT,
    stated TEXT,
    key TEXT NOT NULL,
    may_be_preferred INTEGER NOT NULL,  -- 0 for a rate of growth beside an amount, which decides for both
    is_compared INTEGER NOT NULL,       -- whether rivals can disagree
    low,
    high,
    low_open INTEGER,          -- whether an end of the interval is itself left out
    high_open INTEGER,
    is_bare INTEGER,           -- whether an amount is one number, neither hedged nor a range
    hedge TEXT,
    side TEXT,                 -- what one side of a dispute shares: the value, without `about`
    precision,                 -- the value of one unit of the last stated digit
    preferred CORRIDOR_BOOLEAN DEFAULT 1,
    relation TEXT,             -- to the preferred rival: first, agrees, contradicts, disputed
    is_sourced INTEGER NOT NULL,  -- whether documents state it; else it is an editor's own
    in_profile INTEGER NOT NULL,  -- whether the profile of a country shows it
    is_figure INTEGER NOT NULL,   -- whether it is a figure of trade or freight
    rank INTEGER NOT NULL,     -- the place of its field among the fields of the kind
    flags TEXT DEFAULT '[]',   -- JSON
    disputes TEXT DEFAULT '[]',  -- JSON: ids of the disputes that it is a side of
    file TEXT,
    line INTEGER,
    col INTEGER
);

-- What tells statements on one field apart: lender, basis, year of a forecast ... (kinds.py, apart_by).
CREATE TABLE _apart (
    value INTEGER NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,        -- the field that tells them apart
    word TEXT                  -- what the statement has there; NULL if it does not say
);

-- Positions that several statements give: points of a globe with a radius of 6371 km.
CREATE TABLE _position (value INTEGER PRIMARY KEY, x REAL NOT NULL, y REAL NOT NULL, z REAL NOT NULL);

-- Positions with one key that are farther apart than 50 km, which disagree. The joins are in this
-- order, since most values are no positions.
CREATE VIEW _far AS
SELECT v.id AS value, w.id AS other, v.key
FROM _position a CROSS JOIN _value v ON v.id = a.value
CROSS JOIN _value w ON w.key = v.key CROSS JOIN _position b ON b.value = w.id
WHERE (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) + (a.z - b.z) * (a.z - b.z) > 50 * 50;

-- Figures: one row for each flow or measure of a record of trade or freight.
CREATE TABLE _figure (
    id TEXT NOT NULL,
    record TEXT NOT NULL,
    flow TEXT NOT NULL,
    amount INTEGER,            -- value.id of the amount
    rate INTEGER,              -- value.id of the rate of growth
    value NUMERIC,
    low NUMERIC,
    high NUMERIC,
    hedge TEXT,
    unit TEXT,
    stated TEXT,
    converted TEXT,
    growth NUMERIC,
    growth_vs TEXT,
    growth_stated TEXT,
    flags TEXT,                -- JSON
    disputes TEXT DEFAULT '[]' -- JSON
);

-- Countries that records name.
CREATE TABLE _mention (record TEXT NOT NULL, country TEXT NOT NULL, file TEXT, line INTEGER, col INTEGER);

-- Events: the dates of statements that `timeline` shows.
CREATE TABLE _dated (
    record TEXT NOT NULL,
    statement INTEGER NOT NULL,
    field TEXT NOT NULL,
    event TEXT NOT NULL,
    date TEXT NOT NULL,        -- EDTF
    first TEXT NOT NULL,
    last TEXT NOT NULL
);

-- Records that records name.
CREATE TABLE _reference (
    record TEXT NOT NULL,
    target TEXT NOT NULL,
    field TEXT NOT NULL,       -- a field of the target, or ''
    source TEXT NOT NULL,      -- a document that states this field, or ''
    kinds TEXT NOT NULL,       -- JSON: kinds that the target may be; [] for all kinds
    file TEXT,
    line INTEGER,
    col INTEGER
);

-- Names and codes of countries, folded for look-up.
CREATE TABLE _country_name (name TEXT NOT NULL, country TEXT NOT NULL);

-- Published lists of members: each statement that gives members is one.
CREATE TABLE _published_list (
    statement INTEGER PRIMARY KEY,
    list TEXT NOT NULL,        -- id of the record
    as_of TEXT,
    first TEXT,                -- first day of that date
    complete CORRIDOR_BOOLEAN NOT NULL
);

-- Countries on each published list, with their roles.
CREATE TABLE _list_entry (
    statement INTEGER NOT NULL,
    country TEXT NOT NULL,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    file TEXT,
    line INTEGER,
    col INTEGER
);

-- Kinds of source; the lowest rank is preferred.
CREATE TABLE _source_rank (kind TEXT PRIMARY KEY, rank INTEGER NOT NULL);

-- Words that answers sort by: kinds of record, coverages, flows and measures.
CREATE TABLE _word_rank (word TEXT PRIMARY KEY, rank INTEGER NOT NULL);

-- Flags in order. A flag belongs to one value, or to a whole record if `value` is NULL.
CREATE TABLE _flag_rank (flag TEXT PRIMARY KEY, rank INTEGER NOT NULL);
CREATE TABLE _flag (record TEXT NOT NULL, value INTEGER, flag TEXT NOT NULL);
