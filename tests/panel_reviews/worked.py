"""A review on which a Panel has worked: a group's three proposals, an amendment, votes, and the response to them."""

from datetime import UTC, date, datetime

from panel_reviews.models import PanelGroup, RecommendationDraft, Review
from panel_reviews.services import adopt_report, give_response, open_review, publish_response
from panel_reviews.services.answering import put_answers
from panel_reviews.services.groups import note_group, propose, take_up
from panel_reviews.services.motions import move, move_amendment, vote, vote_on_amendment
from panel_reviews.services.reporting import approve_report, publish_report, save_report, write_report
from panel_reviews.statute import Votes
from plans.models import Body, Instrument
from plans.services.course import Taking
from tests.factories import COMMISSIONER, PANEL, STAFF, a_body, a_variation, an_issued_plan, prepared, sent, taken

SENT, MET = date(2014, 1, 6), date(2014, 2, 5)
WORDS = ("Say how patrols are chosen.", "Publish the hours.", "Give each village an officer.")
AMENDED = "Publish the hours every quarter."


def a_sent_variation(body: Body | None = None) -> Instrument:
    """A variation that the Panel was sent."""
    variation = a_variation(an_issued_plan(body or a_body()))
    prepared(variation, date(2013, 12, 9))
    sent(variation, SENT)
    return variation


def voted_on(variation: Instrument) -> Review:
    """Let the full Panel decide a group's three proposals: the first carried, the second as amended, the third lost."""
    review = open_review(instrument=variation)
    group = note_group(
        review=review, name="Plan working group", kind=PanelGroup.Kind.WORKING_GROUP, met_on=date(2014, 1, 20)
    )
    proposals = [propose(group=group, words=words, concerns="safer-streets") for words in WORDS]
    first, second, third = (take_up(proposal=proposal) for proposal in proposals)
    for row in (first, second, third):
        move(recommendation=row, moved_by="Ann Reed", seconded_by="Omar Shah")
    amendment = move_amendment(recommendation=second, words=AMENDED, moved_by="Omar Shah", seconded_by="Joy Bell")
    vote_on_amendment(amendment=amendment, votes=None, on=MET)
    vote(recommendation=first, votes=Votes(9, 1, 2), on=MET)
    vote(recommendation=second, votes=Votes(6, 6, 0, "for"), on=MET)
    vote(recommendation=third, votes=Votes(3, 8, 1), on=MET)
    drafts = RecommendationDraft.objects.filter(recommendation__review=review).order_by("pk")
    for hour, draft in enumerate(drafts):
        draft.made_at = datetime(2014, 1, 21, hour, tzinfo=UTC)
        draft.save()
    return review


def adopted(review: Review) -> None:
    """Have the report written, edited and approved by the chair, let the full Panel adopt it, and publish it."""
    draft, _ = write_report(review=review)
    save_report(review=review, text=f"{draft.text}\n\nThe Panel thanks the office for its papers.")
    approve_report(review=review, chair="Ann Reed", on=MET)
    taking = Taking(key="report", on=MET, by=PANEL, particulars={"adopted_by_full_panel": True, "met_on": MET})
    adopt_report(review=review, taking=taking, response_manner="On both websites.")
    publish_report(review=review, on=date(2014, 2, 6), manner="On the council’s website.", name="Tom Ellery")


def answered(variation: Instrument, on: date = date(2014, 2, 12)) -> None:
    """Accept both recommendations in paragraphs that they share, give the response, and publish it."""
    taken(variation, "have_regard", on, COMMISSIONER, considered="Each was weighed.")
    review = open_review(instrument=variation)
    paragraphs = (
        {"words": "I am glad to say more of patrols.", "numbers": [1, 2]},
        {"words": "The hours will stand on the website.", "numbers": [2]},
    )
    put_answers(review=review, outcomes={1: "accepted", 2: "in_part"}, paragraphs=paragraphs)
    give_response(review=review, taking=Taking(key="respond", on=on, by=COMMISSIONER), response="Thank you.")
    publish_response(instrument=variation, taking=Taking(key="publish_response", on=on, by=STAFF))
