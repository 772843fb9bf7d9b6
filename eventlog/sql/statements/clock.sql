-- The clock is read after the head: an event that is visible is never in the future.
SELECT newest.recorded_at, greatest(clock_timestamp(), newest.recorded_at)
FROM (VALUES (true)) AS always
LEFT JOIN LATERAL (SELECT recorded_at FROM log.events ORDER BY position DESC LIMIT 1) AS newest ON true
