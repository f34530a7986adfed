"""The links between the pages of the drafting room."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()

# The pages of the bar, each with the other pages that belong to it.
PAGES = (
    (
        "draft",
        "The draft",
        ("section", "compare_section", "earlier", "earlier_save", "move_action", "new_table", "table", "remove_section",
         "import", "import_preview", "rebase", "settle"),
    ),
    ("text", "The whole text", ()),
    ("changes", "Changes", ("reason", "reasons", "wording")),
    ("versions", "Versions", ("version", "restore_version")),
    ("returned", "Word files", ("returned_paper", "accept_changes", "settle_change")),
    ("welsh", "Welsh", ("welsh_section",)),
    ("comments", "Comments", ("comment", "comment_thread", "edit_comment")),
)  # fmt: skip


@register.inclusion_tag("plans/drafting/bar.html", takes_context=True)
def room_bar(context: template.Context) -> dict[str, Any]:
    """Draw the links of the drafting room: the page shown is "page", the one that it belongs to "true"."""
    match = getattr(context.get("request"), "resolver_match", None)
    here, instrument = getattr(match, "url_name", ""), context["instrument"]
    bilingual = instrument.plan.body.bilingual
    return {
        "links": [
            {
                "label": label,
                "url": reverse(f"office:{name}", args=[instrument.ref]),
                "current": "page" if name == here else "true" if here in within else "",
            }
            for name, label, within in PAGES
            if bilingual or name != "welsh"
        ]
    }
