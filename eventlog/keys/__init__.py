"""The keys of the log: made, wrapped by a master key that is in no database, opened, and destroyed.

`store` is the door; `claims` says who holds which BSN; `erasing` destroys, and `rotation` makes that count for old backups too. A new
process finds out which master key is in use through `wrapping`; `master` and `keyfile` are where it is kept.
"""

from eventlog.keys.master import EnvironmentMasterKey, FileMasterKey, MasterKey
from eventlog.keys.rotation import rotatable, rotate
from eventlog.keys.store import Keys, KeyStore, Opened

__all__ = ["EnvironmentMasterKey", "FileMasterKey", "KeyStore", "Keys", "MasterKey", "Opened", "rotatable", "rotate"]
