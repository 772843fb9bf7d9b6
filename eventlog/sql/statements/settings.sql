-- Nobody may wait long for the append lock, nor hold it while doing nothing.
SELECT set_config('lock_timeout', %s, true), set_config('idle_in_transaction_session_timeout', %s, true)
