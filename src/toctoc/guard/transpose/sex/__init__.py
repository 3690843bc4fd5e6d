"""The other sex, where nothing binds it and the French can be made to agree."""
