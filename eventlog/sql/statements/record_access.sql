-- After the lock: this statement's snapshot sees the true head, what was inserted before it in the same transaction included.
INSERT INTO access.accesses (
    position, recorded_at, format, access_id, began_at, action, operation, parameters, outcome, subject, role, organisation, on_behalf_of,
    purpose, address, ground, sought, trajectories, words
)
SELECT coalesce(newest.position, 0) + 1,
       greatest(clock_timestamp(), newest.recorded_at + interval '1 microsecond'),
       %(format)s, %(access_id)s, %(began_at)s, %(action)s, %(operation)s, %(parameters)s, %(outcome)s, %(subject)s, %(role)s,
       %(organisation)s, %(on_behalf_of)s, %(purpose)s, %(address)s, %(ground)s, %(sought)s::uuid, %(trajectories)s::uuid[], %(words)s
FROM (VALUES (true)) AS always
LEFT JOIN LATERAL (SELECT position, recorded_at FROM access.accesses ORDER BY position DESC LIMIT 1) AS newest ON true
