"""A question set to begin with for each audience. The office changes it until the consultation is launched."""

from collections.abc import Mapping
from dataclasses import dataclass

from plans.models import ConsultationExercise, Question

Audience, Kind = ConsultationExercise.Audience, Question.Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a set to begin with."""

    kind: str
    words: str
    hint: str = ""
    options: tuple[str, ...] = ()
    required: bool = False
    gives_priorities: bool = False


_FRAMEWORK = Asked(
    Kind.ONE,
    "Are the themes of the draft the right frame for the next years?",
    options=("Yes", "In part", "No"),
)
_WORK = Asked(Kind.TEXT, "How would the draft direct the work of your organisation?")
_KEY = Asked(
    Kind.TEXT, "Which organisations are key to what the draft wants to achieve?", "Also say if one is missing."
)
_SHARED = Asked(Kind.TEXT, "Which part would your organisation take in the shared outcomes?")
_RISKS = Asked(Kind.TEXT, "Where do you see the biggest risks to policing and community safety in the area?")
_CHANGE = Asked(Kind.TEXT, "What would you change in the draft?", "Name the section or the paragraph if you can.")
_ELSE = Asked(Kind.TEXT, "Is there anything else that you want to say?")

QUESTION_SETS: Mapping[str, tuple[Asked, ...]] = {
    Audience.AUTHORITIES: (
        Asked(
            Kind.TEXT,
            "What are your organisation’s priorities for crime and disorder in the area?",
            "They are put on the statutory record. If you have none to give, leave this empty.",
            gives_priorities=True,
        ),
        _FRAMEWORK,
        _WORK,
        _KEY,
        _SHARED,
        _RISKS,
        _CHANGE,
    ),
    Audience.JUSTICE: (
        _FRAMEWORK,
        Asked(Kind.TEXT, "What would make the criminal justice system in the area work better together?"),
        _WORK,
        _SHARED,
        _RISKS,
        _CHANGE,
    ),
    Audience.PUBLIC: (
        Asked(Kind.SCALE, "How safe do you feel where you live?", options=("Not safe at all", "Very safe")),
        Asked(
            Kind.SEVERAL,
            "What should matter most to the police in your area?",
            "Choose as many as you like.",
            options=(
                "Burglary and theft",
                "Violence",
                "Violence against women and girls",
                "Antisocial behaviour",
                "Road safety",
                "Rural crime",
                "Drugs",
                "Fraud and crime online",
            ),
        ),
        Asked(
            Kind.ONE,
            "Do you agree with the priorities of the draft?",
            options=("Yes", "In part", "No", "I do not know"),
        ),
        Asked(Kind.TEXT, "What would you change, and why?", "Do not write names, or anything that shows who you are."),
        Asked(Kind.TEXT, "Is there anything else that you want to say?", "Do not write names."),
    ),
    Audience.VICTIMS: (
        Asked(
            Kind.ONE,
            "Did you report what happened to the police?",
            "You need not answer any question that you do not want to answer.",
            options=("Yes", "No", "Somebody else did", "I would rather not say"),
        ),
        Asked(
            Kind.SCALE,
            "How well were you kept informed of what happened next?",
            options=("Not at all", "Very well"),
        ),
        Asked(
            Kind.SEVERAL,
            "What help did you have?",
            options=("Victim support", "A doctor or counsellor", "A charity", "Family and friends", "None"),
        ),
        Asked(Kind.TEXT, "What would have helped you more?", "Do not write names, or anything that shows who you are."),
        _ELSE,
    ),
}


def add_question_set(exercise: ConsultationExercise) -> None:
    """Give a consultation the question set of its audience to begin with."""
    Question.objects.bulk_create(
        Question(
            exercise=exercise,
            number=number,
            kind=asked.kind,
            words=asked.words,
            hint=asked.hint,
            options=list(asked.options),
            required=asked.required,
            gives_priorities=asked.gives_priorities,
        )
        for number, asked in enumerate(QUESTION_SETS[exercise.audience], 1)
    )
