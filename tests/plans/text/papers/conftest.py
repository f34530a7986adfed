"""The real papers, read where they are kept: beside the project, or where PCC_SEEDS says."""

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[4].parent / "shared" / "seeds"


@pytest.fixture
def seed():
    """Return a function that reads one of the real papers by its name."""
    folder = Path(os.environ.get("PCC_SEEDS", BESIDE))
    if not folder.is_dir():
        pytest.skip(f"The five real papers are not at {folder}. Set PCC_SEEDS to their folder.")
    return lambda name: (folder / f"{name}.txt").read_bytes()
