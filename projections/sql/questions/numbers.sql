SELECT * FROM {rows}.numbers(%(measure)s, %(counted_by)s, %(cut)s, %(starts)s, %(ends)s, %(known_at)s, %(heirs)s, %(label)s)
