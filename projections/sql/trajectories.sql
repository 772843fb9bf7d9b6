-- Trajectories opened up to a position, in order of their ids, after one of them. The register's stream has no rows.
SELECT trajectory_id
FROM log.events
WHERE version = 1
  AND position <= %(up_to)s
  AND trajectory_id > %(after)s
  AND trajectory_id <> %(register)s
ORDER BY trajectory_id
LIMIT %(limit)s
