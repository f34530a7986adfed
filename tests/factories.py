"""Made-up bodies, plans and instruments for tests, taken through the very services the product uses."""

import io
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.utils import timezone
from PIL import Image as Picture

from boards.services import record_decision
from panel_reviews.services import adopt_report, draft_answer, give_response, open_review, publish_response, recommend
from plans.models import (
    Body,
    ConsultationExercise,
    Edition,
    Election,
    Instrument,
    Membership,
    OfficeHolder,
    Plan,
    ResponsibleAuthority,
    Submission,
)
from plans.services.consulting import consult, receive_reply, reply_of
from plans.services.course import Taking, take_step
from plans.services.drafts import begin_plan, begin_variation, freeze_draft, put_text
from plans.services.exercises.keying import Keyed, key_in
from plans.services.exercises.making import Particulars, launch, make_exercise
from plans.statute.terms import Actor, Limb, Office
from plans.text.outline import Objective, Outline, PriorityAction, Section, SectionKind
from tests.taken_once import taken_once

STAFF = Actor(Office.STAFF, "Priya Nair")
COMMISSIONER = Actor(Office.COMMISSIONER, "Helen Marsh")
CHIEF_EXECUTIVE = Actor(Office.CHIEF_EXECUTIVE, "Daniel Okafor")
PANEL = Actor(Office.PANEL, "Fenmarch Police and Crime Panel")


def a_body(ref: str = "fenmarch") -> Body:
    """A body with its offices held since 2012, two authorities, and ordinary elections every four years or so."""
    body = Body.objects.create(
        ref=ref,
        area="Fenmarch",
        name="Police and Crime Commissioner for Fenmarch",
        panel_name=PANEL.name,
        force_name="Fenmarch Constabulary",
        contact_email="office@fenmarch.example",
    )
    for office, name in (
        (Office.COMMISSIONER, COMMISSIONER.name),
        (Office.CHIEF_EXECUTIVE, CHIEF_EXECUTIVE.name),
        (Office.CHIEF_CONSTABLE, "Amir Qureshi"),
    ):
        OfficeHolder.objects.create(body=body, office=office, name=name, from_on=date(2012, 11, 22))
    ResponsibleAuthority.objects.create(
        body=body, ref="wendle-vale", name="Wendle Vale Council", from_on=date(2012, 1, 1)
    )
    ResponsibleAuthority.objects.create(
        body=body, ref="constabulary", name="Fenmarch Constabulary", is_chief_constable=True, from_on=date(2012, 1, 1)
    )
    for day in (date(2012, 11, 15), date(2016, 5, 5), date(2021, 5, 6), date(2024, 5, 2), date(2028, 5, 4)):
        Election.objects.create(body=body, expected_on=day)
    return body


def a_user(body: Body, role: str, name: str = "") -> User:
    """A signed-in person with a role; a commissioner or chief executive is tied to the office held."""
    first, last = (name or f"{role.replace('_', ' ').title()} Person").split(" ", 1)
    user = User.objects.create_user(
        role, f"{role}@fenmarch.example", "pass-word-for-tests", first_name=first, last_name=last
    )
    Membership.objects.create(body=body, user=user, role=role)
    if role in (Office.COMMISSIONER, Office.CHIEF_EXECUTIVE):
        for holder in OfficeHolder.objects.filter(body=body, office=role):
            holder.user = user
            holder.save()
    return user


def a_picture(form: str = "PNG", colour: str = "teal", size: tuple[int, int] = (60, 40), **saved) -> bytes:
    """Return the bytes of a picture file."""
    out = io.BytesIO()
    Picture.new("RGB", size, colour).save(out, form, **saved)
    return out.getvalue()


