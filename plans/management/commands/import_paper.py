"""Reads a paper from a file and prints its outline and its oddities."""

import dataclasses
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plans.text.outline import to_data
from plans.text.papers.outline import to_outline
from plans.text.papers.paper import Paper, PaperRefused
from plans.text.papers.reading import MAXIMUM_BYTES, read_paper


class Command(BaseCommand):
    """Read a paper of a board or a panel, as text, Word or PDF, and say what was found in it."""

    help = "Read a paper (.txt, .docx or .pdf) and print its sections and whatever is odd about it."

    requires_system_checks = ()  # it reads a file and touches no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the paper")
        parser.add_argument("--json", action="store_true", help="print the paper and its outline as JSON")
        parser.add_argument("--appendix", help="take only this part, such as “APPENDIX 1”, as the outline")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open("rb") as opened:
                data = opened.read(MAXIMUM_BYTES + 1)
            paper = read_paper(data, path.name)
            outline = to_outline(paper, appendix=options["appendix"])
        except OSError as wrong:
            raise CommandError(f"{path} cannot be opened: {wrong.strerror}. Check its name.") from wrong
        except PaperRefused as refused:
            raise CommandError(str(refused)) from refused
        if options["json"]:
            said = {"paper": dataclasses.asdict(paper), "outline": to_data(outline)}
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2, default=str))
        else:
            for line in [*_particulars(paper), "", *_sections(paper), "", *_oddities(paper)]:
                self.stdout.write(line)


def _particulars(paper: Paper) -> list[str]:
    named = {
        "Title": paper.title,
        "Marking": paper.marking,
        "Agenda item": paper.agenda_item,
        "To": paper.to,
        "From": paper.from_,
        "Date": paper.date_as_printed,
    }
    return [f"{name}: {value}" for name, value in named.items() if value]


def _sections(paper: Paper) -> list[str]:
    lines = []
    for section in paper.sections:
        numbered = sum(block.kind == "paragraph" and bool(block.number_as_printed) for block in section.blocks)
        shown = [block for block in section.blocks if block.kind != "note"]
        heading = " ".join(part for part in (section.number_as_printed, section.heading or "(no heading)") if part)
        count = "1 numbered paragraph" if numbered == 1 else f"{numbered} numbered paragraphs"
        blocks = "1 block" if len(shown) == 1 else f"{len(shown)} blocks"
        lines.append(f"{heading} - {count}, {blocks}")
    return [*lines, "", f"Words in the file: {paper.words_in}. Words kept: {paper.words_out}."]


def _oddities(paper: Paper) -> list[str]:
    if not paper.oddities:
        return ["Nothing odd was found."]
    return [f"{odd.kind}: {odd.where} (line {odd.line}): {odd.message}" for odd in paper.oddities]
