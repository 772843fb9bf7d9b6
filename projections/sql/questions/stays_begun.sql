SELECT * FROM {rows}.stays_begun(%(locations)s)
