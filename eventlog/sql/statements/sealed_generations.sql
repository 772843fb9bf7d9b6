-- The key generation is the first four bytes of what is stored (ADR 0005).
SELECT trajectory_id, substring(state FOR 4), min(position)
FROM log.events
GROUP BY trajectory_id, substring(state FOR 4)
ORDER BY min(position)
