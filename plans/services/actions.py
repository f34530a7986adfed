"""Priority actions of a working draft: moved from one objective to another, and still themselves."""

from django.db import transaction

from plans.models import DraftAction, DraftObjective, DraftSection
from plans.services.drafts import editable


@transaction.atomic
def move_action(*, action: DraftAction, to: DraftObjective) -> DraftAction:
    """
    Move a priority action to the end of another objective of its draft, with its code.

    Both sections count as saved anew, so that a screen which shows one as it was overwrites nothing.

    :raises NotEditable: if the text is closed.
    """
    editable(action.instrument)
    places = {action.objective.section_id, to.section_id}
    for section in DraftSection.objects.select_for_update().filter(pk__in=places).order_by("pk"):
        section.revision += 1
        section.save()
    last = to.actions.order_by("-position").first()
    action.objective, action.position = to, last.position + 1 if last else 1
    action.save()
    return action
