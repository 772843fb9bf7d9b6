"""A second computation of the indicators, slow and plain, from `docs/indicators.md` and raw events; the first is in `domain/indicators`.

`life` tells one trajectory in plain lists, `law` says which title covers a night. Each other file makes lists of what one group of
indicators counts (`Counted`): a thing that happens once, a thing that lasts once for every night. `sums` makes figures of such lists,
`figures` says which figure is made of which list. `first` is the one place that asks the first computation.
"""
