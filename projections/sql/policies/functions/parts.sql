-- What counts of the facts of one measure, as known at a position, in each period and each group of one dimension (`domain.figures.tally`).
--
-- Periods are given by their first days and the days after their last, in order and without overlap. `counted_by`: a fact counts by its first day
-- (`first_day`), by the last night of a period (`last_night`), or by every night in it (`nights`). `heirs`: of providers that were succeeded
-- all days, each stretch with who stands in its place. Called by functions that judge who asks; by nobody else.
CREATE FUNCTION {rows}.parts(measure text, counted_by text, cut text, starts date[], ends date[], known_at bigint, heirs jsonb)
RETURNS TABLE (period integer, key text, trajectory_id uuid, nights integer, met boolean, label text, amount double precision, since date, until date)
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    WITH succeeded AS (
        SELECT * FROM jsonb_to_recordset(parts.heirs) AS each (provider text, since date, until date, heir text)
    )
    SELECT
        days.period,
        CASE parts.cut
            WHEN 'municipality' THEN fact.municipality
            WHEN 'provider' THEN coalesce(stretch.heir, fact.provider)
            WHEN 'setting' THEN fact.setting
            WHEN 'age_group' THEN fact.age_group
            WHEN 'gender' THEN fact.gender
            WHEN 'civil_basis' THEN fact.civil_basis
            WHEN 'title_kind' THEN fact.title_kind
            WHEN 'label' THEN labelled.label
        END,
        fact.trajectory_id,
        coalesce(least(days.until, stretch.until), days.until) - coalesce(greatest(days.since, stretch.since), days.since),
        fact.met,
        labelled.label,
        fact.amount,
        fact.since,
        fact.until
    FROM {rows}.facts AS fact
    CROSS JOIN LATERAL generate_series(
        CASE parts.counted_by
            WHEN 'last_night' THEN width_bucket(fact.since, parts.ends) + 1
            ELSE greatest(width_bucket(fact.since, parts.starts), 1)
        END,
        CASE
            WHEN parts.counted_by = 'first_day' THEN width_bucket(fact.since, parts.starts)
            WHEN fact.until IS NULL THEN cardinality(parts.starts)
            WHEN parts.counted_by = 'last_night' THEN width_bucket(fact.until, parts.ends)
            ELSE width_bucket(fact.until - 1, parts.starts)
        END
    ) AS number (period)
    CROSS JOIN LATERAL (
        SELECT
            number.period,
            CASE parts.counted_by
                WHEN 'first_day' THEN fact.since
                WHEN 'last_night' THEN parts.ends[number.period] - 1
                ELSE greatest(fact.since, parts.starts[number.period])
            END AS since,
            CASE parts.counted_by
                WHEN 'first_day' THEN fact.since + 1
                WHEN 'last_night' THEN parts.ends[number.period]
                ELSE least(fact.until, parts.ends[number.period])
            END AS until
    ) AS days
    LEFT JOIN succeeded AS stretch
        ON parts.cut = 'provider'
        AND stretch.provider = fact.provider
        AND stretch.since < days.until
        AND (stretch.until IS NULL OR stretch.until > days.since)
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN fact.left_provider IS NULL OR fact.provider IS NULL THEN fact.label
            WHEN fact.left_provider = fact.provider THEN 'overplaatsing'
            WHEN parts.heirs = '[]' THEN 'doorplaatsing'
            WHEN {rows}.heir(parts.heirs, fact.left_provider, fact.since) = {rows}.heir(parts.heirs, fact.provider, fact.since) THEN 'overplaatsing'
            ELSE 'doorplaatsing'
        END AS label
    ) AS labelled
    WHERE fact.measure = parts.measure
      AND fact.since < parts.ends[cardinality(parts.ends)]
      AND fact.since >= CASE WHEN parts.counted_by = 'first_day' THEN parts.starts[1] ELSE '-infinity' END
      AND fact.known_from <= parts.known_at
      AND (fact.known_until IS NULL OR fact.known_until > parts.known_at)
      AND days.since < days.until
      AND days.until <= parts.ends[days.period]
$$;

REVOKE ALL ON FUNCTION {rows}.parts FROM PUBLIC
