"""The published forms in the making: each edition of a body with its files and the job that makes them."""

from dataclasses import dataclass

from plans.models import Body, Edition, Job, PublishedForm

MAKING = "publish_edition"


@dataclass(frozen=True, slots=True)
class InTheMaking:
    """An edition, the forms that are published of it, and the latest job that makes them, if there was one."""

    edition: Edition
    forms: tuple[PublishedForm, ...]
    job: Job | None

    @property
    def is_complete(self) -> bool:
        """Whether the edition is published in every format."""
        return {form.format for form in self.forms} >= set(PublishedForm.Format.values)

    @property
    def is_moving(self) -> bool:
        """Whether its job is waiting or being done, so that the page is worth looking at again."""
        return self.job is not None and self.job.state in (Job.State.QUEUED, Job.State.RUNNING)


def in_the_making(body: Body) -> tuple[InTheMaking, ...]:
    """Return the editions of a body, latest issued first, with their forms and jobs. Three queries."""
    rows = Edition.objects.filter(plan__body=body).select_related("plan", "instrument")
    editions = list(rows.prefetch_related("published_forms").order_by("-issued_on", "-pk"))
    jobs = Job.objects.filter(kind=MAKING, subject__in=[str(edition.pk) for edition in editions]).order_by("pk")
    latest = {job.subject: job for job in jobs}
    return tuple(
        InTheMaking(edition, tuple(edition.published_forms.all()), latest.get(str(edition.pk))) for edition in editions
    )
