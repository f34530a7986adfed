"""What the office's pages show of its boards; the queries of reports are in modules beside."""

from boards.queries.decisions import boards_of, decisions_on, made_of, published_decision

__all__ = ["boards_of", "decisions_on", "made_of", "published_decision"]
