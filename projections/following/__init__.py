"""Following the log, and seeing whether what was written is what it says."""
