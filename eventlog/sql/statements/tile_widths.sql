SELECT level, index, octet_length(hashes) / 32
FROM proof.tiles
WHERE ledger = %(ledger)s
ORDER BY level, index
