-- The pointer and who asks, in the snapshot in which everything is read. Local to the transaction: nothing stays in a pooled connection.
SELECT
    generation,
    set_config('jeugdspoor.role', %(role)s, true),
    set_config('jeugdspoor.organisations', %(organisations)s, true),
    set_config('jeugdspoor.today', %(today)s, true),
    set_config('jeugdspoor.ended_since', %(ended_since)s, true),
    set_config('jeugdspoor.opened', %(opened)s, true),
    -- As it suits whoever looks at some rows; who looks through very many says otherwise (`seen`).
    set_config('jeugdspoor.one_by_one', 'true', true)
FROM projections.live
