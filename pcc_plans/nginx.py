"""Behind nginx, published files leave from nginx: the program decides who may have one and nginx carries the bytes."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse


def hand_over_published_files(get_response: Callable[[HttpRequest], HttpResponse]):
    """Replace the body of a published file by the name nginx knows it under (see `location /published/`)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not isinstance(response, FileResponse):
            return response
        path = Path(getattr(response.file_to_stream, "name", ""))
        if path.parent != Path(settings.PUBLISHED_DIR):
            return response
        handed = HttpResponse(headers={name: value for name, value in response.items() if name != "Content-Length"})
        handed["X-Accel-Redirect"] = f"/published/{path.name}"
        response.close()
        return handed

    return middleware
