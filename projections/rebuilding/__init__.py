"""Making all rows anew beside those that are read, and letting the old ones go."""
