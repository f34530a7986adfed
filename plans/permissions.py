"""Who may do what, with the reason when they may not. Lawfulness is another question: see plans.statute."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q

from plans.models import Body, Comment, ConsultationExercise, Membership, OfficeHolder
from plans.statute.terms import Actor, Office, Step

Role = Membership.Role
OFFICE = (Role.POLICY_OFFICER, Role.CHIEF_EXECUTIVE, Role.COMMISSIONER)
PANEL = (Role.PANEL_SUPPORT, Role.PANEL_MEMBER)
READERS_OF_THE_LAW = (*OFFICE, Role.ADMINISTRATOR)
RECORDERS_OF_THE_PAST = (Role.POLICY_OFFICER, Role.CHIEF_EXECUTIVE)

# Which roles record which steps in the browser; a step that is not here is recorded by the whole office.
STEP_ROLES = {
    "have_regard": (Role.COMMISSIONER, Role.CHIEF_EXECUTIVE),
    "respond": (Role.COMMISSIONER, Role.CHIEF_EXECUTIVE),
    "own_draft": (Role.COMMISSIONER,),
    "record_decision": (Role.COMMISSIONER,),
    "issue": (Role.COMMISSIONER,),
    "report": (Role.PANEL_SUPPORT,),
    "no_report": (Role.CHIEF_EXECUTIVE,),
    "close": (Role.CHIEF_EXECUTIVE,),
    "withdraw": (Role.CHIEF_EXECUTIVE, Role.COMMISSIONER),
    "end_review": (Role.CHIEF_EXECUTIVE, Role.COMMISSIONER),
    "decline_review": (Role.CHIEF_EXECUTIVE, Role.COMMISSIONER),
}
# Steps that are the commissioner's own acts even when the chief executive records them.
ACTS_OF_THE_COMMISSIONER = ("have_regard", "respond")


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether somebody may do something, and the reason in words when they may not."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Decision(True)


def membership_of(user: User | AnonymousUser, body: Body) -> Membership | None:
    """Return what a signed-in person is to a body, or None. One query for as long as the user is the same object."""
    return next((one for one in _memberships(user) if one.body_id == body.pk), None)


def body_of(user: User | AnonymousUser) -> Body | None:
    """Return the body that a signed-in person belongs to, or None. One query, as for ``membership_of``."""
    return next((membership.body for membership in _memberships(user)), None)


def _memberships(user: User | AnonymousUser) -> list[Membership]:
    """Return the memberships of a signed-in person, first made first, remembered on the user for one request."""
    if not user.is_authenticated:
        return []
    if not hasattr(user, "remembered_memberships"):
        user.remembered_memberships = list(Membership.objects.filter(user=user).select_related("body").order_by("id"))
    return user.remembered_memberships


def _has_role(user: User | AnonymousUser, body: Body, roles: tuple[str, ...], what: str) -> Decision:
    membership = membership_of(user, body)
    if membership is None:
        return Decision(False, f"You have no role in the office of the {body.name}.")
    if membership.role in roles:
        return YES
    who = " or ".join(Role(role).label for role in roles)
    why = f"Only the {who} may {what}. You are signed in as {membership.get_role_display()}."
    return Decision(False, membership.body.names.read(why))


def may_enter_office(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may see the office's working pages."""
    return _has_role(user, body, OFFICE, "see the office's working pages")


