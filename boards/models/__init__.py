"""The tables of the boards app."""

from boards.models.decisions import Decision, Endorsement
from boards.models.reports import HouseStyle, Report, ReportVersion, SignOff

__all__ = ["Decision", "Endorsement", "HouseStyle", "Report", "ReportVersion", "SignOff"]
