"""The certificate of compliance: what the record shows, what it does not, and the PDF that says the same."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from plans.models import Certificate, Instrument, Job
from plans.rendering.certificate import render_certificate_html
from plans.rendering.pdf import Limits, Pdf, html_to_pdf
from plans.services import certificates, jobs, publishing
from plans.services.certified import both_certificates_of, certificate_of
from plans.services.course import Reason, Taking, take_step
from plans.services.drafts import freeze_draft, put_text
from plans.statute.terms import Actor, Office
from tests.factories import (
    CHIEF_EXECUTIVE,
    COMMISSIONER,
    STAFF,
    a_body,
    a_variation,
    an_issued_plan,
    an_outline,
    consulted,
    decided,
    prepared,
    reported,
    responded,
    sent,
    taken,
)
from tests.pdf_ua import faults

pytestmark = pytest.mark.django_db
LAST = date(2014, 2, 14)
WHY = "The added words only count what the Panel saw."


def whole_course(body=None) -> Instrument:
    """A variation changed after the Panel saw it, consulted on again, passed with a reason, issued and closed."""
    variation = a_variation(an_issued_plan(body or a_body()))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.", "Say who pays.")
    responded(variation, date(2014, 2, 12))
    put_text(instrument=variation, outline=an_outline(words="Patrols are seen, known, asked for and counted."))
    freeze_draft(instrument=variation, on=date(2014, 2, 13), by=STAFF)
    consulted(variation, LAST, key="consult_again")
    decided(variation, LAST)
    waivers = {"V16": Reason(WHY, CHIEF_EXECUTIVE)}
    take_step(instrument=variation, taking=Taking("issue", LAST, COMMISSIONER, waivers=waivers))
    taken(variation, "send_copy", LAST, to=["chief-constable", "wendle-vale"], channel="e-mail")
    taken(variation, "publish", LAST, manner="on the website")
    taken(variation, "close", LAST, CHIEF_EXECUTIVE)
    return fresh(variation)


def fresh(variation: Instrument) -> Instrument:
    return Instrument.objects.select_related("plan__body", "base__wording").get(pk=variation.pk)


def test_a_whole_course_is_certified_line_by_line_and_nothing_is_missing():
    variation = whole_course()
    facts = certificate_of(variation)

    head = variation.lines.order_by("-seq").first()
    assert facts.gaps == ()
    assert (facts.head_seq, facts.head, facts.head_on) == (head.seq, head.digest, head.taken_on)
    assert sum(len(step.lines) for step in facts.steps) == variation.lines.count()
    assert [step.section for step in facts.steps][4:10] == [
        "s.5(6)(a)",
        "s.5(6)(b)",
        "s.5(6)(b)",
        "s.5(6)(c)",
        "s.28(3)",
        "s.5(6)(d)",
    ]
    assert [(d.place, d.kind, d.before, d.after, d.how, d.is_open) for d in facts.differences] == [
        (
            "Paragraph 1.1",
            "changed",
            "known and asked for",
            "known, asked for and counted",
            "Consulted on again on 14 February 2014, replied on 14 February 2014.",
            False,
        )
    ]
    assert [(r.number, r.outcome) for r in facts.reports[0].recommendations] == [(1, "Accepted"), (2, "Accepted")]
    assert [(p.step, p.reason, p.officer) for p in facts.passed] == [
        ("Issue the variation", WHY, "Daniel Okafor, chief executive")
    ]
    assert [(c.to, c.on, c.channel) for c in facts.copies] == [
        ("the Chief Constable", LAST, "e-mail"),
        ("Wendle Vale Council", LAST, "e-mail"),
    ]
    assert facts.publications == ("Published on 14 February 2014: on the website.",)
    assert facts.decisions[0].endswith("its record published on 14 February 2014.")
    assert [w.uses for w in facts.wordings] == [
        "consulted on, sent to the Panel",
        "consulted on again, decided on, issued, published",
    ]
    assert (facts.officer, facts.issued_on, facts.edition) == ("Daniel Okafor", LAST, 2)


def test_an_instrument_that_was_only_begun_has_everything_missing_and_says_so():
    facts = certificate_of(fresh(a_variation(an_issued_plan(a_body()))))

    assert facts.head == ""
    assert "Nothing on the record shows that a draft was prepared and frozen." in facts.gaps
    assert "Nothing on the record shows the priorities of Wendle Vale Council, or that it was asked for them." in (
        facts.gaps
    )
    assert (
        "Nothing on the record shows the views of victims of crime in the area, which the Act asks for before a "
        "plan is issued."
    ) in facts.gaps
    assert all(gap.startswith("Nothing on the record shows ") for gap in facts.gaps)
    assert all(step.gap or step.note for step in facts.steps)


def test_what_is_half_done_is_missing_by_its_name():
    variation = a_variation(an_issued_plan(a_body()))
    prepared(variation, date(2013, 12, 9))
    sent(variation, date(2014, 1, 6))
    reported(variation, date(2014, 2, 5), "Say how patrols are chosen.")
    put_text(instrument=variation, outline=an_outline(words="Patrols are counted."))
    freeze_draft(instrument=variation, on=LAST, by=STAFF)
    gaps = certificate_of(fresh(variation)).gaps

    assert (
        "Nothing on the record shows that the Chief Constable was consulted on paragraph 1.1, which differs from the "
        "draft first shown."
    ) in gaps
    assert "Nothing on the record shows a response to the Panel." in gaps
    assert "Nothing on the record shows that it was issued." in gaps


def test_a_copy_that_was_not_sent_and_a_step_taken_as_history_are_missing():
    variation = a_variation(an_issued_plan(a_body()))
    freeze_draft(instrument=variation, on=date(2013, 12, 9), by=STAFF)
    chain = (("send_to_panel", STAFF), ("no_report", CHIEF_EXECUTIVE), ("issue", COMMISSIONER))
    for key, by in chain:
        take_step(instrument=variation, taking=Taking(key, LAST, by, as_history=True))
    facts = certificate_of(fresh(variation))

    assert "Nothing on the record shows that a copy was sent to Wendle Vale Council." in facts.gaps
    assert [(c.to, c.on) for c in facts.copies] == [("the Chief Constable", None), ("Wendle Vale Council", None)]
    assert any(
        gap.startswith("“Issue the variation”, on 14 February 2014, was recorded as history:") for gap in facts.gaps
    )
    notes = {step.words: step.note for step in facts.steps}
    assert notes["Give the Panel a response"].startswith("Not called for: the Panel made no report")


def test_the_public_form_leaves_out_names_of_staff_replies_findings_and_titles_of_evidence():
    variation = a_variation(an_issued_plan(a_body()))
    prepared(variation, date(2013, 12, 9))
    evidence = ({"title": "Letter of Ann Example.pdf", "sha256": "e" * 64},)
    take_step(
        instrument=variation,
        taking=Taking(
            "obtain_views", LAST, STAFF, particulars={"group": "people", "found": "Ann said."}, evidence=evidence
        ),
    )
    office, public = both_certificates_of(fresh(variation))

    private = ("Priya Nair", "Talks with 60 victims.", "I have no comments.", "Letter of Ann Example.pdf", "Ann said.")
    for words in private:
        assert words in str(office.data)
        assert words not in str(public.data)
    assert "the Commissioner’s office" in str(public.data)
    assert "e" * 64 in str(public.data)


def test_the_certificate_takes_the_same_queries_whatever_the_record(django_assert_num_queries):
    variation = whole_course()
    begun = fresh(a_variation(variation.plan))

    for each in (variation, begun):
        certificate_of(each)  # compares the texts, which are then remembered
        with django_assert_num_queries(4):
            both_certificates_of(each)


@pytest.fixture
def printed(monkeypatch) -> list[str]:
    """What was given to a printer that makes no real PDF."""
    given: list[str] = []

    def print_it(html, *, identifier, progress, **rest):
        progress(20, "Laying out the pages")
        given.append(html)
        return Pdf(f"%PDF {identifier} {len(given)}".encode(), 3)

    monkeypatch.setattr(certificates, "html_to_pdf", print_it)
    return given


@pytest.mark.django_db(transaction=True)
def test_the_pdf_is_made_by_the_worker_once_and_again_when_the_record_moved_on(printed, settings):
    variation = fresh(a_variation(an_issued_plan(a_body())))
    certificates.ask_for_certificate(instrument=variation, public=False)
    certificates.ask_for_certificate(instrument=variation, public=False)
    certificates.ask_for_certificate(instrument=variation, public=True)
    prepared(variation, date(2013, 12, 9))
    certificates.ask_for_certificate(instrument=fresh(variation), public=False)

    rows = list(Certificate.objects.order_by("pk"))
    assert len(printed) == len(rows) == 3
    assert [row.public for row in rows] == [False, True, False]
    assert all(certificates.file_of(row).parent == Path(settings.MEDIA_ROOT) / "packs" for row in rows)
    assert len({row.sha256 for row in rows}) == 3
    assert not Job.objects.filter(kind=certificates.MAKE_CERTIFICATE).exclude(state=Job.State.DONE).exists()


@pytest.mark.django_db(transaction=True)
def test_a_record_that_moves_on_while_the_pdf_waits_is_certified_as_it_then_stands(printed, monkeypatch):
    monkeypatch.setattr(jobs, "_ring", lambda job_id: None)
    variation = fresh(a_variation(an_issued_plan(a_body())))
    asked = certificates.ask_for_certificate(instrument=variation, public=False)
    prepared(variation, date(2013, 12, 9))
    publishing.run_job(job_id=Job.objects.get(kind=certificates.MAKE_CERTIFICATE).pk)

    made = Certificate.objects.get(key=certificates.key_of(certificate_of(fresh(variation))))
    asked.refresh_from_db()
    assert (certificates.is_there(made), certificates.is_there(asked)) == (True, False)


def specimens() -> dict[str, bytes]:
    """A certificate of a whole course, one of hardly anything, and one with long words and many lines."""
    whole = certificate_of(whole_course())
    begun = certificate_of(fresh(a_variation(Instrument.objects.order_by("pk").first().plan)))
    line = replace(whole.steps[0].lines[0], what="A very long finding. " * 400)
    many = replace(whole.steps[0], lines=(line,) * 3)
    long = replace(whole, steps=(many, *whole.steps), title="W" * 120, gaps=("Nothing on the record shows it.",) * 60)
    return {
        name: html_to_pdf(
            render_certificate_html(facts),
            identifier=name,
            created=datetime(2014, 2, 14, tzinfo=UTC),
            limits=Limits(seconds=120),
        ).content
        for name, facts in (("whole", whole), ("begun", begun), ("long", long))
    }


def test_the_pdf_says_the_same_and_conforms_to_pdf_ua_and_pdf_a(verapdf, tmp_path):
    files = specimens()
    paths = []
    for name, content in files.items():
        assert faults(content) == [], name
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(content)

    assert verapdf(paths, ["ua1", "3a"]) == []
    words = {
        name: " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)
        for name, content in files.items()
    }
    assert "Certificate of compliance" in words["whole"]
    assert WHY in words["whole"]
    assert "Nothing is missing" in words["whole"]
    assert "manage.py verify_record --body fenmarch" in words["whole"]
    assert "Nothing on the record shows that a draft was prepared and frozen." in words["begun"]
    with pikepdf.open(io.BytesIO(files["whole"])) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Certificate of compliance: Patrols"


def test_the_officer_of_the_day_of_the_last_line_signs():
    variation = whole_course()
    assert certificate_of(variation).officer == "Daniel Okafor"
    assert Actor(Office.CHIEF_EXECUTIVE, "Daniel Okafor") == CHIEF_EXECUTIVE
