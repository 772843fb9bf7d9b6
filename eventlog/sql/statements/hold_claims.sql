SELECT bsn_hash, trajectory_id FROM keys.bsn_claims WHERE bsn_hash = ANY (%s::bytea[]) ORDER BY bsn_hash FOR UPDATE
