"""The head of the tree at one size, as text to be signed: C2SP `tlog-checkpoint`.

>>> print(Checkpoint("log.example/zuid-limburg", 0, bytes(32)).text, end="")
log.example/zuid-limburg
0
AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
"""

from dataclasses import dataclass
from typing import Self

from eventlog.proof.encoding import from_base64, from_decimal, is_plain, to_base64
from eventlog.proof.errors import Malformed
from eventlog.proof.tree import HASH_SIZE, LARGEST_SIZE


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """That the log named `origin` had this root at this size. Raises `Malformed` for what cannot be written as a checkpoint.

    Extension lines are read, kept and covered by signatures; this log writes none, since monitors cannot check them.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for line in (self.origin, *self.extensions):
            if not line or "\n" in line or not is_plain(line):
                raise Malformed(f"{line!r} cannot be a line of a checkpoint: it is empty, or has a control character in it.")
        if not 0 <= self.size <= LARGEST_SIZE:
            raise Malformed(f"A tree cannot have {self.size} leaves.")
        if len(self.root) != HASH_SIZE:
            raise Malformed(f"The root has {len(self.root)} bytes, not {HASH_SIZE}.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The checkpoint in a note's text. There is one text for each checkpoint; anything else raises `Malformed`."""
        origin, *lines = text.split("\n")
        if len(lines) < 3 or lines[-1]:
            raise Malformed("A checkpoint has at least three lines (origin, size and root), and ends with a newline.")
        size, root, *extensions = lines[:-1]
        return cls(origin, from_decimal(size), from_base64(root), tuple(extensions))

    @property
    def text(self) -> str:
        """The text of the note that is to be signed."""
        return "".join(f"{line}\n" for line in (self.origin, self.size, to_base64(self.root), *self.extensions))
