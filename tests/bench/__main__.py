"""`make bench`: run every bench_*.py on each database that answers. A bench is a test that prints what it measured."""

import os
import subprocess
import sys

from tests import needs

DATABASES = {"SQLite": "", "PostgreSQL": needs.postgresql_url()}
BENCHES = ["-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "-o", "python_files=bench_*.py", "tests/bench"]


ONCE_IS_ENOUGH = {"SQLite": [], "PostgreSQL": ["-m", "not once"]}  # what meets no database is measured once


def main() -> int:
    worst = 0
    for name, url in DATABASES.items():
        if name == "PostgreSQL" and not url:
            print("PostgreSQL does not answer, so nothing was measured on it. Set DATABASE_URL.")
            continue
        print(f"\n== {name}", flush=True)
        environment = os.environ | {"DATABASE_URL": url, "REDIS_URL": "", "PCC_LOCAL": "1"}
        worst |= subprocess.run(
            [sys.executable, *BENCHES, *ONCE_IS_ENOUGH[name]], cwd=needs.PROJECT, env=environment, check=False
        ).returncode
    return worst


if __name__ == "__main__":
    sys.exit(main())
