-- How many facts count in a cell, and of how many trajectories (`domain.indicators.statistics`), under the rights of its owner, who sees all
-- rows: it tells no trajectory.
CREATE FUNCTION {rows}.people(measure text, counted_by text, cut text, starts date[], ends date[], known_at bigint, heirs jsonb)
RETURNS TABLE (period integer, key text, number bigint, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT
        part.period,
        part.key,
        count(*),
        count(DISTINCT part.trajectory_id)
    FROM {rows}.parts(people.measure, people.counted_by, people.cut, people.starts, people.ends, people.known_at, people.heirs) AS part
    WHERE current_setting('jeugdspoor.role', true) IN ('reporter', 'privacy_officer', 'auditor')
    GROUP BY part.period, part.key
$$;

REVOKE ALL ON FUNCTION {rows}.people FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {rows}.people TO {reader}
