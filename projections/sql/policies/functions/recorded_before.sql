-- The position of the last event that was recorded before a moment; none without a moment, and 0 where nothing was: the order of recording is
-- that of positions. With the rights of its owner, who sees all rows: it tells no more than how far the log was, which everybody may know.
CREATE FUNCTION {rows}.recorded_before(moment timestamptz)
RETURNS bigint
LANGUAGE sql STABLE STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT position FROM {rows}.audit_trail WHERE recorded_at < moment ORDER BY recorded_at DESC LIMIT 1), 0)
$$;

REVOKE ALL ON FUNCTION {rows}.recorded_before FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {rows}.recorded_before TO {reader}
