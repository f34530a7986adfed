"""The product's own settings, and only what the tests need otherwise."""

import os
import re

os.environ.setdefault("PCC_LOCAL", "1")
os.environ.setdefault("DJANGO_SECRET_KEY", "the-tests-sign-with-this-and-nothing-else-does")

from pcc_plans.settings import *  # noqa: F403 -- the whole of it, after the environment is set
from pcc_plans.settings import BASE_DIR, DATABASES, VAR_DIR

# A file and not memory: the live server and the races need connections of their own.
# The name carries the folder's, so that two clones on one machine do not meet in one PostgreSQL, and what two runs
# at once are told apart by. tests/databases.py casts it from the mould.
on_sqlite = DATABASES["default"]["ENGINE"].endswith("sqlite3")
start = str(VAR_DIR / "test") if on_sqlite else "test_" + re.sub(r"\W", "_", BASE_DIR.name)
DATABASES["default"]["TEST"] = {
    "NAME": start + os.environ.get("PCC_TESTS_APART", "") + (".sqlite3" if on_sqlite else "")
}
MOULD = f"{start}_mould_"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
WHITENOISE_AUTOREFRESH = True
