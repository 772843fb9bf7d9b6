-- How long facts last that count in a cell: up to the day asked about, if they still run on it (`domain.figures.statistics`), under the
-- rights of its owner, who sees all rows: it tells no trajectory.
CREATE FUNCTION {rows}.lasted(measure text, cut text, starts date[], ends date[], known_at bigint, heirs jsonb, day date)
RETURNS TABLE (period integer, key text, days integer, ended boolean, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT
        part.first,
        part.key,
        least(part.until, lasted.day) - part.since,
        coalesce(part.until <= lasted.day, false),
        count(*)
    FROM {rows}.parts(lasted.measure, 'first_day', lasted.cut, lasted.starts, lasted.ends, lasted.known_at, lasted.heirs) AS part
    WHERE {rows}.tells_figures()
    GROUP BY part.first, part.key, 3, 4
$$;

REVOKE ALL ON FUNCTION {rows}.lasted FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {rows}.lasted TO {reader}
