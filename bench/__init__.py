"""How fast it is, on this machine: `make bench`. Measured, not tested: a slow machine fails nothing."""
