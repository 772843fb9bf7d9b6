UPDATE keys.bsn_claims SET trajectory_id = %s, claimed_at = clock_timestamp() WHERE bsn_hash = %s
