SELECT count(*) FROM log.events WHERE version = 1 AND position <= %(up_to)s AND trajectory_id <> ALL (%(own_streams)s)
