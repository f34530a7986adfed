"""The guards of the course: each states what must be true, reads only the record, and refuses with a section."""

from datetime import date

from plans.statute.dates import clear_working_days, plan_deadline, planning_period_end
from plans.statute.rules import refuse
from plans.statute.terms import LIMB_WORDS, Act, InstrumentKind, Limb, Office, Record, Refusal

NOTHING: tuple[Refusal, ...] = ()
LIMBS_THAT_MAY_NOT_APPLY = (Limb.SERVICES, Limb.GRANTS)
CONSULTATIONS = ("consult_chief_constable", "consult_again")


def said(on: date) -> str:
    """Return a date as it is said on screen: 5 February 2014."""
    return f"{on.day} {on:%B %Y}"


# ---- who may act -------------------------------------------------------------------------------------------


def the_commissioner_acts_in_person(record: Record) -> tuple[Refusal, ...]:
    """Pass if the act is the commissioner's own: not an acting commissioner's (s.62), nor anyone else's (s.18)."""
    if record.by is None:
        return (refuse("P13", f"Nobody is recorded as holding the office of commissioner on {said(record.on)}."),)
    if record.by.office is Office.ACTING_COMMISSIONER:
        return (
            refuse(
                "P10",
                f"{record.by.name} was acting commissioner on {said(record.on)}. An acting commissioner "
                f"may prepare and consult, but may not issue or vary a plan.",
            ),
        )
    if record.by.office is not Office.COMMISSIONER:
        return (refuse("P12", "Only the commissioner in person may issue or vary a plan; it cannot be delegated."),)
    if not any(
        t.office is Office.COMMISSIONER and t.name == record.by.name and t.covers(record.on) for t in record.tenures
    ):
        return (refuse("P13", f"{record.by.name} did not hold the office of commissioner on {said(record.on)}."),)
    return NOTHING


def somebody_held_the_office(record: Record) -> tuple[Refusal, ...]:
    """Pass if whoever is said to have acted held an office on that day; staff act for the body."""
    if record.by is None:
        return (refuse("P13", f"Nobody held the office that takes this step on {said(record.on)}."),)
    if record.by.office in (Office.STAFF, Office.PANEL):
        return NOTHING
    if any(t.office is record.by.office and t.name == record.by.name and t.covers(record.on) for t in record.tenures):
        return NOTHING
    office = record.by.office.value.replace("_", " ")
    return (refuse("P13", f"{record.by.name} did not hold the office of {office} on {said(record.on)}."),)


# ---- preparing the draft --------------------------------------------------------------------------------


def _latest_draft(record: Record) -> Act | None:
    return record.last("prepare_draft")


def draft_prepared(record: Record) -> tuple[Refusal, ...]:
    """Pass if a draft has been frozen by the day of the act."""
    if _latest_draft(record) is None:
        return (
            refuse(
                "V2",
                f"No draft {record.kind} had been prepared and frozen by {said(record.on)}.",
                clears="prepare_draft",
                proof="the frozen draft",
            ),
        )
    return NOTHING


def wording_is_a_frozen_draft(record: Record) -> tuple[Refusal, ...]:
    """Pass if the wording of the act is one that was frozen as a draft of this instrument by that day."""
    frozen = {act.wording for act in record.taken("prepare_draft")}
    if record.wording is None or record.wording not in frozen:
        return (
            refuse(
                "V2",
                "The wording is not one that had been frozen as a draft by that day.",
                clears="prepare_draft",
                proof="the frozen draft",
            ),
        )
    return NOTHING


def strategic_policing_requirement_considered(record: Record) -> tuple[Refusal, ...]:
    """Pass if a statement on the Strategic Policing Requirement, with its edition, is on the record."""
    act = record.last("consider_requirement")
    if act is None or not act.particulars.get("edition") or not act.particulars.get("statement"):
        return (
            refuse(
                "V1",
                "There is no statement of the regard had to the Strategic Policing Requirement, "
                "with the edition it was made against.",
                clears="consider_requirement",
                proof="the statement",
            ),
        )
    return NOTHING


