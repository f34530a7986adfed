"""The administration: the registers are kept here, with their history; everything the statute governs is only read."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from plans.models import (
    BankHoliday,
    Body,
    Committee,
    Consultation,
    CriminalJusticeBody,
    Edition,
    Election,
    Evidence,
    Instrument,
    Job,
    Letter,
    MeetingDay,
    Membership,
    NationalDocument,
    OfficeHolder,
    PeriodConfirmation,
    Plan,
    PreElectionPeriod,
    PublishedForm,
    RefusedAttempt,
    ResponsibleAuthority,
    SeverityChange,
    StepTaken,
    Waiver,
    Wording,
)


class ReadOnly(admin.ModelAdmin):
    """What the statutory services alone write: the administration shows it to everybody and changes it for nobody."""

    actions = None
    list_per_page = 50
    own = ""  # the way from a row to its body; empty where a row belongs to none

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return own_rows(super().get_queryset(request), request, self.own)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Register(SimpleHistoryAdmin):
    """A register of a body, kept by the administrator of that body; every change of it leaves its history."""

    own = "body"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return own_rows(super().get_queryset(request), request, self.own)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any):
        if db_field.related_model is Body:
            kwargs["queryset"] = own_rows(Body.objects.all(), request, "self")
        if db_field.related_model is User:
            kwargs["queryset"] = own_people(User.objects.all(), request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def own_rows(rows: QuerySet, request: HttpRequest, way: str) -> QuerySet:
    """Return the rows of the body that this person administers; all of them for a superuser, or where no way is."""
    if request.user.is_superuser or not way:
        return rows
    bodies = Membership.objects.filter(user=request.user, role=Membership.Role.ADMINISTRATOR).values("body")
    if way == "self":
        return rows.filter(pk__in=bodies)
    return rows.filter(pk__in=rows.model._default_manager.filter(**{f"{way}__in": bodies}).values("pk"))


def own_people(people: QuerySet, request: HttpRequest) -> QuerySet:
    """Return the people of this person's body, and those who have no role yet; never a superuser, but to one."""
    if request.user.is_superuser:
        return people
    bodies = Membership.objects.filter(user=request.user, role=Membership.Role.ADMINISTRATOR).values("body")
    elsewhere = Membership.objects.exclude(body__in=bodies).values("user")
    return people.filter(Q(is_superuser=False), ~Q(pk__in=elsewhere))


@admin.register(Body)
class BodyAdmin(Register):
    own = "self"
    list_display = ("name", "area", "panel_name", "force_name")
    readonly_fields = ("ref", "kind")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        switch = () if request.user.is_superuser else ("succeeded_by", "succeeded_on")
        return (*self.readonly_fields, *switch) if obj else ()


@admin.register(OfficeHolder)
class OfficeHolderAdmin(Register):
    list_display = ("name", "office", "from_on", "to_on", "body")
    list_filter = ("office",)


@admin.register(ResponsibleAuthority)
class ResponsibleAuthorityAdmin(Register):
    list_display = ("name", "from_on", "to_on", "body")


@admin.register(NationalDocument)
class NationalDocumentAdmin(Register):
    list_display = ("title", "kind", "from_on", "to_on", "body")
    list_filter = ("kind",)


@admin.register(CriminalJusticeBody)
class CriminalJusticeBodyAdmin(Register):
    list_display = ("name", "from_on", "to_on", "body")


@admin.register(Election)
class ElectionAdmin(Register):
    list_display = ("expected_on", "postponed_to", "ordinary", "body")
    readonly_fields = ("postponed_to", "postponed_by_decision_on")  # they follow from the rows of the elections page


@admin.register(BankHoliday)
class BankHolidayAdmin(Register):
    list_display = ("on", "name", "counts", "body")


@admin.register(PreElectionPeriod)
class PreElectionPeriodAdmin(Register):
    list_display = ("from_on", "to_on", "why", "body")


@admin.register(Committee)
class CommitteeAdmin(Register):
    list_display = ("name", "kind", "quorum", "body")


@admin.register(MeetingDay)
class MeetingDayAdmin(Register):
    list_display = ("on", "name", "of", "body")


@admin.register(Membership)
class MembershipAdmin(Register):
    list_display = ("user", "role", "reads_victims", "body")
    list_filter = ("role", "reads_victims")


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts: names, addresses and passwords. What somebody may do is their role, and that is a membership."""

    list_display = ("username", "email", "first_name", "last_name", "is_active")
    list_filter = ("is_active",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email", "is_active")}),
    )
    filter_horizontal = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return own_people(super().get_queryset(request), request)


# fmt: off
READ_ONLY = (
    (Plan,          "body",                   ("title", "years", "issued_on", "effective_from", "period_ends_on")),
    (Instrument,    "plan__body",             ("ref", "kind", "title", "stage", "begun_on")),
    (Edition,       "plan__body",             ("plan", "number", "issued_on", "effective_from")),
    (Wording,       "lines__body",            ("digest", "made_at")),
    (StepTaken,     "body",                   ("seq", "step", "section", "taken_on", "by_name", "instrument")),
    (Waiver,        "line__body",             ("rule", "section", "officer", "line")),
    (Consultation,  "instrument__plan__body", ("addressee", "instrument", "reply_by")),
    (SeverityChange, "body",                  ("rule", "severity", "from_on", "by_name")),
    (RefusedAttempt, "instrument__plan__body", ("step", "instrument", "acted_on", "by_name")),
    (PublishedForm, "edition__plan__body",    ("edition", "format", "size", "published_at")),
    (Letter,        "body",                   ("to_name", "subject", "kind", "state", "state_at")),
    (PeriodConfirmation, "plan__body",        ("plan", "ends_on", "confirmed", "officer", "decided_on")),
)
# fmt: on
for _model, _own, _columns in READ_ONLY:
    admin.site.register(_model, ReadOnly, own=_own, list_display=_columns)


class OfTheMachine(ReadOnly):
    """What belongs to no body: seen by a superuser alone."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_superuser


admin.site.register(Job, OfTheMachine, list_display=("kind", "subject", "state", "attempts", "created_at"))
admin.site.register(Evidence, OfTheMachine, list_display=("digest", "name", "media_type"))
