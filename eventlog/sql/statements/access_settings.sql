-- Nobody may hold the lock while doing nothing; and what was recorded is on disk before anybody is answered.
SELECT set_config('idle_in_transaction_session_timeout', %s, true),
       set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), true)
