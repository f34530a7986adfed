"""What the people of the worked example say about a draft: comments and a version, which no record file carries."""

from django.contrib.auth.models import User

from plans.models import Body, Instrument, Membership
from plans.services.comments import open_thread, reply, resolve
from plans.services.versions import save_version

DRAFT = "2026-evenings"
SECTION = "safer-neighbourhoods"


def talk(body: Body) -> None:
    """Let the policy officer and the chief executive comment on the working draft, and save a version."""
    instrument = Instrument.objects.get(plan__body=body, ref=DRAFT)
    officer, executive = (_who(body, role) for role in ("policy_officer", "chief_executive"))
    save_version(instrument=instrument, name="As sent to the Chief Constable", by=officer)
    asked = open_thread(
        instrument=instrument,
        section_id=SECTION,
        quote="within two years of joining it",
        text="Does the Chief Constable still agree to two years? Last spring she asked for eighteen months.",
        by=executive,
    )
    reply(thread=asked, text="I have asked with the consultation. The reply is due on 30 November.", by=officer)
    done = open_thread(
        instrument=instrument,
        section_id=SECTION,
        quote="within 24 hours",
        text="Is this the promise in the contact centre’s own standards?",
        by=executive,
    )
    reply(thread=done, text="Yes, word for word.", by=officer)
    resolve(thread=done, by=executive)


def _who(body: Body, role: str) -> User:
    return Membership.objects.select_related("user").get(body=body, role=role).user
