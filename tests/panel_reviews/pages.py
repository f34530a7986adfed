"""What the tests of the Panel's pages share: who is signed in, how a date is typed, what a form carries hidden."""

from datetime import date

from django.test import Client

from plans.models import Body
from tests.factories import a_user


def day(name: str, on: date) -> dict[str, str]:
    """Return a date as it is typed in three boxes."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def client_of(body: Body, role: str, name: str = "") -> Client:
    """Return the browser of a new person with a role."""
    client = Client()
    client.force_login(a_user(body, role, name))
    return client


def hidden(client: Client, url: str) -> dict[str, str]:
    """Return what the page's form carries hidden."""
    form = client.get(url).context["form"]
    return {name: str(form[name].value() or "") for name in ("revision", "seen") if name in form.fields}
