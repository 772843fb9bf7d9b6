SELECT position, recorded_at, format, access_id, began_at, action, operation, parameters, outcome, subject, role, organisation, on_behalf_of,
       purpose, address, ground, sought, trajectories, words
FROM access.accesses
WHERE position > %(after)b::bigint
ORDER BY position
LIMIT %(limit)b::bigint
