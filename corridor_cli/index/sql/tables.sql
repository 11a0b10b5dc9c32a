-- The tables that every kind of fact shares. A table for each kind (source, country, meeting,
-- trade, ...) is made beside them from the definitions in kinds.py.

-- What is known of the fact base itself.
CREATE TABLE _meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

-- One row a record: its identity, its place, and what its rows show.
CREATE TABLE _record (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    date TEXT,       -- the date or period it is about (EDTF)
    first TEXT,      -- first day of that date
    sources TEXT,    -- JSON: documents that state what the record's row shows
    locators TEXT,   -- JSON: the places in them
    by_field TEXT,   -- JSON: {field: [[source, locator], ...]}, where fields have different ones
    words TEXT,      -- what its statements say, for full text
    flags TEXT,      -- JSON
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    col INTEGER NOT NULL
);
CREATE INDEX record_id ON _record (id);

-- Ids that records had before.
CREATE TABLE _former (id TEXT NOT NULL, record TEXT NOT NULL, file TEXT, line INTEGER, col INTEGER);

-- What one or more documents state of a record; position 0 is shown first.
CREATE TABLE _statement (
    id INTEGER PRIMARY KEY,
    record TEXT NOT NULL,
    position INTEGER NOT NULL,
    favoured TEXT,   -- why an editor puts it before its rivals
    as_of TEXT,      -- the day that it speaks of (EDTF)
    sources TEXT,    -- JSON
    locators TEXT    -- JSON
);

-- A source and the place in it that states a statement.
CREATE TABLE _citation (
    statement INTEGER NOT NULL,
    record TEXT NOT NULL,
    source TEXT NOT NULL,
    locator TEXT NOT NULL,
    file TEXT,
    line INTEGER,
    col INTEGER
);

-- The days that each statement dates its record to.
CREATE TABLE _span (record TEXT NOT NULL, date TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL);

-- One row for each statement and field. Values with one key are rivals: they agree when all
-- their intervals from low to high meet (low and high are days, numbers, or the folded text).
-- Among those on a key that contend, one comes first.
CREATE TABLE _value (
    id INTEGER PRIMARY KEY,
    statement INTEGER NOT NULL,
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT,
    stated TEXT,
    key TEXT NOT NULL,
    may_be_preferred INTEGER NOT NULL, -- whether it can come first; a rate of growth beside an amount goes with it
    is_compared INTEGER NOT NULL,
    low,
    high,
    is_bare INTEGER,              -- whether a figure is one number, neither hedged nor a range
    hedge TEXT,
    precision,                 -- what one step of the last stated digit is worth
    preferred CORRIDOR_BOOLEAN DEFAULT 1,
    relation TEXT,             -- how it relates to its rivals
    is_sourced INTEGER NOT NULL,  -- whether it rests on documents, not on an editor
    in_profile INTEGER NOT NULL,    -- whether a country's dossier has it
    is_figure INTEGER NOT NULL,     -- whether it is a figure, which is shown with its rivals in other records
    rank INTEGER NOT NULL,     -- its field's place among those of the kind
    flags TEXT DEFAULT '[]',   -- JSON
    file TEXT,
    line INTEGER,
    col INTEGER
);

-- One row for each flow or measure that a record of trade or freight states.
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
    flags TEXT                 -- JSON
);

-- The countries that a record names.
CREATE TABLE _mention (record TEXT NOT NULL, country TEXT NOT NULL, file TEXT, line INTEGER, col INTEGER);

-- The days of events: which field of which statement dates what.
CREATE TABLE _event (
    record TEXT NOT NULL,
    statement INTEGER NOT NULL,
    field TEXT NOT NULL,
    event TEXT NOT NULL,
    date TEXT NOT NULL,        -- EDTF
    first TEXT NOT NULL,
    last TEXT NOT NULL
);

-- The records that a record names.
CREATE TABLE _reference (
    record TEXT NOT NULL,
    target TEXT NOT NULL,
    field TEXT NOT NULL,       -- a field of it, if one is named
    source TEXT NOT NULL,      -- the document that states it, if one is named
    kinds TEXT NOT NULL,       -- JSON: what kinds of record it may be; none is any
    file TEXT,
    line INTEGER,
    col INTEGER
);

-- Every name a country goes by, folded for look-up.
CREATE TABLE _country_name (name TEXT NOT NULL, country TEXT NOT NULL);

-- Lists of members: each statement that gives members is one.
CREATE TABLE _published_list (
    statement INTEGER PRIMARY KEY,
    list TEXT NOT NULL,        -- the record
    as_of TEXT,
    first TEXT,                -- first day of that date
    complete CORRIDOR_BOOLEAN NOT NULL
);

-- Whom a published list names, and as what.
CREATE TABLE _list_entry (
    statement INTEGER NOT NULL,
    country TEXT NOT NULL,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    file TEXT,
    line INTEGER,
    col INTEGER
);

-- Kinds of source in the order of their weight.
CREATE TABLE _source_rank (kind TEXT PRIMARY KEY, rank INTEGER NOT NULL);

-- Words that rows are ordered by: the kinds of record, and the words of some fields in their order.
CREATE TABLE _word_rank (word TEXT PRIMARY KEY, rank INTEGER NOT NULL);

-- Flags in their order; a flag belongs to a value, or to its whole record.
CREATE TABLE _flag_rank (flag TEXT PRIMARY KEY, rank INTEGER NOT NULL);
CREATE TABLE _flag (record TEXT NOT NULL, value INTEGER, flag TEXT NOT NULL);
