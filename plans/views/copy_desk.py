"""A desk of copies: the list of who is owed one, the page of one recipient, and what is done there, in either room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from plans.forms.copies import ByHandForm, SendAllForm, SendOneForm, SettleForm
from plans.models import Letter
from plans.queries.copies import Copy
from plans.services.copies import CopyRefused
from plans.services.letters import LetterChanged, settle
from plans.services.renderings import Rendering
from plans.statute.dates import said
from plans.statute.terms import Actor, NotPermitted
from plans.views import copies_shown

NOT_READY = "The PDF is being made. The copies can be sent when it is there."


@dataclass(frozen=True, slots=True)
class Desk:
    """
    What the pages of a desk are made from.

    ``space`` is the namespace of its addresses, which begin with ``place``; ``kicker`` what is copied, ``section``
    under which section, ``caption`` who is owed one as at ``since``. ``by`` is who sends, or None for those who may
    only look. ``corrected`` says how the register of that day has been corrected since.
    """

    space: str
    place: tuple[object, ...]
    base: str
    back: dict[str, str]
    kicker: str
    section: str
    caption: str
    since: date
    copies: Sequence[Copy]
    renderings: Sequence[Rendering]
    by: Actor | None
    others: Sequence[dict[str, str]] = field(default_factory=tuple)
    corrected: str = ""

    def url(self, name: str, *args: str) -> str:
        """Return the address of one of the desk's pages."""
        return reverse(f"{self.space}:{name}", args=[*self.place, *args])

    def copy(self, recipient: str) -> Copy:
        """Return the copy that is owed to somebody, or answer that there is none."""
        found = next((copy for copy in self.copies if copy.recipient.ref == recipient), None)
        if found is None:
            raise Http404("Nobody of that name is owed a copy.")
        return found

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The documents that may be sent, each with whether its PDF is there."""
        return [(one.key, _named(one)) for one in self.renderings]

    @property
    def is_ready(self) -> bool:
        """Whether the PDF of at least one of the documents is there."""
        return any(one.attachment for one in self.renderings)


def _named(rendering: Rendering) -> str:
    words = rendering.words[0].upper() + rendering.words[1:]
    return words if rendering.attachment else f"{words} (its PDF is not made yet)"


def base_of(request: HttpRequest) -> str:
    """Return where this site is, for the links of a letter."""
    return request.build_absolute_uri("/").rstrip("/")


def list_page(request: HttpRequest, desk: Desk, serve: Callable[[str], Sequence[Letter]] | None = None) -> HttpResponse:
    """Answer at the address of the list; a post has the chosen document sent to everybody by ``serve``."""
    count = sum(copy.goes_by_itself for copy in desk.copies)
    form, status = None, 200
    if desk.by and desk.is_ready and (count or request.method == "POST"):
        form = SendAllForm(request.POST if request.method == "POST" else None, renderings=desk.choices, count=count)
    if request.method == "POST" and not form:
        messages.error(request, NOT_READY if desk.by else "You cannot send copies in the name of this office today.")
        return redirect(desk.url("copies"))
    if request.method == "POST" and form and serve:

        def send() -> None:
            messages.success(request, _on_the_way(len(serve(form.cleaned_data["form"]))))

        status = done(form, send)
        if not status:
            return redirect(desk.url("copies"))
    context = {
        "base": desk.base,
        "back": desk.back,
        "kicker": desk.kicker,
        "title": "Copies",
        "lead": copies_shown.lead(desk.copies),
        "facts": [{"term": "Owed as at", "fact": said(desk.since)}, {"term": "Section", "fact": desk.section}],
        "rows": copies_shown.rows(desk.copies, lambda ref: desk.url("copy", ref)),
        "moving": any(copy.is_moving for copy in desk.copies) or not desk.is_ready,
        "caption": desk.caption,
        "form": form,
        "not_ready": "" if desk.is_ready else NOT_READY,
        "others": desk.others,
        "corrected": desk.corrected,
    }
    return render(request, "plans/copies/list.html", context, status=status)


def _on_the_way(count: int) -> str:
    if not count:
        return "Nobody who has an address is owed a copy."
    return f"{count} letter{' is' if count == 1 else 's are'} on the way. This page says what becomes of them."


def one_page(request: HttpRequest, desk: Desk, recipient: str, status: int = 200, **bound: Form) -> HttpResponse:
    """Answer with the page of one recipient; ``bound`` is a form that was filled in wrongly, by its name."""
    one = desk.copy(recipient)
    name = one.recipient.name
    context = {
        "base": desk.base,
        "back": {"url": desk.url("copies"), "label": "Copies"},
        "kicker": desk.kicker,
        "title": name[0].upper() + name[1:],
        "tag": copies_shown.tag(one),
        "note": copies_shown.note(one),
        "history": copies_shown.history(one),
        "moving": one.is_moving,
        "stands": one.served,
        "print_url": desk.url("copy_letter", recipient),
        "form": next(iter(bound.values()), None),
        **(_forms(desk, one, bound) if desk.by else {}),
    }
    return render(request, "plans/copies/one.html", context, status=status)


def _forms(desk: Desk, one: Copy, bound: dict[str, Form]) -> dict[str, Form]:
    """Return the forms that fit where a copy stands: to send it, to record it on paper, to settle what is unknown."""
    if one.letter and one.letter.state == Letter.State.UNKNOWN:
        return {"settle": bound.get("settle") or settle_form(desk, one)}
    if one.is_under_way:
        return {}
    return {"send": bound.get("send") or send_form(desk, one), "hand": bound.get("hand") or hand_form(desk, one)}


def send_form(desk: Desk, one: Copy, data: Any = None) -> SendOneForm:
    """Return the form that sends to one recipient."""
    address = (one.letter.to_email if one.letter else "") or one.recipient.email
    return SendOneForm(
        data,
        renderings=desk.choices,
        action=desk.url("send_copy", one.recipient.ref),
        again=bool(one.letters),
        initial={"email": address},
        auto_id="send_%s",
    )


def hand_form(desk: Desk, one: Copy, data: Any = None) -> ByHandForm:
    """Return the form that records a copy on paper."""
    action = desk.url("copy_by_hand", one.recipient.ref)
    return ByHandForm(data, renderings=desk.choices, action=action, not_before=desk.since, auto_id="hand_%s")


def settle_form(desk: Desk, one: Copy, data: Any = None) -> SettleForm:
    """Return the form that says what became of a letter of which nobody knew whether it left."""
    return SettleForm(data, action=desk.url("settle_copy", one.recipient.ref), auto_id="settle_%s")


def done(form: Form, act: Callable[[], None]) -> int:
    """Do it and return 0, or return the status of the page that says why not, with the reasons in the form."""
    if not form.is_valid():
        return 422
    try:
        act()
    except NotPermitted as refused:
        for refusal in refused.refusals:
            form.add_error(None, f"{refusal.reason} ({refusal.section})")
        return 422
    except (CopyRefused, LetterChanged) as refused:
        form.add_error(None, str(refused))
        return 409
    return 0


def answer(
    request: HttpRequest, desk: Desk, recipient: str, name: str, form: Form, act: Callable[[], str]
) -> HttpResponse:
    """Do what a form of one recipient's page asks and lead back there, or show the page again with the reasons."""

    def acted() -> None:
        messages.success(request, act())

    if status := done(form, acted):
        return one_page(request, desk, recipient, status, **{name: form})
    return redirect(desk.url("copy", recipient))


def settled(request: HttpRequest, desk: Desk, recipient: str) -> HttpResponse:
    """Take what somebody found in the mail server's log about a letter of which nobody knew whether it left."""
    one = desk.copy(recipient)
    form = settle_form(desk, one, request.POST)

    def act() -> str:
        if one.letter is None or desk.by is None:
            raise CopyRefused("No letter has been written to this recipient.")
        settle(letter=one.letter, left=form.cleaned_data["left"] == "yes", by=desk.by)
        return "What became of the letter is recorded."

    return answer(request, desk, recipient, "settle", form, act)
