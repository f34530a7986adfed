"""Guards on the wording to be issued: seen by the chief constable and the panel, and complete."""

from plans.statute.dates import said
from plans.statute.differing import (
    IMMATERIAL,
    by_section,
    first_consulted,
    further_consultations,
    in_the_way,
    in_words,
    unanswered_differences,
)
from plans.statute.guards.drafting import CONSULTATIONS, has_replied
from plans.statute.rules import refuse
from plans.statute.terms import LIMB_WORDS, NOTHING, Act, Compared, Difference, Limb, Record, Refusal

WELSH = "the Welsh text frozen with the draft"
LIMBS_THAT_MAY_NOT_APPLY = (Limb.SERVICES, Limb.GRANTS)


def chief_constable_saw_this_text(record: Record) -> tuple[Refusal, ...]:
    """
    Pass if the chief constable was consulted again on each difference from the draft first consulted on, and replied.

    s.5(8) says "to the extent that" it differs. Read here as: each change is consulted on where a further consultation
    was on a wording in which that very change already stood, whatever was changed elsewhere since.
    """
    first = first_consulted(record)
    if first is None:
        return (_not_consulted_on(record),)
    if first.wording == record.wording:
        return NOTHING  # chief_constable_consulted asks for the reply
    exact = [act for act in record.taken(*CONSULTATIONS) if act.wording == record.wording]
    if any(has_replied(record, act) for act in exact):
        return NOTHING
    known = record.differences
    if known is None or (known.before, known.after) != (first.wording, record.wording):
        return (_no_reply_yet(exact[-1]) if exact else _not_consulted_on(record),)
    refusals = tuple(_differs(first, heading, found) for heading, found in by_section(in_the_way(record)).items())
    waiting = [act for d in unanswered_differences(record) for act in further_consultations(record, d)]
    return (*refusals, _no_reply_yet(max(waiting, key=lambda act: act.seq))) if waiting else refusals


def _not_consulted_on(record: Record) -> Refusal:
    return refuse(
        "V12",
        f"The wording to be issued differs from the draft on which the Chief Constable was "
        f"consulted. Nobody had consulted the Chief Constable on it by {said(record.on)}.",
        clears="consult_again",
        proof="the consultation on this wording",
    )


def _differs(first: Act, heading: str, differences: list[Difference]) -> Refusal:
    return refuse(
        "V12",
        f"{heading}, differs from the draft on which the Chief Constable was consulted on {said(first.on)}: "
        f"{in_words(differences)}.",
        clears="consult_again",
        proof="the further consultation",
    )


def _no_reply_yet(asked: Act) -> Refusal:
    return refuse(
        "V12",
        f"The Chief Constable was asked about this wording on {said(asked.on)} and had not replied.",
        clears="record_reply",
        proof="the reply",
        waivable=True,
    )


def _taken_up(record: Record) -> set[str]:
    """Return the sections that a recommendation concerns which the commissioner accepted, wholly or in part."""
    outcomes = {
        str(answer["number"]): answer.get("outcome")
        for act in record.taken("respond")
        for answer in act.particulars.get("answers", ())
    }
    return {
        str(recommendation["concerns"])
        for act in record.taken("report")
        for recommendation in act.particulars.get("recommendations", ())
        if recommendation.get("concerns") and outcomes.get(str(recommendation["number"])) in ("accepted", "in_part")
    }


def everything_varied_was_before_the_panel(record: Record) -> tuple[Refusal, ...]:
    """Pass if each section that the wording, or the decision, changes was before the panel as a change."""
    draft = next((a for a in reversed(record.taken("prepare_draft")) if a.wording == record.wording), None)
    changed: dict[str, str] = dict(draft.particulars.get("changed", {})) if draft else {}
    for section_id in record.particulars.get("covers", ()):
        changed.setdefault(str(section_id), str(section_id))
    known = _since_panel(record)
    for difference in known.differences if known else ():
        if not difference.section_id:
            changed.setdefault("", difference.heading)
    seen = _sections_before_the_panel(record) | _taken_up(record)
    return tuple(
        refuse(
            "V16",
            f"{heading} is changed, but that change was not before the Panel.",
            clears="send_to_panel",
            proof="the papers sent to the Panel",
        )
        for section_id, heading in changed.items()
        if section_id not in seen
    )


def _sections_before_the_panel(record: Record) -> set[str]:
    return {str(s) for act in record.taken("send_to_panel") for s in act.particulars.get("sections", ())}


