-- The nights that count in a cell, and of how many trajectories (`domain.figures.statistics`), under the rights of its owner, who sees all
-- rows: it tells no trajectory.
--
-- Asked is of stretches of the periods, from `firsts` up to and including `lasts`: so one look at the facts answers for months and for the
-- half-years that they make. Work is in the number of facts, and not in that of the periods that each lasts. Nights add up: of facts that lie
-- in the same periods all but the first and the last are whole. Those who spend them do not: each is marked, a bit for a period, and those
-- with the same marks are counted together.
CREATE FUNCTION {rows}.nights(
    measure text, cut text, starts date[], ends date[], firsts integer[], lasts integer[], known_at bigint, heirs jsonb
)
RETURNS TABLE (
    period integer, key text, regional boolean, nights bigint, nights_told bigint, nights_met bigint, people bigint, people_met bigint,
    people_unmet bigint
)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
-- Sorting on disk, and bitmaps that forget rows, take several times as long.
SET work_mem = '32MB'
AS $$
    WITH every AS (
        SELECT repeat('1', cardinality(nights.starts))::varbit AS period
    ),
    asked AS (
        SELECT
            stretch.number::integer AS period,
            stretch.first,
            stretch.last,
            (every.period >> (stretch.first - 1)) & (every.period << (cardinality(nights.starts) - stretch.last)) AS marks
        FROM every
        CROSS JOIN unnest(nights.firsts, nights.lasts) WITH ORDINALITY AS stretch (first, last, number)
    ),
    part AS MATERIALIZED (
        SELECT
            part.key,
            part.trajectory_id,
            part.met,
            part.first,
            part.last,
            part.days_since,
            part.days_until
        FROM {rows}.parts(nights.measure, 'nights', nights.cut, nights.starts, nights.ends, nights.known_at, nights.heirs) AS part
        WHERE {rows}.tells_figures()
    ),
    own AS MATERIALIZED (
        SELECT
            marked.trajectory_id,
            marked.key,
            bit_or(marked.periods) AS any,
            bit_or(marked.periods) FILTER (WHERE marked.met) AS met,
            bit_or(marked.periods) FILTER (WHERE NOT marked.met) AS unmet
        FROM (
            SELECT
                part.key,
                part.trajectory_id,
                part.met,
                (every.period >> (part.first - 1)) & (every.period << (cardinality(nights.starts) - part.last)) AS periods
            FROM part
            CROSS JOIN every
            OFFSET 0
        ) AS marked
        GROUP BY marked.trajectory_id, marked.key
    ),
    alike AS (
        SELECT each.key, each.regional, each.any::varbit AS any, each.met::varbit AS met, each.unmet::varbit AS unmet, count(*) AS number
        FROM (
            -- As text, which can be hashed; bits would be sorted.
            SELECT own.key, false AS regional, own.any::text AS any, own.met::text AS met, own.unmet::text AS unmet
            FROM own
            UNION ALL
            SELECT NULL, true, bit_or(own.any)::text, bit_or(own.met)::text, bit_or(own.unmet)::text
            FROM own
            WHERE nights.cut IS NOT NULL
            GROUP BY own.trajectory_id
        ) AS each
        GROUP BY each.key, each.regional, each.any, each.met, each.unmet
    ),
    people AS (
        SELECT
            asked.period,
            alike.key,
            alike.regional,
            sum(alike.number) AS people,
            sum(alike.number) FILTER (WHERE bit_count(alike.met & asked.marks) > 0) AS people_met,
            sum(alike.number) FILTER (WHERE bit_count(alike.unmet & asked.marks) > 0) AS people_unmet
        FROM alike
        JOIN asked ON bit_count(alike.any & asked.marks) > 0
        GROUP BY asked.period, alike.key, alike.regional
    ),
    spent AS (
        SELECT
            each.period,
            alike.key,
            alike.met,
            sum(
                alike.number * (nights.ends[each.period] - nights.starts[each.period])
                - CASE WHEN each.period = alike.first THEN alike.before ELSE 0 END
                - CASE WHEN each.period = alike.last THEN alike.after ELSE 0 END
            ) AS nights
        FROM (
            SELECT
                part.key,
                part.met,
                part.first,
                part.last,
                count(*) AS number,
                sum(greatest(part.days_since - nights.starts[part.first], 0)) AS before,
                sum(greatest(nights.ends[part.last] - part.days_until, 0)) AS after
            FROM part
            GROUP BY part.key, part.met, part.first, part.last
        ) AS alike
        CROSS JOIN LATERAL generate_series(alike.first, alike.last) AS each (period)
        GROUP BY each.period, alike.key, alike.met
    )
    SELECT
        cell.period,
        cell.key,
        cell.regional,
        sum(cell.nights)::bigint,
        coalesce(sum(cell.nights) FILTER (WHERE cell.met IS NOT NULL), 0)::bigint,
        coalesce(sum(cell.nights) FILTER (WHERE cell.met), 0)::bigint,
        sum(cell.people)::bigint,
        coalesce(sum(cell.people_met), 0)::bigint,
        coalesce(sum(cell.people_unmet), 0)::bigint
    FROM (
        SELECT
            asked.period,
            CASE WHEN NOT whole.regional THEN spent.key END AS key,
            whole.regional,
            spent.met,
            spent.nights,
            NULL::numeric AS people,
            NULL::numeric AS people_met,
            NULL::numeric AS people_unmet
        FROM spent
        JOIN asked ON spent.period BETWEEN asked.first AND asked.last
        JOIN unnest(ARRAY[false, true]) AS whole (regional) ON NOT whole.regional OR nights.cut IS NOT NULL
        UNION ALL
        SELECT people.period, people.key, people.regional, NULL, NULL, people.people, people.people_met, people.people_unmet
        FROM people
    ) AS cell
    GROUP BY cell.period, cell.key, cell.regional
$$;

REVOKE ALL ON FUNCTION {rows}.nights FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {rows}.nights TO {reader}