def chief_constable_consulted(record: Record) -> tuple[Refusal, ...]:
    """Pass if the chief constable was consulted on a draft, and has replied or had until a day that has passed."""
    asked = record.taken(*CONSULTATIONS)
    if not asked:
        return (
            refuse(
                "V3",
                f"The Chief Constable had not been consulted on a draft by {said(record.on)}.",
                clears="consult_chief_constable",
                proof="the consultation and the reply",
            ),
        )
    if any(_consultation_is_complete(record, act) for act in asked):
        return NOTHING
    return (
        refuse(
            "V3",
            f"The Chief Constable was asked on {said(asked[-1].on)} and had not replied.",
            clears="record_reply",
            proof="the Chief Constable's reply",
            waivable=True,
        ),
    )


def _consultation_is_complete(record: Record, asked: Act) -> bool:
    replied = any(a.wording == asked.wording and a.seq > asked.seq for a in record.taken("record_reply"))
    reply_by = asked.particulars.get("reply_by")
    return replied or bool(reply_by and date.fromisoformat(str(reply_by)) < record.on)


def chief_constable_was_asked_on_this_wording(record: Record) -> tuple[Refusal, ...]:
    """Pass if the reply is to a wording that the chief constable was asked about."""
    if record.wording not in {act.wording for act in record.taken(*CONSULTATIONS)}:
        return (
            refuse(
                "V3",
                "The Chief Constable was not asked about that wording by that day.",
                clears="consult_chief_constable",
                proof="the consultation",
            ),
        )
    return NOTHING


def views_obtained(record: Record) -> tuple[Refusal, ...]:
    """Pass if the views of people in the area, and of victims, are both on the record: two matters, not one."""
    groups = {str(act.particulars.get("group")) for act in record.taken("obtain_views")}
    waivable = record.kind is InstrumentKind.VARIATION
    return tuple(
        refuse(
            "V4",
            f"The views of {words} on the {record.kind} are not on the record.",
            clears="obtain_views",
            proof="the consultation and what it found",
            waivable=waivable,
        )
        for group, words in (("people", "people in the area"), ("victims", "victims of crime in the area"))
        if group not in groups
    )


def every_authority_heard(record: Record) -> tuple[Refusal, ...]:
    """Pass if each responsible authority of that day has priorities on the record, or was asked and gave none."""
    heard = {
        str(act.particulars.get("authority"))
        for act in record.taken("record_priorities")
        if act.particulars.get("priorities") or act.particulars.get("asked_on")
    }
    standing = [a for a in record.authorities if a.covers(record.on) and not a.is_chief_constable]
    if not standing:
        return (
            refuse(
                "V5",
                f"No responsible authority is on the register on {said(record.on)}.",
                proof="the register of responsible authorities",
            ),
        )
    return tuple(
        refuse(
            "V5",
            f"{authority.name} has neither priorities on the record nor an entry that it was asked and supplied none.",
            clears="record_priorities",
            proof="the priorities, or the request",
        )
        for authority in standing
        if authority.ref not in heard
    )


# ---- the panel ------------------------------------------------------------------------------------------


def draft_is_with_the_panel(record: Record) -> tuple[Refusal, ...]:
    """Pass if the draft had been sent to the panel by the day of the act."""
    if record.last("send_to_panel") is None:
        return (
            refuse(
                "V6",
                f"The draft had not been sent to the Panel by {said(record.on)}.",
                clears="send_to_panel",
                proof="the letter or e-mail to the Panel",
                waivable=False,
            ),
        )
    return NOTHING


def panel_had_reasonable_time(record: Record) -> tuple[Refusal, ...]:
    """Pass if the panel had the local floor of clear working days; the Act says only "a reasonable amount of time"."""
    sent = record.last("send_to_panel")
    if sent is None:
        return NOTHING  # draft_is_with_the_panel refuses
    had = clear_working_days(sent.on, record.on)
    if had < record.floor_working_days:
        return (
            refuse(
                "V6",
                f"The Panel had {had} clear working days with the draft, fewer than the office's floor "
                f"of {record.floor_working_days}.",
                proof="the dates of sending and meeting",
            ),
        )
    return NOTHING


