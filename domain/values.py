"""Values: frozen for whoever writes code, and made as fast as any object.

A frozen dataclass sets each of its fields by a call, four times as slow, and `dataclasses.replace` looks at each anew; and a history makes
hundreds of them. The type checker refuses any change of one all the same.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
else:
    import dataclasses
    from functools import cache
    from operator import attrgetter

    def dataclass(cls: Any = None, *, frozen: bool = False, slots: bool = False, order: bool = False) -> Any:
        def made(kind: Any) -> Any:
            return dataclasses.dataclass(kind, slots=slots, order=order, unsafe_hash=frozen)

        return made if cls is None else made(cls)

    def replace(value: Any, **changes: Any) -> Any:
        """The same with those fields changed. All fields are those that it is made of, and nothing else hangs on them."""
        kind = type(value)
        other = kind(*_all_of(kind)(value))
        for name, changed in changes.items():
            setattr(other, name, changed)
        return other

    @cache
    def _all_of(kind: Any) -> Any:
        """What gives the values of its fields, in order."""
        names = [field.name for field in dataclasses.fields(kind)]
        return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
