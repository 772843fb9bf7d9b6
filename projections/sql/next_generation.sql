SELECT 1 + greatest(
    (SELECT max(generation) FROM projections.live),
    (SELECT max(substr(nspname, 6)::integer) FROM pg_namespace WHERE nspname ~ '^rows_[0-9]+$'),
    0
)
