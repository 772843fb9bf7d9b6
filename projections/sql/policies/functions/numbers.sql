-- How many facts count in a cell, of how many trajectories, of how many facts can be said whether they are met, and how many are
-- (`domain.figures.statistics`), under the rights of its owner, who sees all rows: it tells no trajectory.
CREATE FUNCTION {rows}.numbers(measure text, counted_by text, cut text, starts date[], ends date[], known_at bigint, heirs jsonb, wanted text)
RETURNS TABLE (period integer, key text, number bigint, people bigint, told bigint, met bigint, people_met bigint, people_unmet bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT
        own.period,
        own.key,
        sum(own.number)::bigint,
        count(*),
        sum(own.told)::bigint,
        sum(own.met)::bigint,
        count(*) FILTER (WHERE own.met > 0),
        count(*) FILTER (WHERE own.told > own.met)
    FROM (
        SELECT
            part.period,
            part.key,
            count(*) AS number,
            count(CASE WHEN numbers.wanted IS NULL THEN part.met ELSE part.label = numbers.wanted END) AS told,
            count(*) FILTER (WHERE CASE WHEN numbers.wanted IS NULL THEN part.met ELSE part.label = numbers.wanted END) AS met
        FROM {rows}.parts(
            numbers.measure, numbers.counted_by, numbers.cut, numbers.starts, numbers.ends, numbers.known_at, numbers.heirs
        ) AS part
        WHERE current_setting('jeugdspoor.role', true) IN ('reporter', 'privacy_officer', 'auditor')
        GROUP BY part.period, part.key, part.trajectory_id
    ) AS own
    GROUP BY own.period, own.key
$$;

REVOKE ALL ON FUNCTION {rows}.numbers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {rows}.numbers TO {reader}
