SELECT position, recorded_at FROM log.events ORDER BY position DESC LIMIT 1
