"""Forms of meetings, their agendas and papers, and what came of them."""
