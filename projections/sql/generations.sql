SELECT substr(nspname, 6)::integer AS generation
FROM pg_namespace
WHERE nspname ~ '^rows_[0-9]+$' AND nspowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
ORDER BY generation
