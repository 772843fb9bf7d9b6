"""Questions about one case, answered from the log itself."""
