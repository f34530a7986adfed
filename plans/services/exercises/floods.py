"""Holding off spam and floods without a puzzle: signed forms, a box nobody sees, the time it took, how many came."""

from datetime import timedelta

from django.core import signing
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from plans.models import ConsultationExercise, Submission

SALT = "plans.consultations.form"
FORM_HOLDS = timedelta(days=1)
AN_HOUR = 60 * 60
# A library, a school or a family sits behind one address: many from there are looked at, and only a torrent is stopped.
MANY_IN_AN_HOUR = 20
TORRENT_IN_AN_HOUR = 300
QUICKEST = timedelta(seconds=8)
MOST_LINKS = 2


def form_token(exercise: ConsultationExercise) -> str:
    """Return the signed token that the form of a consultation carries, with the time it was shown."""
    return signing.dumps(exercise.pk, salt=SALT)


def is_our_form(token: str, exercise: ConsultationExercise) -> bool:
    """Tell whether a form carries the token of this consultation, not older than a day."""
    try:
        return signing.loads(token, salt=SALT, max_age=FORM_HOLDS) == exercise.pk
    except signing.BadSignature:
        return False


def count_from(address: str, what: str) -> int:
    """
    Count one more of something from an address in this hour, and return how many there were with it.

    The address is kept nowhere: only its keyed digest, in the cache, for an hour.
    """
    hour = timezone.now().strftime("%Y%m%d%H")
    key = f"consultations-{what}-{salted_hmac(SALT, f'{hour} {address}').hexdigest()}"
    cache.add(key, 0, AN_HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        return 1


def is_torrent(count: int) -> bool:
    """Tell whether so many came from one address in an hour that no more are begun."""
    return count > TORRENT_IN_AN_HOUR


def many_from_there(count: int) -> list[str]:
    """Return the suspicion that one address sends many answers, or nothing."""
    return [f"More than {MANY_IN_AN_HOUR} came from one address within an hour."] if count > MANY_IN_AN_HOUR else []


def suspicions_of(submission: Submission, *, trap: str) -> list[str]:
    """Return why answers that are about to be sent look as if no person wrote them, a sentence each. One query."""
    found = []
    if trap.strip():
        found.append("A box that people do not see was filled in.")
    if timezone.now() - submission.begun_at < QUICKEST:
        found.append(f"It was filled in within {QUICKEST.seconds} seconds.")
    written = " ".join(submission.answers.values_list("text", flat=True)).casefold()
    if written.count("http://") + written.count("https://") + written.count("www.") > MOST_LINKS:
        found.append(f"It holds more than {MOST_LINKS} links.")
    return found
