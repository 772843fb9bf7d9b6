-- What was unequal before stays so until it is looked at again: all ids after one, up to and including another, just were.
UPDATE {rows}.equality
SET position = %(position)s,
    checked = checked + %(checked)s,
    unequal = ARRAY (
        SELECT id FROM unnest(unequal) AS known (id)
        WHERE NOT (id > %(after)s AND (%(last)s::uuid IS NULL OR id <= %(last)s))
        UNION
        SELECT unnest(%(found)s::uuid[])
        ORDER BY 1
    )
