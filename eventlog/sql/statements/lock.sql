-- By itself, and the first of its transaction: the next statement's snapshot is taken when the lock is held.
SELECT pg_advisory_xact_lock(%(lock)b::bigint)
