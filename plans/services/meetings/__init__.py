"""Meetings: their agendas, papers and packs, and what came of them."""
