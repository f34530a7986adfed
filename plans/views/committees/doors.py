"""Whose meetings a page is about: a room, who may read it, who keeps its agendas."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from js_asset import Media

from plans.models import Body, Committee, Meeting
from plans.permissions import (
    Decision,
    body_of,
    may_enter_office,
    may_enter_panel_room,
    may_keep_meetings,
    may_record_for_panel,
)
from plans.queries.meetings import meetings_of_all


@dataclass(frozen=True, slots=True)
class Room:
    """One of the two rooms in which meetings are kept: what it is called and where its addresses are."""

    kind: str
    namespace: str
    base: str
    may_enter: Callable[..., Decision]
    may_keep: Callable[..., Decision]
    nobody: str

    def url(self, name: str, *args: object) -> str:
        """Return the address of one of its pages."""
        return reverse(f"{self.namespace}:{name}", args=args)


ROOMS = {
    Committee.Kind.BOARD.value: Room(
        Committee.Kind.BOARD, "office", "base_office.html", may_enter_office, may_keep_meetings,
        "Your account has no role in an office. Ask its administrator to give you one.",
    ),
    Committee.Kind.PANEL.value: Room(
        Committee.Kind.PANEL, "panel", "base_panel.html", may_enter_panel_room, may_record_for_panel,
        "Your account has no role in a Panel. Ask its support officer to give you one.",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Door:
    """A person who has come in: the room, the body, and whether they keep its meetings."""

    room: Room
    body: Body
    keeps: Decision

    def url(self, name: str, *args: object) -> str:
        """Return the address of a page of this room."""
        return self.room.url(name, *args)


def door_of(request: HttpRequest, kind: str) -> Door:
    """Let a person into a room, or refuse with the reason. One query, as for the memberships."""
    room, body = ROOMS[kind], body_of(request.user)
    if body is None:
        raise PermissionDenied(room.nobody)
    if not (decision := room.may_enter(request.user, body)):
        raise PermissionDenied(decision.reason)
    return Door(room, body, room.may_keep(request.user, body))


def in_room(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page of a room to whoever may enter it."""

    @wraps(view)
    @login_required
    def answer(request: HttpRequest, kind: str, **places: object) -> HttpResponse:
        return view(request, door_of(request, kind), **places)

    return answer


def _at(door: Door, ref: str) -> Meeting:
    found = meetings_of_all().filter(ref=ref, committee__kind=door.room.kind, committee__body=door.body).first()
    if found is None:
        raise Http404("There is no meeting with that reference here.")
    found.committee.body = door.body  # one object, so that its calendar is read once
    return found


def at_meeting(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page about one meeting to whoever may enter the room."""

    @wraps(view)
    @login_required
    def answer(request: HttpRequest, kind: str, ref: str, **places: object) -> HttpResponse:
        door = door_of(request, kind)
        return view(request, door, _at(door, ref), **places)

    return answer


def keeping(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page on which one meeting is changed to whoever keeps its agenda, and to nobody else."""

    @wraps(view)
    @login_required
    def answer(request: HttpRequest, kind: str, ref: str, **places: object) -> HttpResponse:
        door = door_of(request, kind)
        meeting = _at(door, ref)
        refuse_unless_keeping(door)
        return view(request, door, meeting, **places)

    return answer


def refuse_unless_keeping(door: Door) -> None:
    """Pass for whoever keeps the meetings of a room; refuse everybody else with the reason."""
    if not door.keeps:
        raise PermissionDenied(door.keeps.reason)


def editor_of(request: HttpRequest, form: Any) -> Media:
    """Return what a page needs for the editor of a form's text, allowed by the policy of this answer."""
    return Media.from_media(form.media, nonce=str(request.csp_nonce))


def form_page(request: HttpRequest, door: Door, form: Any, *, back: str, back_words: str, title: str, **words: Any):
    """Return the page of one form of a room, with 422 where something in it is wrong."""
    context = {
        "base": door.room.base, "form": form, "back": back, "back_words": back_words, "title": title, **words,
    }  # fmt: skip
    return render(request, "plans/meetings/form.html", context, status=422 if form.errors else 200)
