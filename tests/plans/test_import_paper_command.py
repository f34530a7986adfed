"""The command that reads a paper says what it found, or why it cannot read it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

PAPER = """Fenmarch grants

To: Fenmarch Board

1. Purpose

1.1 To report on grants.

1.3 To ask for a view.

APPENDIX 1

Lanes

Lanes are visited weekly.
"""


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "paper.txt"
    path.write_text(PAPER, encoding="utf-8")
    return path


def test_command_prints_the_particulars_the_sections_and_the_oddities(paper):
    said = StringIO()

    call_command("import_paper", str(paper), stdout=said)

    assert said.getvalue().splitlines() == [
        "Title: Fenmarch grants",
        "To: Fenmarch Board",
        "",
        "1. Purpose - 2 numbered paragraphs, 2 blocks",
        "APPENDIX 1 - 0 numbered paragraphs, 2 blocks",
        "",
        "Words in the file: 25. Words kept: 25.",
        "",
        "number-missing: paragraph 1.2 (line 9): There is no paragraph 1.2. Check that nothing was lost.",
    ]


def test_command_prints_the_paper_and_its_outline_as_json(paper):
    said = StringIO()

    call_command("import_paper", str(paper), "--json", stdout=said)

    data = json.loads(said.getvalue())
    assert [section["id"] for section in data["outline"]["sections"]] == ["purpose", "appendix-1"]
    assert data["paper"]["to"] == "Fenmarch Board"


def test_command_takes_an_appendix_as_the_outline(paper):
    said = StringIO()

    call_command("import_paper", str(paper), "--json", "--appendix", "Appendix 1", stdout=said)

    (section,) = json.loads(said.getvalue())["outline"]["sections"]
    assert (section["heading"], section["html"]) == ("Lanes", "<p>Lanes are visited weekly.</p>")


def test_command_names_the_appendices_a_paper_has_when_asked_for_another(paper):
    with pytest.raises(CommandError) as refused:
        call_command("import_paper", str(paper), "--appendix", "Appendix 2", stdout=StringIO())

    assert str(refused.value) == "The paper has no part headed “Appendix 2”. It has APPENDIX 1."


def test_command_ends_with_status_1_and_a_sentence_for_what_is_not_a_paper(tmp_path):
    junk = tmp_path / "paper.pdf"
    junk.write_bytes(bytes(range(256)))

    with pytest.raises(CommandError) as refused:
        call_command("import_paper", str(junk), stdout=StringIO())

    assert refused.value.returncode == 1
    assert str(refused.value) == "The PDF is broken or is not a PDF. Make it again from the paper and try again."


def test_command_says_that_a_file_is_not_there(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("import_paper", str(tmp_path / "none.txt"), stdout=StringIO())

    assert str(refused.value).endswith("none.txt cannot be opened: No such file or directory. Check its name.")
