"""Values: frozen for whoever writes code, and made as fast as any object.

A frozen dataclass sets each of its fields by a call, four times as slow; and a history makes hundreds of them. The type checker refuses
any change of one all the same.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses

    def dataclass(cls: Any = None, *, frozen: bool = False, slots: bool = False, order: bool = False) -> Any:
        def made(kind: Any) -> Any:
            return dataclasses.dataclass(kind, slots=slots, order=order, unsafe_hash=frozen)

        return made if cls is None else made(cls)