def an_outline(title: str = "Fenmarch Police and Crime Plan", words: str = "Patrols are seen and known.") -> Outline:
    """A short complete plan: every limb of s.7 is answered."""
    return Outline(
        title,
        (
            Section(
                "safer-streets",
                SectionKind.OBJECTIVE,
                "Safer streets",
                f"<p>{words}</p>",
                frozenset({Limb.OBJECTIVES_POLICING, Limb.OBJECTIVES_CRIME, Limb.OBJECTIVES_NATIONAL, Limb.POLICING}),
                (
                    Objective(
                        "S",
                        "Streets where people feel safe",
                        "People walk home without fear.",
                        ("Fewer people are harmed at night.",),
                        (
                            PriorityAction("S1", "Walk each town centre every evening.", "Chief Constable"),
                            PriorityAction("S2", "Light the riverside path.", "Wendle Vale Council"),
                        ),
                    ),
                ),
            ),
            Section(
                "resources",
                SectionKind.RESOURCES,
                "Money and people",
                "<p>The budget is set each February.</p>",
                frozenset({Limb.RESOURCES, Limb.SERVICES, Limb.GRANTS}),
            ),
            Section(
                "measures",
                SectionKind.MEASURES,
                "How we measure and report",
                "<p>The Chief Constable reports every quarter.</p>",
                frozenset({Limb.REPORTING, Limb.MEASURING}),
            ),
        ),
    )


def a_draft_plan(body: Body, *, on: date = date(2013, 1, 7), outline: Outline | None = None) -> Instrument:
    """A draft plan with its text, not yet frozen."""
    instrument = begin_plan(body=body, title="Fenmarch Police and Crime Plan", years="2013 to 2016", on=on)
    put_text(instrument=instrument, outline=outline or an_outline())
    return instrument


def taken(instrument: Instrument, key: str, on: date, by: Actor | Office = STAFF, **particulars) -> None:
    """Take a plain step."""
    take_step(instrument=instrument, taking=Taking(key=key, on=on, by=by, particulars=particulars))


def prepared(instrument: Instrument, on: date) -> None:
    """Take everything that comes before the Panel: regard, priorities, views, a frozen draft, the Chief Constable."""
    taken(instrument, "consider_requirement", on, edition="2012", statement="The plan answers it in section 1.")
    taken(instrument, "record_priorities", on, authority="wendle-vale", priorities="Speeding in villages.")
    regard_stated(instrument, on)
    taken(instrument, "obtain_views", on, group="people", found="A survey of 900 people.")
    taken(instrument, "obtain_views", on, group="victims", found="Talks with 60 victims.")
    freeze_draft(instrument=instrument, on=on, by=STAFF)
    consulted(instrument, on)


def regard_stated(instrument: Instrument, on: date, *duties: str) -> None:
    """State the regard had to the duties beside s.5 (to these of them, if named), the assessment with its own."""
    for duty in duties or ("children", "equality", "value_for_money"):
        proof = ({"title": "Equality impact assessment"},) if duty == "equality" else ()
        particulars = {"duty": duty, "statement": "Considered; the plan answers it in section 1."}
        taking = Taking(key="state_regard", on=on, by=STAFF, particulars=particulars, evidence=proof)
        take_step(instrument=instrument, taking=taking)


def consulted(instrument: Instrument, on: date, *, key: str = "consult_chief_constable") -> None:
    """Ask the Chief Constable about the latest frozen draft, and receive the reply, on one day."""
    asked = consult(instrument=instrument, taking=Taking(key=key, on=on, by=STAFF), addressee="the Chief Constable")
    receive_reply(consultation=asked, taking=reply_of(asked, on=on, text="I have no comments.", comments=False))


def sent(instrument: Instrument, on: date) -> None:
    """Send the latest frozen draft to the Panel."""
    taken(instrument, "send_to_panel", on)


def reported(instrument: Instrument, on: date, *recommendations: str) -> None:
    """Let the full Panel adopt its report, with recommendations in these words."""
    review = open_review(instrument=instrument)
    for words in recommendations:
        recommend(review=review, words=words)
    taking = Taking(key="report", on=on, by=PANEL, particulars={"adopted_by_full_panel": True, "met_on": on})
    adopt_report(review=review, taking=taking, report="The Panel reviewed the draft and supports its direction.")


