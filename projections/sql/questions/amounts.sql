SELECT * FROM {rows}.amounts(%(measure)s, %(counted_by)s, %(cut)s, %(starts)s, %(ends)s, %(known_at)s, %(heirs)s)
