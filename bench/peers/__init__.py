"""What a team could take instead, each used as its own documentation does."""
