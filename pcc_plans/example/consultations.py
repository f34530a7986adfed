"""The consultations of the worked example: of the public, with a few replies, of the authorities and of victims."""

from datetime import timedelta

from django.utils import timezone

from plans.models import Body, ConsultationExercise, CriminalJusticeBody, Instrument, Submission
from plans.services.exercises.keying import Keyed, key_in
from plans.services.exercises.making import Particulars, launch, make_exercise

Audience = ConsultationExercise.Audience
OPEN_FOR = timedelta(weeks=6)
KEPT_FOR = timedelta(days=365)

JUSTICE = (
    ("crown-prosecution-service", "Crown Prosecution Service, Fenmarch", "fenmarch@cps.example"),
    ("courts-service", "Courts and Tribunals Service, Fenmarch", "fenmarch@courts.example"),
    ("prison-saltreach", "HM Prison Saltreach", "governor@saltreach-prison.example"),
)
# fmt: off
ASKED = (
    (Audience.PUBLIC,      "What should change in the police and crime plan?",
     "The Commissioner is preparing a change of the police and crime plan. Say what matters where you live, and what "
     "you would change. What was found is published here, with what was done because of it."),
    (Audience.AUTHORITIES, "Your priorities, and the draft",
     "The Commissioner has regard to your priorities before the plan is changed, and asks what the draft would mean "
     "for your work."),
    (Audience.VICTIMS,     "How were you treated after the crime?",
     "The Commissioner pays for services that help victims of crime. Tell us what helped you and what did not. You "
     "need not say what happened to you."),
)
# fmt: on
COMMENTS = (
    "Please light the riverside path; it is dark from four in the afternoon.",
    "More patrols in the villages, not only in the towns.",
    "Lorries drive through our village much too fast.",
    "The number for reporting is never answered.",
    "Keep the rural team. It knows every farm.",
    "I would like to know what became of my report.",
)


def add_consultations(body: Body) -> None:
    """Hold the consultations of the example from today, on the first draft that is being drafted."""
    today = timezone.localdate()
    for ref, name, email in JUSTICE:
        CriminalJusticeBody.objects.create(body=body, ref=ref, name=name, email=email, from_on=today - KEPT_FOR)
    draft = Instrument.objects.filter(plan__body=body, stage="drafting").order_by("pk").first()
    for audience, title, introduction in ASKED:
        said = Particulars(title, introduction, today, today + OPEN_FOR, today + OPEN_FOR + KEPT_FOR, instrument=draft)
        exercise = launch(exercise=make_exercise(body=body, audience=audience, said=said), on=today)
        if audience == Audience.PUBLIC:
            _answer(exercise)


def _answer(exercise: ConsultationExercise) -> None:
    """Key in a few letters: each with what matters most, whether the draft is right, and a comment."""
    for number, words in enumerate(COMMENTS * 2, 1):
        said = {1: ("", (number % 5,)), 2: ("", (number % 8, (number + 3) % 8)), 3: ("", (number % 2,)), 4: (words, ())}
        keyed = Keyed(Submission.Channel.PAPER, timezone.localdate(), said, reference=f"Letter {number}")
        key_in(exercise=exercise, keyed=keyed)
