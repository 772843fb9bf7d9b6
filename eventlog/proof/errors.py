"""Why a proof is not taken: it proves nothing, it cannot be read, or nobody who is trusted signed it."""


class NotProven(ValueError):
    """A proof does not show what it is said to show; the message says at which step it went wrong."""


class Malformed(ValueError):
    """A note, checkpoint, key, path, tile or bundle that is not laid out as its specification says."""


class NotSigned(ValueError):
    """No trusted key signed the note, or a signature in the name of a trusted key is false."""
