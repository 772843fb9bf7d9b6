SELECT * FROM {rows}.changes(%(measure)s, %(first)s, %(last)s, %(known_before)s, %(known_at)s)
