SELECT * FROM {rows}.nights(%(measure)s, %(cut)s, %(starts)s, %(ends)s, %(firsts)s, %(lasts)s, %(known_at)s, %(heirs)s)
