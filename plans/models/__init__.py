"""The tables of the plans app."""

from plans.models.bodies import Body, Election, Membership, OfficeHolder, ResponsibleAuthority
from plans.models.jobs import Job, PublishedForm
from plans.models.plans import Edition, Instrument, Plan
from plans.models.record import Consultation, Evidence, StepTaken, Waiver
from plans.models.texts import ChangeReason, DraftAction, DraftObjective, DraftSection, ImportedPaper, Wording

__all__ = [
    "Body",
    "ChangeReason",
    "Consultation",
    "DraftAction",
    "DraftObjective",
    "DraftSection",
    "Edition",
    "Election",
    "Evidence",
    "ImportedPaper",
    "Instrument",
    "Job",
    "Membership",
    "OfficeHolder",
    "Plan",
    "PublishedForm",
    "ResponsibleAuthority",
    "StepTaken",
    "Waiver",
    "Wording",
]
