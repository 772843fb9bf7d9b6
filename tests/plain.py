"""HTTP to servers of this machine, as httpx speaks it; it would read all certificates of the system for each client that it makes."""

import ssl
from functools import partial

import httpx

_TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""There is no TLS to these servers. Made once: certificates are some 60 ms per client, during which servers of this process wait, too."""

Client = partial(httpx.Client, verify=_TRUSTS_NOBODY)
get = partial(httpx.get, verify=_TRUSTS_NOBODY)
post = partial(httpx.post, verify=_TRUSTS_NOBODY)
request = partial(httpx.request, verify=_TRUSTS_NOBODY)
