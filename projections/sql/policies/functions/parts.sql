-- What counts of the facts of one measure, as known at a position, in each group of one dimension, and in which periods
-- (`domain.figures.tally`): from `first` up to and including `last`, by their numbers.
--
-- Periods are given by their first days and the days after their last, in order and without overlap. `counted_by`: a fact counts by its first day
-- (`first_day`), by the last night of a period (`last_night`), or by every night in it (`nights`). `heirs`: of providers that were succeeded
-- and municipalities that merged, by `cut` and code, all days, each stretch with who stands in its place. `days`: those that count, of a fact that runs up to the end of the last period. Called
-- by functions that judge who asks; by nobody else.
CREATE FUNCTION {rows}.parts(measure text, counted_by text, cut text, starts date[], ends date[], known_at bigint, heirs jsonb)
RETURNS TABLE (
    first integer, last integer, key text, trajectory_id uuid, days_since date, days_until date, met boolean, label text,
    amount double precision, since date, until date
)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    -- Kept for all, it would have one process read all facts: others cannot look into it.
    WITH succeeded AS NOT MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(parts.heirs) AS each (cut text, code text, since date, until date, heir text)
    )
    SELECT
        period.first,
        period.last,
        CASE parts.cut
            WHEN 'municipality' THEN coalesce(stretch.heir, fact.municipality)
            WHEN 'provider' THEN coalesce(stretch.heir, fact.provider)
            WHEN 'setting' THEN fact.setting
            WHEN 'age_group' THEN fact.age_group
            WHEN 'gender' THEN fact.gender
            WHEN 'civil_basis' THEN fact.civil_basis
            WHEN 'title_kind' THEN fact.title_kind
            WHEN 'label' THEN labelled.label
        END,
        fact.trajectory_id,
        days.since,
        days.until,
        fact.met,
        labelled.label,
        fact.amount,
        fact.since,
        fact.until
    FROM {rows}.facts AS fact
    LEFT JOIN succeeded AS stretch
        ON parts.cut IN ('provider', 'municipality')
        AND stretch.cut = parts.cut
        AND stretch.code = CASE parts.cut WHEN 'provider' THEN fact.provider ELSE fact.municipality END
        AND (fact.until IS NULL OR stretch.since < fact.until OR stretch.since <= fact.since)
        AND (stretch.until IS NULL OR stretch.until > fact.since)
    CROSS JOIN LATERAL (
        SELECT
            greatest(fact.since, stretch.since) AS since,
            least(
                CASE parts.counted_by WHEN 'first_day' THEN fact.since + 1 ELSE fact.until END,
                stretch.until,
                parts.ends[cardinality(parts.ends)]
            ) AS until
    ) AS days
    CROSS JOIN LATERAL (
        SELECT
            width_bucket(days.since, parts.ends) + 1 AS first,
            CASE parts.counted_by
                WHEN 'last_night' THEN width_bucket(days.until, parts.ends)
                ELSE width_bucket(days.until - 1, parts.starts)
            END AS last
    ) AS period
    -- Of a move from one provider to another: whether they are one by then.
    LEFT JOIN succeeded AS former
        ON parts.heirs <> '[]'
        AND former.cut = 'provider'
        AND former.code = fact.left_provider
        AND former.since <= fact.since
        AND (former.until IS NULL OR fact.since < former.until)
    LEFT JOIN succeeded AS present
        ON parts.heirs <> '[]'
        AND fact.left_provider IS NOT NULL
        AND present.cut = 'provider'
        AND present.code = fact.provider
        AND present.since <= fact.since
        AND (present.until IS NULL OR fact.since < present.until)
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN fact.left_provider IS NULL OR fact.provider IS NULL THEN fact.label
            WHEN coalesce(former.heir, fact.left_provider) = coalesce(present.heir, fact.provider) THEN 'overplaatsing'
            ELSE 'doorplaatsing'
        END AS label
    ) AS labelled
    WHERE fact.measure = parts.measure
      AND fact.since < parts.ends[cardinality(parts.ends)]
      AND fact.since >= CASE WHEN parts.counted_by = 'first_day' THEN parts.starts[1] ELSE '-infinity' END
      AND (fact.until IS NULL OR parts.counted_by = 'first_day' OR fact.until > parts.starts[1])
      AND fact.known_from <= parts.known_at
      AND (fact.known_until IS NULL OR fact.known_until > parts.known_at)
      AND days.since < days.until
      -- Of nights those who call leave out what lies between two periods: it is rare, and finding the periods is what takes longest here.
      AND (parts.counted_by = 'nights' OR period.first <= period.last)
$$;

REVOKE ALL ON FUNCTION {rows}.parts FROM PUBLIC
