-- Who stands in the place of a provider on a day (`domain.figures.heirs`).
CREATE FUNCTION {rows}.heir(heirs jsonb, provider text, day date)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(
        (
            SELECT each.heir
            FROM jsonb_to_recordset(heir.heirs) AS each (provider text, since date, until date, heir text)
            WHERE each.provider = heir.provider AND each.since <= heir.day AND (each.until IS NULL OR heir.day < each.until)
        ),
        heir.provider
    )
$$;

REVOKE ALL ON FUNCTION {rows}.heir FROM PUBLIC
