"""Rotating: another master key in the place of one that leaked, or that is old enough."""

from eventlog import KeyDamaged, NotRotated, Unavailable
from eventlog import rotate as rotate_master_key
from jeugdspoor.commands.opening import fail, failing, progress, settings
from jeugdspoor.wiring import joined, reached


def rotate() -> None:
    """Replace the master key by a new one, and destroy the old: for one that leaked, or was seen by who should not have it.

    All keys are wrapped anew; nothing that was recorded changes, and servers that run go on. What is interrupted is ended by the next
    start, or by this command. A master key from the environment is somebody else's to replace: then this says how, and changes nothing.
    """
    given = settings()
    try:
        with failing(), reached(given, make=False) as there, joined(given, there) as opened, progress("Wrapping all keys anew"):
            rotate_master_key(opened.keys, opened.master_key_file)
    except (NotRotated, KeyDamaged, Unavailable) as reason:
        fail(str(reason))
    print(
        f"{opened.master_key_file} holds a new master key, and the old one is destroyed here.\n"
        "Now make new backups of it and of the key store, and destroy every copy of the old master key: with an older copy of the key "
        "store it still opens what that holds. If both may have leaked, and a copy of the log besides, so has all that was recorded "
        "until now."
    )