def _since_panel(record: Record) -> Compared | None:
    """Return what changed since the panel was last sent the draft, if that is known of this very wording."""
    sent, known = record.last("send_to_panel"), record.since_panel
    if sent is None or known is None or (known.before, known.after) != (sent.wording, record.wording):
        return None
    return known


def what_changed_since_the_panel_is_answered_for(record: Record) -> tuple[Refusal, ...]:
    """
    Pass if the words of a section whose change was before the panel are those that it saw, or an officer answers.

    The Act asks for no second sending, but a material change may be unsafe (STATUTE V12). What only moved or was set in
    another way is none, and a section is left to the commissioner where a recommendation on it was taken up.
    """
    sent = record.taken("send_to_panel")
    if not sent or any(act.wording == record.wording for act in sent):
        return NOTHING
    known = _since_panel(record)
    if known is None:
        reason = "The draft was changed since the Panel was sent it, and what was changed is not known."
        return (refuse("V16", reason, clears="send_to_panel", proof="the papers sent to the Panel", waivable=True),)
    sections = _sections_before_the_panel(record) - _taken_up(record)
    material = [d for d in known.differences if d.section_id in sections and d.kind not in IMMATERIAL]
    return tuple(
        refuse(
            "V16",
            f"{heading}, was before the Panel in other words, and was changed since it was sent on "
            f"{said(sent[-1].on)}: {in_words(found)}. A material change that the Panel did not see may be unsafe.",
            clears="send_to_panel",
            proof="the papers sent to the Panel",
            waivable=True,
        )
        for heading, found in by_section(material).items()
    )


def plan_as_it_stands_is_varied(record: Record) -> tuple[Refusal, ...]:
    """Pass if a variation was drafted on the plan's latest edition; another may have been issued since it was begun."""
    if record.kind.makes_a_plan or record.varies_latest_edition:
        return NOTHING
    reason = "Another variation of the plan has been issued since this one was begun. Bring the draft up to date first."
    return (refuse("P3", reason, clears="prepare_draft", proof="the edition in force"),)


def what_met_a_later_edition_is_settled(record: Record) -> tuple[Refusal, ...]:
    """Pass if nothing is open that the draft and an edition issued since it was begun changed in different ways."""
    if not record.conflicts_open:
        return NOTHING
    number = record.conflicts_open
    what = "One conflict" if number == 1 else f"{number} conflicts"
    reason = f"{what} with the edition that was issued first must be settled. Compare both texts and settle each."
    return (refuse("P3", reason, clears="prepare_draft", proof="the settled draft"),)


def plan_is_complete(record: Record) -> tuple[Refusal, ...]:
    """Pass if each content that s.7 asks for stands in the plan (as varied); C6 and C7 may be said not to apply."""
    draft = next((a for a in reversed(record.taken("prepare_draft")) if a.wording == record.wording), None)
    if draft is None:
        return NOTHING  # wording_is_a_frozen_draft refuses
    present = {str(limb) for limb in draft.particulars.get("limbs", ())}
    excused = {str(k): v for k, v in dict(record.particulars.get("not_applicable", {})).items() if v}
    return tuple(
        refuse(
            limb.value[:2],
            f"No section of the plan sets out {LIMB_WORDS[limb]}.",
            clears="prepare_draft",
            proof="a section marked as answering it",
        )
        for limb in Limb
        if limb.value not in present and not (limb in LIMBS_THAT_MAY_NOT_APPLY and limb.value in excused)
    )


def welsh_is_in_step(record: Record) -> tuple[Refusal, ...]:
    """Pass if the Welsh frozen with the wording was made from its very English; a body in English alone has none."""
    if not record.bilingual:
        return NOTHING
    draft = next((a for a in reversed(record.taken("prepare_draft")) if a.wording == record.wording), None)
    if draft is None:
        return NOTHING  # wording_is_a_frozen_draft refuses
    welsh = draft.particulars.get("welsh") or {}
    if not welsh.get("wording"):
        return (refuse("W1", "No Welsh text was frozen with this draft.", clears="prepare_draft", proof=WELSH),)
    return tuple(
        refuse(
            "W1",
            f"The Welsh text of “{heading}” is behind the English, or missing.",
            clears="prepare_draft",
            proof=WELSH,
        )
        for heading in (welsh["behind"][section_id] for section_id in welsh.get("order", ()))
    )
