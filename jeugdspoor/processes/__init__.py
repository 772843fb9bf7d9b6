"""Several processes of one server: who stays, what they tell each other, and the one that keeps. No HTTP: who keeps does without."""
