-- The stand on a day, as far as it may be told.
SELECT key, count, total FROM {rows}.stand(%(on)s, %(by)s)
