-- Trajectories opened up to a position, in order of their ids, after one of them. Other streams, such as the register's, have no rows.
SELECT trajectory_id
FROM log.events
WHERE version = 1
  AND position <= %(up_to)s
  AND trajectory_id > %(after)s
  AND trajectory_id <> ALL (%(own_streams)s)
ORDER BY trajectory_id
LIMIT %(limit)s
