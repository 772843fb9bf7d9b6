-- The amounts of the facts that count in a cell (`domain.figures.statistics`), under the rights of its owner, who sees all rows: it tells
-- no trajectory.
CREATE FUNCTION {rows}.amounts(measure text, counted_by text, cut text, starts date[], ends date[], known_at bigint, heirs jsonb)
RETURNS TABLE (period integer, key text, people bigint, amounts bigint, total double precision, median double precision, p90 double precision)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT
        part.period,
        part.key,
        count(DISTINCT part.trajectory_id),
        count(part.amount),
        -- In one order: another would add up to another last digit, and what was delivered could not be made again.
        coalesce(sum(part.amount ORDER BY part.amount), 0),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY part.amount),
        percentile_cont(0.9) WITHIN GROUP (ORDER BY part.amount)
    FROM {rows}.parts(amounts.measure, amounts.counted_by, amounts.cut, amounts.starts, amounts.ends, amounts.known_at, amounts.heirs) AS part
    WHERE current_setting('jeugdspoor.role', true) IN ('reporter', 'privacy_officer', 'auditor')
    GROUP BY part.period, part.key
$$;

REVOKE ALL ON FUNCTION {rows}.amounts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {rows}.amounts TO {reader}
