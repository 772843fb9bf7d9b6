-- Whether figures are for who asks, as `application.reporting.reports` judges it too: for nobody whose role is not named, and none that was not
-- set. It stands in the plan of whoever calls it, as if it were written there.
CREATE FUNCTION {rows}.tells_figures()
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT current_setting('jeugdspoor.role', true) IN ('reporter', 'privacy_officer', 'auditor')
$$;

REVOKE ALL ON FUNCTION {rows}.tells_figures FROM PUBLIC
