"""Questions across trajectories, answered from rows, and the feed of what is recorded."""
