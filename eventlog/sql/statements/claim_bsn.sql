INSERT INTO keys.bsn_claims (bsn_hash, trajectory_id) VALUES (%s, %s) ON CONFLICT DO NOTHING
