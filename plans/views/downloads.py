"""A document kept as evidence, as a download."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from plans.models import Evidence


def as_download(row: Evidence) -> HttpResponse:
    """Return a document that a browser saves and never runs."""
    response = HttpResponse(bytes(row.content), content_type=row.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, row.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
