"""Recording, beside what else a team could take: in process, and over HTTP."""
