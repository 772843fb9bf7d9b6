-- Of each trajectory: the event of that version without its content, to know it again by, and all of what came after it.
-- Lateral and ordered, so that the planner can only look each of them up, whatever it knows of the table.
SELECT there.position, known.trajectory_id, there.version, there.recorded_at, there.topic, there.state
FROM unnest(%(trajectory_ids)b::uuid[], %(versions)b::integer[]) AS known (trajectory_id, version)
CROSS JOIN LATERAL (
    SELECT position, version, recorded_at, topic, CASE WHEN events.version > known.version THEN state END AS state
    FROM log.events
    WHERE events.trajectory_id = known.trajectory_id AND events.version >= known.version
    ORDER BY version
) AS there
ORDER BY known.trajectory_id, there.version
