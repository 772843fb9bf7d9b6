"""Recording: one writer collects what waits, each request is decided on, and what passes is committed together."""
