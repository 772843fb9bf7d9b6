-- Which trajectories who asks sees, as the policy over rows judges it (`policies/rows`), in order, as one text: it goes back into a question as
-- it came, and how many. The text is null where there are more than so many, and for who sees all there are.
WITH all_there_are AS (
    SELECT current_setting('jeugdspoor.role', true) = 'privacy_officer'
        OR (current_setting('jeugdspoor.role', true) = 'auditor' AND current_setting('jeugdspoor.opened', true) = 'all') AS seen
),
found AS (
    SELECT trajectory_id
    FROM (
        SELECT unnest(string_to_array(replace(current_setting('jeugdspoor.opened', true), 'all', ''), ',')::uuid[]) AS trajectory_id
        UNION ALL
        SELECT trajectory_id FROM {rows}.access
    ) AS every
    WHERE (SELECT seen FROM all_there_are) IS NOT TRUE
    LIMIT %(most)s + 1
)
SELECT CASE WHEN (SELECT seen FROM all_there_are) OR asked > %(most)s THEN NULL ELSE ids::text END AS seen, cardinality(ids) AS number
FROM (SELECT coalesce(array_agg(DISTINCT trajectory_id), '{{}}') AS ids, count(*) AS asked FROM found) AS counted
