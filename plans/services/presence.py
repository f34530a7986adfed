"""Who has a section open just now: kept in the cache for a few beats, and nowhere else."""

import time

from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache

from plans.models import DraftSection

A_BEAT = 15
GONE_AFTER = 3 * A_BEAT - 5


def others_in(row: DraftSection, who: AbstractBaseUser) -> list[str]:
    """Note that somebody has the section open, and return who else has, by name."""
    key, now = f"presence-{row.pk}", time.time()
    here = {user: seen for user, seen in (cache.get(key) or {}).items() if now - seen[1] < GONE_AFTER}
    here[who.pk] = (who.get_full_name() or who.get_username(), now)
    cache.set(key, here, GONE_AFTER)
    return sorted(name for user, (name, _) in here.items() if user != who.pk)


def presence_words(others: list[str]) -> str:
    """Say who else is in a section: "Daniel Okafor is in this section too"."""
    if not others:
        return "Only you are in this section"
    if len(others) == 1:
        return f"{others[0]} is in this section too"
    return f"{', '.join(others[:-1])} and {others[-1]} are in this section too"
