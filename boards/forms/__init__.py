"""The forms of the office's board; the forms of reports are in a module beside."""

from boards.forms.decisions import DecisionForm, EndorsementForm

__all__ = ["DecisionForm", "EndorsementForm"]
