"""The page on which a draft is brought up to date, and each conflict is settled side by side."""

import pytest
from django.urls import reverse

from plans.permissions import Role
from plans.queries.texts import draft_outline
from plans.services.rebasing import rebase_of
from plans.text.outline import digest
from tests.factories import a_body, a_user, an_issued_plan
from tests.plans.services.test_rebasing import another_is_issued, begun, edited

pytestmark = pytest.mark.django_db


def test_a_conflict_is_shown_side_by_side_refused_without_a_choice_and_settled(client):
    body = a_body()
    plan = an_issued_plan(body)
    instrument = begun(plan)
    edited(instrument, "safer-streets", "<p>Patrols are seen at night.</p>")
    another_is_issued(plan)
    client.force_login(a_user(body, Role.POLICY_OFFICER))
    page = reverse("office:rebase", args=[instrument.ref])

    assert "Bring the draft up to date" in client.get(page).content.decode()
    shown = client.post(page, {"seen": rebase_of(instrument).seen}, follow=True).content.decode()
    assert "Settle what both changed" in shown
    assert "[added: " in shown
    conflict = instrument.conflicts.get()
    settle = reverse("office:settle", args=[instrument.ref, conflict.pk])
    refused = client.post(
        settle, {"choice": "", "text": "<p>Typed and not lost.</p>", "seen": digest(draft_outline(instrument))}
    )
    assert refused.status_code == 422
    assert "Typed and not lost." in refused.content.decode()
    assert "Conflicts to settle." in client.get(reverse("office:draft", args=[instrument.ref])).content.decode()

    seen = digest(draft_outline(instrument))
    done = client.post(settle, {"choice": "text", "text": "<p>A third text.</p>", "seen": seen}, follow=True)

    assert "The draft is up to date" in done.content.decode()
    assert draft_outline(instrument).section("safer-streets").html == "<p>A third text.</p>"
