SELECT index, octet_length(hashes) / 32
FROM proof.tiles
WHERE ledger = %(ledger)s AND level = 0
ORDER BY index DESC
LIMIT 1
