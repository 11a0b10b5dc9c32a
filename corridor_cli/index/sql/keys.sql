-- Keys of statements on different things: another lender, forecaster, basis or year is part of the key.

-- A statement that does not say it goes with the first that does and is not told apart by anything else.
CREATE INDEX apart_value ON _apart (value);
CREATE INDEX apart_key ON _apart (key, name, value) WHERE word IS NOT NULL;
CREATE TABLE _told AS
SELECT mine.value, mine.name, COALESCE(mine.word, (
    SELECT f.word FROM _apart f
    WHERE f.key = mine.key AND f.name = mine.name AND f.word IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM _apart a JOIN _apart b ON b.value = f.value AND b.name = a.name
        WHERE a.value = mine.value AND a.word <> b.word
    )
    ORDER BY f.value LIMIT 1
)) AS word
FROM _apart mine;
UPDATE _value SET key = _value.key || t.words FROM (
    SELECT value, GROUP_CONCAT('.' || name || '=' || word, '') AS words
    FROM (SELECT * FROM _told WHERE word IS NOT NULL ORDER BY value, name) GROUP BY value
) t
WHERE t.value = _value.id;

-- What its publisher withdrew has no rivals and is never preferred.
UPDATE _value SET key = key || '.retracted.' || statement, is_compared = 0, preferred = 0
WHERE statement IN (SELECT id FROM _statement WHERE is_retracted);
