-- Stand (bezetting): how many main stays cover the night of a day, as known now, in each setting, home municipality or with each provider (no
-- key: where the place is secret). With the rights of its owner, who sees all rows, so that who may see none can be told how many there are.
CREATE FUNCTION {rows}.stand(night date, cut text)
RETURNS TABLE (key text, count bigint, total bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT shown.key, shown.count, shown.total
    FROM (
        SELECT array_agg(cells.key) AS keys, array_agg(cells.number) AS counts
        FROM (
            SELECT
                CASE cut WHEN 'setting' THEN setting WHEN 'municipality' THEN home_municipality WHEN 'provider' THEN provider END AS key,
                count(*) AS number
            FROM {rows}.current_placements
            WHERE current_setting('jeugdspoor.role', true) IN ('reporter', 'privacy_officer', 'auditor')
              AND cut IN ('setting', 'municipality', 'provider')
              AND purpose = 'main'
              AND valid_from <= night
              AND (valid_until IS NULL OR valid_until > night)
            GROUP BY 1
        ) AS cells
    ) AS counted
    CROSS JOIN LATERAL {rows}.suppressed(keys, counts) AS shown
    ORDER BY shown.key
$$;

REVOKE ALL ON FUNCTION {rows}.stand FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {rows}.stand TO {reader}
