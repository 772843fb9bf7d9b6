-- Whether who asks sees so few trajectories that it is quicker to look at each of them than along an index of all.
SELECT
    current_setting('jeugdspoor.role', true) NOT IN ('auditor', 'privacy_officer', 'jeugdige')
    AND (SELECT count(*) FROM (SELECT FROM {rows}.access LIMIT %(few)s + 1) AS seen) <= %(few)s AS sees_few
