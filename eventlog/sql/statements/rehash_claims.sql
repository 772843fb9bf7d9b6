UPDATE keys.bsn_claims AS held
SET bsn_hash = given.new
FROM unnest(%(old)b::bytea[], %(new)b::bytea[]) AS given (old, new)
WHERE held.bsn_hash = given.old
