-- How many trajectories who asks sees, as the policy over rows judges it (`policies/rows`); null for who sees all there are. They are counted
-- as far as `many`: of who sees more, row security is asked row by row from here on. Of who sees at most `few`, which, in order, as one text,
-- which goes back into a question as it came. And the position at which the first of them begins, where that is known; and how many
-- trajectories there are in all, as far as the statistics know.
WITH all_there_are AS (
    SELECT current_setting('jeugdspoor.role', true) = 'privacy_officer'
        OR (current_setting('jeugdspoor.role', true) = 'auditor' AND current_setting('jeugdspoor.opened', true) = 'all') AS seen
),
every AS NOT MATERIALIZED (
    SELECT trajectory_id, first_position
    FROM (
        SELECT unnest(string_to_array(replace(current_setting('jeugdspoor.opened', true), 'all', ''), ',')::uuid[]), NULL::bigint
        UNION ALL
        SELECT trajectory_id, first_position FROM {rows}.access
    ) AS seen (trajectory_id, first_position)
    WHERE (SELECT seen FROM all_there_are) IS NOT TRUE
),
counted AS MATERIALIZED (
    SELECT CASE WHEN (SELECT seen FROM all_there_are) THEN NULL ELSE count(*) END AS number, min(first_position) AS first_position
    FROM (SELECT first_position FROM every LIMIT %(many)s + 1) AS so_many
)
SELECT
    number,
    CASE WHEN number <= %(few)s THEN (SELECT coalesce(array_agg(DISTINCT trajectory_id), '{{}}')::text FROM every) END AS ids,
    CASE WHEN number <= %(many)s THEN first_position END AS begin,
    (SELECT reltuples FROM pg_class WHERE oid = '{rows}.worklist'::regclass) AS there_are,
    set_config('jeugdspoor.one_by_one', coalesce(number > %(many)s, false)::text, true)
FROM counted
