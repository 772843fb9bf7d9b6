SELECT given.n, events.position, events.recorded_at, events.topic = given.topic AND events.state = given.state
FROM unnest(%(trajectory_ids)b::uuid[], %(versions)b::integer[], %(topics)b::text[], %(states)b::bytea[])
         WITH ORDINALITY AS given (trajectory_id, version, topic, state, n)
JOIN log.events USING (trajectory_id, version)
ORDER BY given.n
