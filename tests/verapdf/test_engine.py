"""The judge of our PDFs can tell a good file from a bad one; were it to pass everything, it would prove nothing."""

from pathlib import Path

import pytest
from weasyprint import HTML

pytestmark = pytest.mark.once
PAGE = "<html lang=en><title>A plan</title><h1>A plan</h1><p>Its first paragraph.</p></html>"


def test_an_untagged_file_fails_both_profiles_and_a_tagged_one_passes_its_own(verapdf, tmp_path: Path):
    bare, tagged = tmp_path / "bare.pdf", tmp_path / "tagged.pdf"
    HTML(string=PAGE).write_pdf(bare)
    HTML(string=PAGE).write_pdf(tagged, pdf_variant="pdf/ua-1")

    found = verapdf([bare, tagged], ["ua1", "3a"])

    assert {(Path(failure.file).name, failure.profile) for failure in found} == {
        ("bare.pdf", "ua1"),
        ("bare.pdf", "3a"),
        ("tagged.pdf", "3a"),
    }
    assert all(failure.times > 0 and failure.message for failure in found)


def test_a_file_that_is_no_pdf_is_an_error_and_not_a_pass(verapdf, tmp_path: Path):
    paper = tmp_path / "paper.pdf"
    paper.write_text("not a PDF")

    with pytest.raises(ValueError, match="veraPDF did not check every file"):
        verapdf([paper], ["ua1"])
