"""The page that lawyers read says what the tables say."""

from pathlib import Path

from plans.statute.document import rules_by_family, statute_document
from plans.statute.rules import RULES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "statute.md"


def test_the_page_in_the_documents_is_not_stale():
    assert PAGE.read_text(encoding="utf-8") == statute_document(), "Run: python manage.py write_statute"


def test_every_rule_stands_in_its_family_once():
    assert [rule.id for rules in rules_by_family().values() for rule in rules] == list(RULES)
