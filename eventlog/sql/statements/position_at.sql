SELECT position FROM log.events WHERE recorded_at <= %(moment)b ORDER BY recorded_at DESC LIMIT 1
