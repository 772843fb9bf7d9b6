-- The amounts of the facts that count in a cell (`domain.figures.statistics`), under the rights of its owner, who sees all rows: it tells
-- no trajectory.
--
-- Facts that count by their first day are in one period, and are taken one by one. Those that stand on the last nights of many are taken
-- together: those of one amount in the same periods, and trajectories in the same periods, marked with a bit for each.
CREATE FUNCTION {rows}.amounts(measure text, counted_by text, cut text, starts date[], ends date[], known_at bigint, heirs jsonb)
RETURNS TABLE (
    period integer, key text, people bigint, amounts bigint, total double precision, median double precision, p75 double precision,
    p90 double precision
)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
-- Sorting on disk, and bitmaps that forget rows, take several times as long.
SET work_mem = '32MB'
AS $$
    WITH every AS (
        SELECT repeat('1', cardinality(amounts.starts))::varbit AS period
    ),
    part AS MATERIALIZED (
        SELECT part.key, part.trajectory_id, part.amount, part.first, part.last
        FROM {rows}.parts(
            amounts.measure, 'last_night', amounts.cut, amounts.starts, amounts.ends, amounts.known_at, amounts.heirs
        ) AS part
        WHERE amounts.counted_by = 'last_night' AND {rows}.tells_figures()
    ),
    people AS (
        SELECT each.period, alike.key, sum(alike.number) AS people
        FROM (
            SELECT own.key, own.periods, count(*) AS number
            FROM (
                SELECT
                    part.key,
                    -- As text, which can be hashed; bits would be sorted.
                    bit_or((every.period >> (part.first - 1)) & (every.period << (cardinality(amounts.starts) - part.last)))::text AS periods
                FROM part
                CROSS JOIN every
                GROUP BY part.trajectory_id, part.key
            ) AS own
            GROUP BY own.key, own.periods
        ) AS alike
        CROSS JOIN generate_series(1, cardinality(amounts.starts)) AS each (period)
        WHERE substr(alike.periods, each.period, 1) = '1'
        GROUP BY each.period, alike.key
    ),
    ranked AS (
        SELECT
            each.period,
            alike.key,
            alike.amount,
            sum(alike.number) AS number,
            sum(sum(alike.number)) OVER (PARTITION BY each.period, alike.key ORDER BY alike.amount) AS so_far,
            sum(sum(alike.number)) OVER (PARTITION BY each.period, alike.key) - 1 AS steps
        FROM (
            SELECT part.key, part.amount, part.first, part.last, count(*) AS number
            FROM part
            WHERE part.amount IS NOT NULL
            GROUP BY part.key, part.amount, part.first, part.last
        ) AS alike
        CROSS JOIN LATERAL generate_series(alike.first, alike.last) AS each (period)
        GROUP BY each.period, alike.key, alike.amount
    ),
    standing AS (
        SELECT
            ranked.period,
            ranked.key,
            sum(ranked.number)::bigint AS amounts,
            sum(ranked.number::double precision * ranked.amount ORDER BY ranked.amount) AS total,
            min(ranked.steps) AS steps,
            min(ranked.amount) FILTER (WHERE ranked.so_far > floor(0.5 * ranked.steps)) AS below_median,
            min(ranked.amount) FILTER (WHERE ranked.so_far > ceil(0.5 * ranked.steps)) AS above_median,
            min(ranked.amount) FILTER (WHERE ranked.so_far > floor(0.75 * ranked.steps)) AS below_p75,
            min(ranked.amount) FILTER (WHERE ranked.so_far > ceil(0.75 * ranked.steps)) AS above_p75,
            min(ranked.amount) FILTER (WHERE ranked.so_far > floor(0.9 * ranked.steps)) AS below_p90,
            min(ranked.amount) FILTER (WHERE ranked.so_far > ceil(0.9 * ranked.steps)) AS above_p90
        FROM ranked
        GROUP BY ranked.period, ranked.key
    )
    SELECT
        people.period,
        people.key,
        people.people::bigint,
        coalesce(standing.amounts, 0),
        coalesce(standing.total, 0),
        standing.below_median + (standing.above_median - standing.below_median) * mod(0.5 * standing.steps, 1)::double precision,
        standing.below_p75 + (standing.above_p75 - standing.below_p75) * mod(0.75 * standing.steps, 1)::double precision,
        standing.below_p90 + (standing.above_p90 - standing.below_p90) * mod(0.9 * standing.steps, 1)::double precision
    FROM people
    LEFT JOIN standing ON standing.period = people.period AND standing.key IS NOT DISTINCT FROM people.key
    UNION ALL
    SELECT
        part.first,
        part.key,
        count(DISTINCT part.trajectory_id),
        count(part.amount),
        -- In one order: another would add up to another last digit, and what was delivered could not be made again.
        coalesce(sum(part.amount ORDER BY part.amount), 0),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY part.amount),
        percentile_cont(0.75) WITHIN GROUP (ORDER BY part.amount),
        percentile_cont(0.9) WITHIN GROUP (ORDER BY part.amount)
    FROM {rows}.parts(
        amounts.measure, 'first_day', amounts.cut, amounts.starts, amounts.ends, amounts.known_at, amounts.heirs
    ) AS part
    WHERE amounts.counted_by = 'first_day' AND {rows}.tells_figures()
    GROUP BY part.first, part.key
$$;

REVOKE ALL ON FUNCTION {rows}.amounts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {rows}.amounts TO {reader}
