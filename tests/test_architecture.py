"""The shape of the project: which way imports go, what stands at the top, what a template may hold."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
PROJECT = Path(__file__).resolve().parent.parent
APPS = ("pcc_plans", "panel_reviews", "boards", "plans")
TOP_LEVEL = {
    ".ci", ".dockerignore", ".gitignore", "Dockerfile", "LICENSE", "Makefile", "README.md", "SECURITY.md", "boards",
    "deploy", "docker-compose.yml", "docs", "manage.py", "panel_reviews", "pcc_plans", "plans", "pyproject.toml",
    "requirements-dev.txt", "requirements.txt", "static", "templates", "tests",
}  # fmt: skip
REASONS_TO_IMPORT_INSIDE = ("registers the tasks", "slow import")
JUNK_DRAWERS = {"utils", "helpers", "common", "misc"}
INLINE_STYLE_OR_HANDLER = re.compile(r"<[a-z][^>]*\s(style|on[a-z]+)\s*=", re.IGNORECASE)
INLINE_SCRIPT_OR_STYLE = re.compile(r"<(script|style)\b(?![^>]*\bsrc=)(?![^>]*\bnonce=)", re.IGNORECASE)


def modules() -> Iterator[Path]:
    for app in APPS:
        yield from (PROJECT / app).rglob("*.py")


def check_arrows(folder: Path) -> subprocess.CompletedProcess:
    asked = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as go; go()", "--no-cache"]
    return subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)


def test_every_import_goes_the_way_of_the_arrows():
    answer = check_arrows(PROJECT)

    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("module", "bad_import", "caught"),
    [
        ("plans/models/planted.py", "import boards", "plans is not allowed to import boards"),
        ("boards/apps.py", "import panel_reviews.apps", "boards is not allowed to import panel_reviews"),
        ("panel_reviews/apps.py", "import boards.apps", "panel_reviews is not allowed to import boards"),
        ("plans/apps.py", "import pcc_plans.settings", "plans is not allowed to import pcc_plans"),
        ("plans/models/planted.py", "import plans.services", "plans.models is not allowed to import plans.services"),
        ("plans/services/planted.py", "import plans.views", "plans.services is not allowed to import plans.views"),
        ("plans/statute/planted.py", "import plans.text", "plans.statute is not allowed to import plans.text"),
        ("plans/text/planted.py", "import plans.statute", "plans.text is not allowed to import plans.statute"),
        ("plans/text/planted.py", "import django.utils.html", "plans.text is not allowed to import django"),
        ("plans/statute/planted.py", "import django.db", "plans.statute is not allowed to import django"),
        ("plans/everything_else.py", "", "everything_else"),
    ],
)
def test_a_planted_import_against_the_arrows_is_caught(tmp_path: Path, module: str, bad_import: str, caught: str):
    for app in APPS:
        shutil.copytree(PROJECT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    planted = tmp_path / module
    before = planted.read_text() if planted.exists() else ""
    planted.write_text(f"{before}\n{bad_import}\n")

    answer = check_arrows(tmp_path)

    assert answer.returncode == 1
    assert caught in " ".join(answer.stdout.split())


@pytest.mark.parametrize("module", ["plans.text.outline", "plans.statute.procedures"])
def test_the_statute_and_the_text_are_read_without_loading_django(module: str):
    asked = f"import sys, {module}; print([name for name in sys.modules if name.split('.')[0] == 'django'])"

    answer = subprocess.run([sys.executable, "-c", asked], cwd=PROJECT, capture_output=True, text=True, check=True)

    assert answer.stdout == "[]\n"


def test_the_top_level_holds_only_what_the_layout_names():
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout

    assert {path.split("/")[0] for path in listed.splitlines()} - TOP_LEVEL == set()


def test_no_module_is_a_drawer_for_whatever_was_left_over():
    assert [path for path in modules() if path.stem in JUNK_DRAWERS or path.parent.name in JUNK_DRAWERS] == []


def test_app_packages_are_empty_at_the_top():
    assert [app for app in APPS if (PROJECT / app / "__init__.py").read_text().strip()] == []


def test_an_import_inside_a_function_gives_one_of_the_two_reasons():
    without_reason = []
    for path in modules():
        lines = path.read_text().splitlines()
        for block in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(block, ast.FunctionDef | ast.AsyncFunctionDef):
                without_reason += [
                    f"{path.relative_to(PROJECT)}:{line.lineno}"
                    for line in ast.walk(block)
                    if isinstance(line, ast.Import | ast.ImportFrom)
                    and not lines[line.lineno - 1].endswith(REASONS_TO_IMPORT_INSIDE)
                ]

    assert without_reason == []


def test_templates_hold_no_inline_style_handler_or_unsigned_script():
    offending = [
        f"{path.relative_to(PROJECT)}: {found.group()}"
        for path in (PROJECT / "templates").rglob("*.html")
        for pattern in (INLINE_STYLE_OR_HANDLER, INLINE_SCRIPT_OR_STYLE)
        for found in pattern.finditer(path.read_text())
    ]

    assert offending == []
