"""The tables of the plans app."""

from plans.models.agendas import Access, AgendaItem, AgendaPack, MeetingAction, Paper
from plans.models.answers import Answer, Attachment, Disposition, SpreadsheetImport, Submission
from plans.models.bodies import Body, Election, Membership, NationalDocument, OfficeHolder, ResponsibleAuthority
from plans.models.calendar import (
    BankHoliday,
    DoneRecord,
    MeetingDay,
    PeriodConfirmation,
    Postponement,
    PreElectionPeriod,
)
from plans.models.comments import Comment, CommentThread, Room
from plans.models.conflicts import DraftConflict, DraftMeeting
from plans.models.criminal_justice import CriminalJusticeBody
from plans.models.evidence_base import EvidenceItem
from plans.models.exercises import ConsultationExercise, Invitation, PublishedSummary, Question
from plans.models.images import Image
from plans.models.jobs import Certificate, Job, PublishedForm, RedlinePack
from plans.models.law import RefusedAttempt, SeverityChange
from plans.models.letters import Letter, LetterEvent
from plans.models.line_papers import LinePaper
from plans.models.meetings import Attendance, Committee, CommitteeMember, DeclaredInterest, Meeting
from plans.models.plans import Edition, Instrument, Plan
from plans.models.reading import InformalLook, PrivateNote, SectionRead
from plans.models.record import Consultation, Evidence, StepTaken, Waiver
from plans.models.reminders import Reminder, ReminderChoice
from plans.models.returned import ProposedChange, ReturnedPaper
from plans.models.texts import (
    ChangeReason,
    DraftAction,
    DraftObjective,
    DraftSection,
    ImportedPaper,
    TotalMark,
    Wording,
)
from plans.models.versions import DraftVersion, FrozenReason
from plans.models.welsh import WelshSection

__all__ = [
    "Access",
    "AgendaItem",
    "AgendaPack",
    "Answer",
    "Attachment",
    "Attendance",
    "BankHoliday",
    "Body",
    "Certificate",
    "ChangeReason",
    "Comment",
    "CommentThread",
    "Committee",
    "CommitteeMember",
    "Consultation",
    "ConsultationExercise",
    "CriminalJusticeBody",
    "DeclaredInterest",
    "Disposition",
    "DoneRecord",
    "DraftAction",
    "DraftConflict",
    "DraftMeeting",
    "DraftObjective",
    "DraftSection",
    "DraftVersion",
    "Edition",
    "Election",
    "Evidence",
    "EvidenceItem",
    "FrozenReason",
    "Image",
    "ImportedPaper",
    "InformalLook",
    "Instrument",
    "Invitation",
    "Job",
    "Letter",
    "LetterEvent",
    "LinePaper",
    "Meeting",
    "MeetingAction",
    "MeetingDay",
    "Membership",
    "NationalDocument",
    "OfficeHolder",
    "Paper",
    "PeriodConfirmation",
    "Plan",
    "Postponement",
    "PreElectionPeriod",
    "PrivateNote",
    "ProposedChange",
    "PublishedForm",
    "PublishedSummary",
    "Question",
    "RedlinePack",
    "RefusedAttempt",
    "Reminder",
    "ReminderChoice",
    "ResponsibleAuthority",
    "ReturnedPaper",
    "Room",
    "SectionRead",
    "SeverityChange",
    "SpreadsheetImport",
    "StepTaken",
    "Submission",
    "TotalMark",
    "Waiver",
    "WelshSection",
    "Wording",
]