def responded(instrument: Instrument, on: date) -> None:
    """Have regard to the report, accept every recommendation, give the response and publish it, on one day."""
    taken(instrument, "have_regard", on, COMMISSIONER, considered="Each recommendation was considered.")
    review = open_review(instrument=instrument)
    for recommendation in review.recommendations.order_by("number"):
        draft_answer(recommendation=recommendation, outcome="accepted", reason="It makes the plan clearer.")
    give_response(review=review, taking=Taking(key="respond", on=on, by=COMMISSIONER), response="Thank you.")
    publish_response(instrument=instrument, taking=Taking(key="publish_response", on=on, by=STAFF))


def decided(instrument: Instrument, on: date) -> None:
    """Record and publish the commissioner's decision."""
    particulars = {"title": instrument.title, "decision": "To issue it.", "published_on": on}
    record_decision(
        instrument=instrument, taking=Taking(key="record_decision", on=on, by=COMMISSIONER, particulars=particulars)
    )


def issued(instrument: Instrument, on: date, **particulars) -> Edition:
    """Issue it, by the commissioner in person."""
    taken(instrument, "issue", on, COMMISSIONER, **particulars)
    return Edition.objects.get(instrument=instrument)


def an_issued_plan(body: Body, outline: Outline | None = None) -> Plan:
    """A plan issued on 28 March 2013, all steps lawfully taken, in effect from that day."""
    outline = outline or an_outline()
    return taken_once(("an issued plan", body.ref, outline), lambda: _an_issued_plan(body, outline))


def _an_issued_plan(body: Body, outline: Outline) -> Plan:
    instrument = a_draft_plan(body, outline=outline)
    prepared(instrument, date(2013, 1, 14))
    sent(instrument, date(2013, 1, 15))
    reported(instrument, date(2013, 2, 20))
    responded(instrument, date(2013, 3, 6))
    decided(instrument, date(2013, 3, 28))
    issued(instrument, date(2013, 3, 28))
    return Plan.objects.get(pk=instrument.plan_id)


def a_variation(
    plan: Plan, *, on: date = date(2013, 12, 2), words: str = "Patrols are seen, known and asked for."
) -> Instrument:
    """A draft variation of one paragraph of the first section, not yet frozen."""
    instrument = begin_variation(plan=plan, title="Patrols", on=on)
    put_text(instrument=instrument, outline=an_outline(words=words))
    return instrument


def an_exercise(
    body: Body,
    audience: str = "public",
    *,
    instrument: Instrument | None = None,
    opens: int = 0,
    closes: int = 30,
    **particulars,
) -> ConsultationExercise:
    """A launched consultation; its days are counted from today. One that is open or over has been opened on its day."""
    today = timezone.localdate()
    said = Particulars(
        title=particulars.pop("title", "What should the plan do?"),
        introduction="We ask you before we write.",
        opens_on=today,
        closes_on=today + timedelta(days=max(closes, 0)),
        retention_until=today + timedelta(days=max(closes, 0) + 365),
        instrument=instrument,
        **particulars,
    )
    exercise = launch(exercise=make_exercise(body=body, audience=audience, said=said), on=today)
    if opens or closes < 0:
        exercise.opens_on, exercise.closes_on = today + timedelta(days=opens), today + timedelta(days=closes)
        exercise.save()
    return exercise


def a_reply(exercise: ConsultationExercise, answers: dict[int, object], **keyed) -> Submission:
    """A reply that was keyed in: by the number of the question its words, or the places of what was chosen."""
    said = {n: (what, ()) if isinstance(what, str) else ("", tuple(what)) for n, what in answers.items()}
    keyed = {"channel": "paper", "received_on": timezone.localdate()} | keyed
    return key_in(exercise=exercise, keyed=Keyed(answers=said, **keyed))