def may_read_law(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may read how the law is held and who held which office."""
    return _has_role(user, body, READERS_OF_THE_LAW, "read how the law is held here")


def may_hold_rules(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may change how a rule is held."""
    return _has_role(user, body, (Role.ADMINISTRATOR,), "change how a rule is held")


def may_keep_offices(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may write in the register of offices."""
    return _has_role(user, body, (Role.CHIEF_EXECUTIVE, Role.ADMINISTRATOR), "write in the register of offices")


def may_keep_accounts(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may tie an account to an office that is held."""
    return _has_role(user, body, (Role.ADMINISTRATOR,), "say who signs in as somebody")


def may_edit_draft(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may begin, import and edit drafts."""
    return _has_role(user, body, OFFICE, "edit drafts")


def may_bring_in_past(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may record the office's past plans and variations as history."""
    return _has_role(user, body, RECORDERS_OF_THE_PAST, "bring in the plans of the past")


def may_comment(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may read the office's comments on a text, and comment on it."""
    return _has_role(user, body, OFFICE, "comment on drafts in the office")


def may_consult(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may hold consultations: make them, key answers in, publish what was found."""
    return _has_role(user, body, OFFICE, "hold consultations")


def may_read_answers(user: User | AnonymousUser, exercise: ConsultationExercise) -> Decision:
    """Answer whether somebody may open single answers: the office; those of victims only who is named for it."""
    decision = may_consult(user, exercise.body)
    if not decision or not exercise.is_of_victims:
        return decision
    membership = membership_of(user, exercise.body)
    if membership is not None and membership.reads_victims:
        return YES
    return Decision(
        False,
        "Only those named for it by an administrator may open what victims of crime answered. You see the counts.",
    )


def may_change_comment(user: User | AnonymousUser, comment: Comment) -> Decision:
    """Answer whether somebody may edit or withdraw a comment: whoever made it."""
    if comment.author_id is not None and comment.author_id == user.pk:
        return YES
    return Decision(False, f"Only {comment.name}, who made this comment, may change or withdraw it.")


def may_enter_panel_room(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may see the Panel's working pages."""
    return _has_role(user, body, PANEL, "see the Panel's room")


def may_record_for_panel(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may record recommendations and the Panel's report."""
    return _has_role(user, body, (Role.PANEL_SUPPORT,), "record what the Panel decided")


def may_keep_the_calendar(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may keep elections, holidays and how days are counted."""
    return _has_role(user, body, (Role.CHIEF_EXECUTIVE,), "keep elections, holidays and how days are counted")


def may_keep_meetings(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may keep the agendas, papers and minutes of the office's boards."""
    return _has_role(user, body, (Role.POLICY_OFFICER, Role.CHIEF_EXECUTIVE), "keep the agendas of the office's boards")


def may_answer_for_the_period(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may confirm or decline the end that a moved election gives to a plan."""
    return _has_role(user, body, (Role.CHIEF_EXECUTIVE,), "confirm or decline the end of a plan")


def may_take(user: User | AnonymousUser, step: Step, body: Body) -> Decision:
    """Answer whether somebody may record a statutory step in the browser."""
    words = step.words.format(it="plan or variation").lower()
    return _has_role(user, body, STEP_ROLES.get(step.key, OFFICE), f"record this step: {words}")


def may_waive(user: User | AnonymousUser, body: Body) -> Decision:
    """Answer whether somebody may pass a soft gate with a reason: the monitoring officer, by name."""
    return _has_role(user, body, (Role.CHIEF_EXECUTIVE, Role.COMMISSIONER), "pass a gate with a reason")


def roles_that_take(key: str) -> tuple[str, ...]:
    """Return which roles record a step in the browser."""
    return STEP_ROLES.get(key, OFFICE)


def steps_recorded_by(user: User | AnonymousUser, body: Body, steps: Iterable[Step]) -> tuple[str, ...]:
    """Return the keys of those of some steps that a signed-in person may record in the browser."""
    membership = membership_of(user, body)
    return tuple(step.key for step in steps if membership and membership.role in roles_that_take(step.key))


def officer_for(user: User, body: Body, on: date) -> Actor | None:
    """Return the officer as whom this person passes a gate with a reason on a day; None if they held no office then."""
    return _held_by(user, body, on, (Office.CHIEF_EXECUTIVE, Office.COMMISSIONER, Office.ACTING_COMMISSIONER))


def actor_for(user: User, body: Body, step: Step, on: date) -> Actor | Office | None:
    """
    Return who acts when this person records a step dated ``on``.

    A commissioner acts in the office that they held on that day, acting or not; None if they held neither. A deputy
    acts as deputy. Two queries.
    """
    membership = membership_of(user, body)
    role = membership.role if membership else None
    if step.by is Office.PANEL:
        return Actor(Office.PANEL, body.panel_name)
    if step.by is Office.CHIEF_CONSTABLE:
        return Office.CHIEF_CONSTABLE
    if role == Role.COMMISSIONER:
        return _held_by(user, body, on, (Office.COMMISSIONER, Office.ACTING_COMMISSIONER))
    if step.key in ACTS_OF_THE_COMMISSIONER:
        return Office.COMMISSIONER
    if role == Role.CHIEF_EXECUTIVE:
        return _held_by(user, body, on, (Office.CHIEF_EXECUTIVE,))
    deputy = _held_by(user, body, on, (Office.DEPUTY_COMMISSIONER,))
    return deputy or Actor(Office.STAFF, user.get_full_name() or user.get_username())


def _held_by(user: User, body: Body, on: date, offices: tuple[Office, ...]) -> Actor | None:
    held = OfficeHolder.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=on), body=body, user=user, office__in=offices, from_on__lte=on
    ).order_by("-from_on")
    holder = held.first()
    return Actor(Office(holder.office), holder.name) if holder else None
