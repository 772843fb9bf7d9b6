-- Of the trajectories that who asks sees, the next in the order of their ids: from `begin` on, after another, at most `ahead`, as one text, which
-- goes back into a question as it came; and the last of them, if there can be more. No text for who sees all there are.
--
-- Of each organisation that he speaks for no more are read than are asked for: `access` has an index in this order. Which organisations these are
-- is said once more only for that: row security decides.
WITH all_there_are AS (
    SELECT current_setting('jeugdspoor.role', true) = 'privacy_officer'
        OR (current_setting('jeugdspoor.role', true) = 'auditor' AND current_setting('jeugdspoor.opened', true) = 'all') AS seen
),
next AS MATERIALIZED (
    SELECT ARRAY (
        SELECT trajectory_id
        FROM (
            SELECT unnest(string_to_array(replace(current_setting('jeugdspoor.opened', true), 'all', ''), ',')::uuid[])
            UNION
            SELECT theirs.trajectory_id
            FROM unnest(
                CASE current_setting('jeugdspoor.role', true)
                    WHEN 'team_secretary' THEN ARRAY['']
                    ELSE string_to_array(current_setting('jeugdspoor.organisations', true), E'\n')
                END
            ) AS whose (organisation)
            CROSS JOIN LATERAL (
                SELECT DISTINCT trajectory_id
                FROM {rows}.access
                WHERE access.organisation = whose.organisation
                  AND trajectory_id >= %(begin)s
                  AND trajectory_id > %(after)s
                ORDER BY trajectory_id
                LIMIT %(ahead)s
            ) AS theirs
        ) AS seen (trajectory_id)
        WHERE trajectory_id >= %(begin)s
          AND trajectory_id > %(after)s
        ORDER BY trajectory_id
        LIMIT %(ahead)s
    ) AS ids
    WHERE (SELECT seen FROM all_there_are) IS NOT TRUE
)
SELECT
    (SELECT ids::text FROM next) AS ids,
    (SELECT ids[%(ahead)s] FROM next) AS last
