-- The nights that count in a cell, and of how many trajectories (`domain.figures.statistics`), under the rights of its owner, who sees all
-- rows: it tells no trajectory.
CREATE FUNCTION {rows}.nights(measure text, cut text, starts date[], ends date[], known_at bigint, heirs jsonb)
RETURNS TABLE (
    period integer, key text, nights bigint, nights_told bigint, nights_met bigint, people bigint, people_met bigint, people_unmet bigint
)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT
        own.period,
        own.key,
        sum(own.met + own.unmet + own.untold)::bigint,
        sum(own.met + own.unmet)::bigint,
        sum(own.met)::bigint,
        count(*),
        count(*) FILTER (WHERE own.met > 0),
        count(*) FILTER (WHERE own.unmet > 0)
    FROM (
        SELECT
            part.period,
            part.key,
            coalesce(sum(part.nights) FILTER (WHERE part.met), 0) AS met,
            coalesce(sum(part.nights) FILTER (WHERE NOT part.met), 0) AS unmet,
            coalesce(sum(part.nights) FILTER (WHERE part.met IS NULL), 0) AS untold
        FROM {rows}.parts(nights.measure, 'nights', nights.cut, nights.starts, nights.ends, nights.known_at, nights.heirs) AS part
        WHERE current_setting('jeugdspoor.role', true) IN ('reporter', 'privacy_officer', 'auditor')
        GROUP BY part.period, part.key, part.trajectory_id
    ) AS own
    GROUP BY own.period, own.key
$$;

REVOKE ALL ON FUNCTION {rows}.nights FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {rows}.nights TO {reader}
