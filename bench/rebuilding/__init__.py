"""What it takes to make all rows anew, beside what others need for less, and beside the least that PostgreSQL itself needs."""
