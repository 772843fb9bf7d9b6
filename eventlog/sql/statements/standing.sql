-- Of each trajectory: the event of that version without its content, to know it again by, and all of what came after it. Beside them,
-- known by their key, what was answered to keys in the last thirty days, of the same snapshot: whoever sees an event sees its answer.
-- Lateral and ordered, so that the planner can only look each of them up, whatever it knows of the table.
SELECT NULL AS key_hash, NULL AS answer, there.position, known.trajectory_id, there.version, there.recorded_at, there.topic, there.state
FROM unnest(%(trajectory_ids)b::uuid[], %(versions)b::integer[]) AS known (trajectory_id, version)
CROSS JOIN LATERAL (
    SELECT position, version, recorded_at, topic, CASE WHEN events.version > known.version THEN state END AS state
    FROM log.events
    WHERE events.trajectory_id = known.trajectory_id AND events.version >= known.version
    ORDER BY version
) AS there
UNION ALL
SELECT answered.key_hash, answered.answer, recorded.*
FROM log.idempotency AS answered
CROSS JOIN LATERAL (
    SELECT position, trajectory_id, version, recorded_at, topic, state
    FROM log.events
    WHERE (trajectory_id, version) = (answered.trajectory_id, answered.version)
    LIMIT 1
) AS recorded
WHERE answered.key_hash = ANY (%(key_hashes)b::bytea[])
  AND answered.made_at >= clock_timestamp() - interval '30 days'
ORDER BY trajectory_id, version
