-- How many facts count in a cell, of how many can be said whether they are met, and how many are (`domain.indicators.statistics`), under the
-- rights of its owner, who sees all rows: it tells no trajectory.
CREATE FUNCTION {rows}.numbers(measure text, counted_by text, cut text, starts date[], ends date[], known_at bigint, heirs jsonb, wanted text)
RETURNS TABLE (period integer, key text, number bigint, told bigint, met bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT
        part.period,
        part.key,
        count(*),
        count(CASE WHEN numbers.wanted IS NULL THEN part.met ELSE part.label = numbers.wanted END),
        count(*) FILTER (WHERE CASE WHEN numbers.wanted IS NULL THEN part.met ELSE part.label = numbers.wanted END)
    FROM {rows}.parts(numbers.measure, numbers.counted_by, numbers.cut, numbers.starts, numbers.ends, numbers.known_at, numbers.heirs) AS part
    WHERE current_setting('jeugdspoor.role', true) IN ('reporter', 'privacy_officer', 'auditor')
    GROUP BY part.period, part.key
$$;

REVOKE ALL ON FUNCTION {rows}.numbers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {rows}.numbers TO {reader}
