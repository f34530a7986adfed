"""Whether the service is up: the address `/healthz`, and `python -m pcc_plans.health [PORT]` that asks it."""

import http.client
import os
import sys

from django.db import connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def is_up(port: int, host: str = "127.0.0.1") -> bool:
    """Ask the web process on this machine; ``host`` is the name it goes by."""
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        web.request("GET", "/healthz", headers={"Host": host})
        return web.getresponse().status == 200
    except OSError:
        return False
    finally:
        web.close()


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    host = os.environ.get("DJANGO_ALLOWED_HOSTS", "127.0.0.1").split(",")[0].removeprefix(".")
    sys.exit(0 if is_up(port, host) else 1)
