-- How many facts count in a cell, of how many trajectories, of how many facts can be said whether they are met, and how many are
-- (`domain.figures.statistics`), under the rights of its owner, who sees all rows: it tells no trajectory.
--
-- Facts that count by their first day are in one period, and are taken trajectory by trajectory. Those that stand on the last nights of many
-- are taken together: those in the same periods, and trajectories in the same periods, marked with a bit for each.
CREATE FUNCTION {rows}.numbers(measure text, counted_by text, cut text, starts date[], ends date[], known_at bigint, heirs jsonb, wanted text)
RETURNS TABLE (period integer, key text, number bigint, people bigint, told bigint, met bigint, people_met bigint, people_unmet bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
-- Sorting on disk, and bitmaps that forget rows, take several times as long.
SET work_mem = '32MB'
AS $$
    WITH every AS (
        SELECT repeat('1', cardinality(numbers.starts))::varbit AS period
    ),
    part AS MATERIALIZED (
        SELECT
            part.key,
            part.trajectory_id,
            CASE WHEN numbers.wanted IS NULL THEN part.met ELSE part.label = numbers.wanted END AS met,
            part.first,
            part.last
        FROM {rows}.parts(
            numbers.measure, 'last_night', numbers.cut, numbers.starts, numbers.ends, numbers.known_at, numbers.heirs
        ) AS part
        WHERE numbers.counted_by = 'last_night' AND {rows}.tells_figures()
    ),
    own AS (
        SELECT
            marked.key,
            -- As text, which can be hashed; bits would be sorted.
            bit_or(marked.periods)::text AS any,
            (bit_or(marked.periods) FILTER (WHERE marked.met))::text AS met,
            (bit_or(marked.periods) FILTER (WHERE NOT marked.met))::text AS unmet
        FROM (
            SELECT
                part.key,
                part.trajectory_id,
                part.met,
                (every.period >> (part.first - 1)) & (every.period << (cardinality(numbers.starts) - part.last)) AS periods
            FROM part
            CROSS JOIN every
            OFFSET 0
        ) AS marked
        GROUP BY marked.trajectory_id, marked.key
    ),
    standing AS (
        SELECT
            each.period,
            alike.key,
            alike.number,
            0 AS people,
            alike.told,
            alike.met,
            0 AS people_met,
            0 AS people_unmet
        FROM (
            SELECT part.key, part.first, part.last, count(*) AS number, count(part.met) AS told, count(*) FILTER (WHERE part.met) AS met
            FROM part
            GROUP BY part.key, part.first, part.last
        ) AS alike
        CROSS JOIN LATERAL generate_series(alike.first, alike.last) AS each (period)
        UNION ALL
        SELECT
            each.period,
            alike.key,
            0,
            alike.number,
            0,
            0,
            CASE WHEN substr(alike.met, each.period, 1) = '1' THEN alike.number ELSE 0 END,
            CASE WHEN substr(alike.unmet, each.period, 1) = '1' THEN alike.number ELSE 0 END
        FROM (
            SELECT own.key, own.any, own.met, own.unmet, count(*) AS number FROM own GROUP BY own.key, own.any, own.met, own.unmet
        ) AS alike
        CROSS JOIN generate_series(1, cardinality(numbers.starts)) AS each (period)
        WHERE substr(alike.any, each.period, 1) = '1'
    )
    SELECT
        standing.period,
        standing.key,
        sum(standing.number)::bigint,
        sum(standing.people)::bigint,
        sum(standing.told)::bigint,
        sum(standing.met)::bigint,
        sum(standing.people_met)::bigint,
        sum(standing.people_unmet)::bigint
    FROM standing
    GROUP BY standing.period, standing.key
    UNION ALL
    SELECT
        happened.first,
        happened.key,
        sum(happened.number)::bigint,
        count(*),
        sum(happened.told)::bigint,
        sum(happened.met)::bigint,
        count(*) FILTER (WHERE happened.met > 0),
        count(*) FILTER (WHERE happened.told > happened.met)
    FROM (
        SELECT
            part.first,
            part.key,
            count(*) AS number,
            count(CASE WHEN numbers.wanted IS NULL THEN part.met ELSE part.label = numbers.wanted END) AS told,
            count(*) FILTER (WHERE CASE WHEN numbers.wanted IS NULL THEN part.met ELSE part.label = numbers.wanted END) AS met
        FROM {rows}.parts(
            numbers.measure, 'first_day', numbers.cut, numbers.starts, numbers.ends, numbers.known_at, numbers.heirs
        ) AS part
        WHERE numbers.counted_by = 'first_day' AND {rows}.tells_figures()
        GROUP BY part.first, part.key, part.trajectory_id
    ) AS happened
    GROUP BY happened.first, happened.key
$$;

REVOKE ALL ON FUNCTION {rows}.numbers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {rows}.numbers TO {reader}
