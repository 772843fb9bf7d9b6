SELECT DISTINCT trajectory_id
FROM (
    (SELECT * FROM {old} EXCEPT ALL SELECT * FROM {new})
    UNION ALL
    (SELECT * FROM {new} EXCEPT ALL SELECT * FROM {old})
) AS differing
