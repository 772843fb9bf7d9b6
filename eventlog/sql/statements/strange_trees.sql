SELECT ledger FROM proof.tiles WHERE ledger <> ALL (%(ledgers)s)
UNION ALL
SELECT ledger FROM proof.checkpoints WHERE ledger <> ALL (%(ledgers)s)
LIMIT 1
