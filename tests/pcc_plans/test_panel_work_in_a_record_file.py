"""The Panel's work in a record file: votes, groups, wordings, the report, shared paragraphs, what was promised."""

from datetime import date

import pytest

from panel_reviews.models import Answer, CarriedOut, PanelRules, Recommendation, ReportDraft
from panel_reviews.queries.promises import changes_to_link, promises_of
from panel_reviews.services.answering import put_answers
from panel_reviews.services.motions import set_rules
from panel_reviews.services.promises import carried_out_otherwise, link_change
from plans.models import Body, Instrument, StepTaken
from plans.services.chain import breaks_in
from plans.services.drafts import freeze_draft, put_text
from tests.factories import COMMISSIONER, STAFF, a_body, an_outline, taken
from tests.panel_reviews.worked import AMENDED, a_sent_variation, adopted, answered, voted_on
from tests.pcc_plans.records import a_fresh_database, dumped, loaded

pytestmark = pytest.mark.django_db


def test_everything_that_the_panel_worked_on_loads_and_dumps_to_the_same_file(tmp_path):
    with a_fresh_database():
        body = a_body()
        variation = a_sent_variation(body)
        adopted(voted_on(variation))
        answered(variation)
        put_text(instrument=variation, outline=an_outline(words="Patrols are seen, and chosen by need."))
        freeze_draft(instrument=variation, on=date(2014, 2, 13), by=STAFF)
        lines = list(variation.lines.select_related("wording").order_by("seq"))
        first, second = Recommendation.objects.filter(instrument=variation, number__isnull=False).order_by("number")
        promise = promises_of(variation, lines)[0]
        link_change(
            recommendation=first,
            change=changes_to_link(variation, lines, promise.was_sent)[0].change,
            by=None,
            name="Priya Nair",
        )
        carried_out_otherwise(recommendation=second, reason="The website has them.", by=None, name="Priya Nair")
        set_rules(body=body, casting_vote=True, shown="result")
        before = list(StepTaken.objects.order_by("seq").values_list("digest", flat=True))
        written = dumped(tmp_path / "first.yaml")

    with a_fresh_database():
        assert loaded(tmp_path / "first.yaml")[0] == 0
        assert list(StepTaken.objects.order_by("seq").values_list("digest", flat=True)) == before
        assert dumped(tmp_path / "second.yaml") == written
        assert [one for body in Body.objects.all() for one in breaks_in(body)] == []
        row = Recommendation.objects.get(words=AMENDED)
        assert (row.votes_for, row.votes_against, row.casting, row.moved_by) == (6, 6, "for", "Ann Reed")
        assert (row.proposal.group.name, row.amendments.get().state) == ("Plan working group", "carried")
        assert [draft.words for draft in row.drafts.order_by("made_at")] == ["Publish the hours.", AMENDED]
        assert Recommendation.objects.get(state="lost").stood_as == 3
        assert ReportDraft.objects.get().is_approved
        assert PanelRules.objects.get().shown == "result"
        variation = Instrument.objects.get(ref="2013-variation")
        kept = promises_of(variation, list(variation.lines.order_by("seq")))
        assert [(one.number, one.is_kept) for one in kept] == [(1, True), (2, True)]
        assert CarriedOut.objects.filter(name="Priya Nair").count() == 2


def test_work_that_is_not_adopted_and_answers_that_are_not_given_travel_too(tmp_path):
    with a_fresh_database():
        voted_on(a_sent_variation())
        first = dumped(tmp_path / "first.yaml")
    with a_fresh_database():
        assert loaded(tmp_path / "first.yaml")[0] == 0
        assert dumped(tmp_path / "second.yaml") == first
        variation = Instrument.objects.get(ref="2013-variation")
        review = variation.reviews.get()
        adopted(review)
        taken(variation, "have_regard", date(2014, 2, 12), COMMISSIONER, considered="Each was weighed.")
        paragraphs = [{"words": "Both are right.", "numbers": [1, 2]}]
        put_answers(review=review, outcomes={1: "accepted", 2: "accepted"}, paragraphs=paragraphs)
        answers = dumped(tmp_path / "third.yaml")
    with a_fresh_database():
        assert loaded(tmp_path / "third.yaml")[0] == 0
        assert dumped(tmp_path / "fourth.yaml") == answers
        assert {answer.reason for answer in Answer.objects.all()} == {"Both are right."}


@pytest.mark.parametrize(
    ("work", "why"),
    [
        ("{sending: 2}", "The draft was not sent to the Panel 2 times."),
        ('{carried_out: [{number: 9, otherwise: So., by: A, at: "2014-02-05T10:00:00+00:00"}]}', "no recommendation 9"),
        ("{groups: [{name: Group, kind: party}]}", "“kind” cannot be “party”"),
        ("{recommendations: [{number: 1, words: So., drafts: [{words: So., at: soon}]}]}", "“at” is not a time"),
        ("{recommendations: [{number: 1, words: So., vote: {how: counted, for: many}}]}", "“for” is a whole number"),
        ("{recommendations: [{number: 1, words: So., state: lost}]}", "is_decided_in_some_way"),
        ("{answers: [{number: 7, outcome: accepted}]}", "There is no recommendation 7."),
    ],
)
def test_work_that_cannot_be_is_refused_with_its_reason(tmp_path, work, why):
    with a_fresh_database():
        a_sent_variation()
        content = dumped(tmp_path / "first.yaml").decode()
    path = tmp_path / "altered.yaml"
    path.write_text(content.replace("    kind: variation\n", f"    kind: variation\n    panel_work: [{work}]\n", 1))

    with a_fresh_database():
        status, printed = loaded(path)

    assert status == 1
    assert why in printed[0]
