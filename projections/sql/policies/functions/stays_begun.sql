-- How many stays began in a house on a day, under which setting, as is known now: for who keeps the register, and who examines it. Under the
-- rights of its owner, who sees all rows: it tells no trajectory. A place that is secret is not among them.
CREATE FUNCTION {rows}.stays_begun(locations text[])
RETURNS TABLE (location text, setting text, since date, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT stay.location, stay.setting, stay.since, count(DISTINCT (stay.trajectory_id, stay.stay_id))
    FROM {rows}.current_placements AS stay
    WHERE stay.location IS NOT NULL
      AND (stays_begun.locations IS NULL OR stay.location = ANY (stays_begun.locations))
      AND current_setting('jeugdspoor.role', true) IN ('administrator', 'auditor')
    GROUP BY stay.location, stay.setting, stay.since
$$;

REVOKE ALL ON FUNCTION {rows}.stays_begun FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {rows}.stays_begun TO {reader}
