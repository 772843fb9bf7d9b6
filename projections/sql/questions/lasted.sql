SELECT * FROM {rows}.lasted(%(measure)s, %(cut)s, %(starts)s, %(ends)s, %(known_at)s, %(heirs)s, %(on)s)
