"""Who is shown what about persons, and who looked."""
