"""How what is recorded is reached: the one door to a case, the register, streams of their own, all histories, what rows know."""