def full_panel_adopted(record: Record) -> tuple[Refusal, ...]:
    """Pass if the report or the recommendations were adopted by the full panel, not by a group of its members."""
    if record.particulars.get("adopted_by_full_panel") is not True:
        return (
            refuse(
                "V14",
                "A review by a working group or sub-committee is not the Panel's review. "
                "The full Panel adopts the report or the recommendations.",
                clears="report",
                proof="the minute of the full Panel",
            ),
        )
    return NOTHING


def panel_made_a_report_or_recommendations(record: Record) -> tuple[Refusal, ...]:
    """Pass if there is a report, an endorsement or at least one recommendation."""
    if record.particulars.get("report") or record.particulars.get("recommendations"):
        return NOTHING
    return (
        refuse(
            "V7",
            "The Panel makes a report or recommendations; neither has been given.",
            clears="report",
            proof="the Panel's report or letter",
        ),
    )


def panel_was_chased(record: Record) -> tuple[Refusal, ...]:
    """Always refuses, waivably: going on without a report needs the chief executive's reason (STATUTE V13)."""
    chased = record.particulars.get("chased_on")
    reason = (
        f"The Panel has made no report on the draft, and was chased on {chased}. "
        if chased
        else ("The Panel has made no report on the draft, and no reminder is recorded. ")
    )
    return (refuse("V13", reason + "Going on needs the chief executive's reason.", proof="the reminders"),)


def report_received(record: Record) -> tuple[Refusal, ...]:
    """Pass if the panel had reported, or had been passed over with reasons, by the day of the act."""
    if record.last("report", "no_report") is None:
        return (
            refuse(
                "V7",
                f"The Panel had not reported on the draft by {said(record.on)}.",
                clears="report",
                proof="the Panel's report or letter",
            ),
        )
    return NOTHING


def regard_had_to_the_report(record: Record) -> tuple[Refusal, ...]:
    """Pass if, for every report, the commissioner has since had regard to it."""
    reports = record.taken("report")
    considered = record.last("have_regard")
    if reports and (considered is None or considered.seq < reports[-1].seq):
        return (
            refuse(
                "V8",
                "It is not on the record that the commissioner had regard to the Panel's report.",
                clears="have_regard",
                proof="the consideration of each recommendation",
            ),
        )
    return NOTHING


def recommendations_of(report: Act) -> tuple[str, ...]:
    """Return the references of the recommendations in a report, such as "1" or "2" of one report."""
    return tuple(str(r["number"]) for r in report.particulars.get("recommendations", ()))


def unanswered(record: Record) -> tuple[str, ...]:
    """Return the recommendations that no response, given by that day or in this act, answers, in words."""
    missing = []
    for report in record.taken("report"):
        answered = {
            str(answer["number"])
            for response in record.taken("respond")
            if response.seq > report.seq
            for answer in response.particulars.get("answers", ())
        }
        answered |= {str(answer["number"]) for answer in record.particulars.get("answers", ())}
        missing += [number for number in recommendations_of(report) if number not in answered]
    return tuple(missing)


def every_recommendation_answered(record: Record) -> tuple[Refusal, ...]:
    """Pass if each recommendation is answered, in this act or before it; a bare report needs a response in words."""
    refusals = [
        refuse("V9", f"Recommendation {number} has no response.", clears="respond", proof="the response")
        for number in unanswered(record)
    ]
    bare = [report for report in record.taken("report") if not recommendations_of(report)]
    if bare and not refusals and not record.particulars.get("response") and not _answered_in_words(record, bare[-1]):
        refusals.append(
            refuse(
                "V9",
                "The Panel's report has no response. A report without recommendations, and an "
                "endorsement, are responded to as well.",
                clears="respond",
                proof="the response",
            )
        )
    return tuple(refusals)


def _answered_in_words(record: Record, report: Act) -> bool:
    return any(r.seq > report.seq and r.particulars.get("response") for r in record.taken("respond"))


