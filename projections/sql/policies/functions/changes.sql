-- The facts of one measure that were known at a position or became so up to another, and of which a day can lie from `first` up to, and not
-- including, `last`: what the difference of two figures is explained by. Trajectories are numbered for this question alone. Under
-- the rights of its owner, who sees all rows.
CREATE FUNCTION {rows}.changes(measure text, first date, last date, known_before bigint, known_at bigint)
RETURNS TABLE (
    person bigint, since date, until date, amount double precision, met boolean, label text, left_provider text, municipality text,
    provider text, setting text, age_group text, gender text, civil_basis text, title_kind text, known_from bigint, known_until bigint
)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT
        dense_rank() OVER (ORDER BY fact.trajectory_id),
        fact.since, fact.until, fact.amount, fact.met, fact.label, fact.left_provider, fact.municipality, fact.provider, fact.setting,
        fact.age_group, fact.gender, fact.civil_basis, fact.title_kind, fact.known_from, fact.known_until
    FROM {rows}.facts AS fact
    WHERE fact.measure = changes.measure
      AND fact.since < changes.last
      AND (fact.until IS NULL OR fact.until >= changes.first OR fact.since >= changes.first)
      AND fact.known_from <= changes.known_at
      AND (fact.known_until IS NULL OR fact.known_until > changes.known_before)
      AND {rows}.tells_figures()
$$;

REVOKE ALL ON FUNCTION {rows}.changes FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {rows}.changes TO {reader}
