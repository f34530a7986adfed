"""The Welsh text of a draft, section by section, each with the English that it was translated from."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from plans.text.outline import Section, section_from_data


class WelshSection(models.Model):
    """
    The Welsh text of one section of a working draft.

    ``text`` is the Welsh and ``english`` the English that it was made from, both as the data of a section. The Welsh
    is in step for as long as the draft's English section is that very text.
    """

    instrument = models.ForeignKey("plans.Instrument", models.CASCADE, related_name="welsh_sections")
    section_id = models.SlugField(max_length=80)
    text = models.JSONField()
    english = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instrument", "section_id"], name="welsh_once_for_a_section")]

    def __str__(self) -> str:
        return f"{self.section_id} in Welsh"

    def as_section(self) -> Section:
        """Return the Welsh text as a section of an outline."""
        return section_from_data(self.text)

    def made_from(self) -> Section:
        """Return the English section that the Welsh was made from."""
        return section_from_data(self.english)
