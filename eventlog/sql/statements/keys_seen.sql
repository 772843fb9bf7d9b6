UPDATE keys.trajectory_keys SET seen_in_log = true WHERE trajectory_id = ANY (%s::uuid[]) AND NOT seen_in_log
