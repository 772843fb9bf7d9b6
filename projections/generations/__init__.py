"""The tables that rows stand in: one generation of them after another, and which of them is live."""