def response_given(record: Record) -> tuple[Refusal, ...]:
    """Pass if a response to the latest report had been given to the panel by the day of the act."""
    report, response = record.last("report"), record.last("respond")
    if report is not None and (response is None or response.seq < report.seq):
        return (
            refuse(
                "V9",
                f"No response had been given to the Panel by {said(record.on)}.",
                clears="respond",
                proof="the response",
            ),
        )
    return every_recommendation_answered(record)


def response_published(record: Record) -> tuple[Refusal, ...]:
    """Pass if the latest response had been published by the day of the act, and before it."""
    report, response, published = record.last("report"), record.last("respond"), record.last("publish_response")
    if report is None:
        return NOTHING  # passed over with reasons: report_received refuses where it was not
    if published is None or (response is not None and published.seq < response.seq) or published.seq < report.seq:
        return (
            refuse(
                "V10",
                f"The response to the Panel had not been published by {said(record.on)}. It is "
                f"published before the {record.kind} is issued.",
                clears="publish_response",
                proof="the published response",
            ),
        )
    return NOTHING


# ---- the text to be issued ------------------------------------------------------------------------------


def chief_constable_saw_this_text(record: Record) -> tuple[Refusal, ...]:
    """
    Pass if the wording to be issued is one on which the chief constable was consulted.

    s.5(8) says "to the extent that" the plan differs. Read here as: any change of wording calls for consultation
    on that wording.
    """
    consulted = [act for act in record.taken(*CONSULTATIONS) if act.wording == record.wording]
    if not consulted:
        return (
            refuse(
                "V12",
                f"The wording to be issued differs from the draft on which the Chief Constable was "
                f"consulted. Nobody had consulted the Chief Constable on it by {said(record.on)}.",
                clears="consult_again",
                proof="the consultation on this wording",
            ),
        )
    if any(_consultation_is_complete(record, act) for act in consulted):
        return NOTHING
    return (
        refuse(
            "V12",
            f"The Chief Constable was asked about this wording on {said(consulted[-1].on)} and had not replied.",
            clears="record_reply",
            proof="the reply",
            waivable=True,
        ),
    )


def everything_varied_was_before_the_panel(record: Record) -> tuple[Refusal, ...]:
    """Pass if each section that the wording, or the decision, changes was before the panel as a change."""
    draft = next((a for a in reversed(record.taken("prepare_draft")) if a.wording == record.wording), None)
    changed: dict[str, str] = dict(draft.particulars.get("changed", {})) if draft else {}
    for section_id in record.particulars.get("covers", ()):
        changed.setdefault(str(section_id), str(section_id))
    seen = {str(s) for act in record.taken("send_to_panel") for s in act.particulars.get("sections", ())}
    seen |= {
        str(r["concerns"])
        for act in record.taken("report")
        for r in act.particulars.get("recommendations", ())
        if r.get("concerns")
    }
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


def plan_as_it_stands_is_varied(record: Record) -> tuple[Refusal, ...]:
    """Pass if a variation was drafted on the plan's latest edition; another may have been issued since it was begun."""
    if record.kind is InstrumentKind.PLAN or record.varies_latest_edition:
        return NOTHING
    reason = "Another variation of the plan has been issued since this one was begun. Bring the draft up to date first."
    return (refuse("P3", reason, clears="prepare_draft", proof="the edition in force"),)


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


# ---- dates of the plan ----------------------------------------------------------------------------------


