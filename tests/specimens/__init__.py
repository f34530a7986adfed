"""Made-up material for tests: the police area of Fenmarch."""
