"""Questions across trajectories: SQL over rows, under row-level security, in one snapshot."""
