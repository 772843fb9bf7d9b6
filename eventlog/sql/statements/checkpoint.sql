SELECT note, ARRAY (
    SELECT line
    FROM proof.cosignatures AS witnessed
    WHERE witnessed.ledger = made.ledger AND witnessed.size = made.size
    ORDER BY made_at, name
)
FROM proof.checkpoints AS made
WHERE ledger = %(ledger)s AND (%(size)s::bigint IS NULL OR size = %(size)s)
ORDER BY size DESC
LIMIT 1
