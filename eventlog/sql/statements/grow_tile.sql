-- Only from where the tile ends: hashes that somebody else added meanwhile are not added twice.
INSERT INTO proof.tiles AS tile (ledger, level, index, hashes)
SELECT %(ledger)s, %(level)s, %(index)s, %(hashes)b
WHERE %(offset)s = 0 OR EXISTS (SELECT FROM proof.tiles WHERE ledger = %(ledger)s AND level = %(level)s AND index = %(index)s)
ON CONFLICT (ledger, level, index) DO UPDATE SET hashes = tile.hashes || excluded.hashes
WHERE octet_length(tile.hashes) = 32 * %(offset)s