def _as_date(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def plan_is_issued_in_time(record: Record) -> tuple[Refusal, ...]:
    """Pass if a new plan is issued by the end of the financial year of the ordinary election (s.5(1))."""
    if record.kind is not InstrumentKind.PLAN:
        return NOTHING
    due = plan_deadline(record.on, record.elections)
    if due is None or record.on <= due:
        return NOTHING
    election = max(
        e.expected_as_at(record.on) for e in record.elections if e.ordinary and e.expected_as_at(record.on) <= record.on
    )
    if any(election <= other.issued_on <= record.on for other in record.other_plans):
        return NOTHING  # the plan of this term has been issued; this one replaces it (s.5(3))
    return (
        refuse(
            "P1",
            f"A plan was to be issued by {said(due)}, within the financial year of the ordinary "
            f"election of {said(election)}.",
        ),
    )


def one_plan_has_effect(record: Record) -> tuple[Refusal, ...]:
    """Pass if the day on which the plan takes effect is not before issue, nor another plan's first day."""
    effect = _as_date(record.particulars.get("effective_from"))
    if record.kind is not InstrumentKind.PLAN:
        if effect is not None and record.plan_period_ends_on is not None and effect > record.plan_period_ends_on:
            return (refuse("P5", "The variation would take effect after the plan has ended."),)
        return (
            NOTHING
            if effect is None or effect >= record.on
            else (refuse("P5", "The variation cannot take effect before it is issued."),)
        )
    effect = effect or record.on
    if effect < record.on:
        return (refuse("P5", f"The planning period begins on the day of issue or later, not on {said(effect)}."),)
    ends = _as_date(record.particulars.get("period_ends_on")) or planning_period_end(record.on, record.elections)
    if ends is None:
        return (
            refuse(
                "P5",
                "The next ordinary election is not in the table of elections, so the end of the "
                "planning period is not known.",
            ),
        )
    if effect > ends:
        return (refuse("P5", f"The plan would take effect on {said(effect)}, after its period ends."),)
    return tuple(
        refuse("P5", f"{other.title} first has effect on {said(effect)} too; two plans cannot.")
        for other in record.other_plans
        if other.effective_from == effect
    )


def period_ends_as_the_act_says(record: Record) -> tuple[Refusal, ...]:
    """Pass if a stated end of the planning period is the end that the law computes."""
    if record.kind is not InstrumentKind.PLAN:
        return NOTHING
    stated = _as_date(record.particulars.get("period_ends_on"))
    computed = planning_period_end(record.on, record.elections)
    if stated is None or computed is None or stated == computed:
        return NOTHING
    return (
        refuse(
            "P6",
            f"The planning period is said to end on {said(stated)}; the table of elections gives {said(computed)}.",
        ),
    )


def variation_leaves_the_period_alone(record: Record) -> tuple[Refusal, ...]:
    """Pass unless a variation states an end of the planning period."""
    if record.kind is InstrumentKind.VARIATION and record.particulars.get("period_ends_on"):
        return (refuse("P8", "A variation cannot move the end of the planning period."),)
    return NOTHING


# ---- after issue ----------------------------------------------------------------------------------------


def recipients_without_a_copy(record: Record) -> tuple[str, ...]:
    """Return who of the chief constable and the responsible authorities of the day of issue has no copy yet."""
    issued = record.last("issue")
    if issued is None:
        return ()
    sent = {str(to) for act in record.taken("send_copy") for to in act.particulars.get("to", ())}
    owed = {"chief-constable": "the Chief Constable"} | {
        a.ref: a.name for a in record.authorities if a.covers(issued.on) and not a.is_chief_constable
    }
    return tuple(name for ref, name in owed.items() if ref not in sent)


def copies_sent(record: Record) -> tuple[Refusal, ...]:
    """Pass if the chief constable and each responsible authority of the day of issue were sent a copy."""
    return tuple(
        refuse("I1", f"No copy has been sent to {name}.", clears="send_copy", proof="the copy sent")
        for name in recipients_without_a_copy(record)
    )


def plan_published(record: Record) -> tuple[Refusal, ...]:
    """Pass if the issued plan or variation has been published."""
    if record.last("publish") is None:
        return (refuse("I2", f"The {record.kind} has not been published.", clears="publish", proof="the page"),)
    return NOTHING


def decision_recorded(record: Record) -> tuple[Refusal, ...]:
    """Pass if the commissioner's decision has a published record; a board's endorsement is not the decision."""
    decision = record.last("record_decision")
    if decision is None or not decision.particulars.get("published_on"):
        return (
            refuse(
                "I7",
                f"There is no published record of the commissioner's decision to issue the "
                f"{record.kind}. A board's endorsement is not that decision.",
                clears="record_decision",
                proof="the decision record",
            ),
        )
    return NOTHING
