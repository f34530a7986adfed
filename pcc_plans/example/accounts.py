"""The accounts of the worked example: one for each role, with passwords that are made once and kept in a file."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User

from plans.models import Body, Membership

Role = Membership.Role

# fmt: off
PEOPLE = (
    (Role.POLICY_OFFICER,  "priya.nair",    "Priya Nair",    "policy.officer@fenmarch-pcc.example",  "/office/"),
    (Role.CHIEF_EXECUTIVE, "daniel.okafor", "Daniel Okafor", "chief.executive@fenmarch-pcc.example", "/office/"),
    (Role.COMMISSIONER,    "helen.marsh",   "Helen Marsh",   "commissioner@fenmarch-pcc.example",    "/office/"),
    (Role.PANEL_SUPPORT,   "moira.kettle",  "Moira Kettle",  "panel.support@fenmarch-county.example", "/panel-room/"),
    (Role.PANEL_MEMBER,    "iris.fell",     "Iris Fell",     "iris.fell@saltreach.example",          "/panel-room/"),
    (Role.ADMINISTRATOR,   "ada.quill",     "Ada Quill",     "administrator@fenmarch-pcc.example",   "/admin/"),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the example: who it is, how they sign in, and the address where they begin."""

    role: str
    name: str
    username: str
    email: str
    password: str
    address: str


def kept_accounts(file: Path) -> dict[str, str]:
    """Return the passwords that were made before, by username; none where the file is gone or cannot be read."""
    try:
        return {str(one["username"]): str(one["password"]) for one in json.loads(file.read_text(encoding="utf-8"))}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def keep_accounts(body: Body, passwords: dict[str, str]) -> list[Account]:
    """
    Make the accounts that are not here, and return all of them.

    A password that is in the file stays as it is; one that was lost is made anew, so that somebody can sign in.
    """
    return [_kept(body, *person, password=passwords.get(person[1], "")) for person in PEOPLE]


def _kept(body: Body, role: str, username: str, name: str, email: str, address: str, *, password: str) -> Account:
    first, last = name.split(" ", 1)
    user, is_new = User.objects.get_or_create(
        username=username,
        defaults={"first_name": first, "last_name": last, "email": email, "is_staff": role == Role.ADMINISTRATOR},
    )
    if is_new or not password:
        password = password or secrets.token_urlsafe(12)
        user.set_password(password)
        user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    reads_victims = role == Role.CHIEF_EXECUTIVE
    Membership.objects.get_or_create(body=body, user=user, defaults={"role": role, "reads_victims": reads_victims})
    for holder in body.office_holders.filter(name=name, user=None, to_on=None):
        holder.user = user
        holder.save()
    return Account(str(role), name, username, email, password, address)


def write_accounts(file: Path, accounts: list[Account]) -> None:
    """Write the accounts to a file that its owner alone can read, whole or not at all."""
    content = json.dumps([asdict(account) for account in accounts], indent=2, ensure_ascii=False) + "\n"
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.read_text(encoding="utf-8") == content:
        return
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(content)
    part.replace(file)
