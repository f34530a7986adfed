"""Papers of boards and panels, read from text, Word or PDF into sections with their oddities flagged."""
