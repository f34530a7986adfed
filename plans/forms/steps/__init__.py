"""The forms of the statutory steps, one class for each step that the office records on its own pages."""

from collections.abc import Mapping

from plans.forms.steps.after_issue import CloseForm, PublishForm, SendCopyForm
from plans.forms.steps.consulting import ConsultForm, ReplyByLetterForm
from plans.forms.steps.drafting import (
    ConsiderRequirementForm,
    ObtainViewsForm,
    PrepareDraftForm,
    RecordPrioritiesForm,
    WithdrawForm,
)
from plans.forms.steps.form import StepForm
from plans.forms.steps.issuing import IssueForm
from plans.forms.steps.panel import HaveRegardForm, NoReportForm, SendToPanelForm

FORMS: Mapping[str, type[StepForm]] = {
    "consider_requirement": ConsiderRequirementForm,
    "record_priorities": RecordPrioritiesForm,
    "obtain_views": ObtainViewsForm,
    "prepare_draft": PrepareDraftForm,
    "consult_chief_constable": ConsultForm,
    "consult_again": ConsultForm,
    "record_reply": ReplyByLetterForm,
    "send_to_panel": SendToPanelForm,
    "no_report": NoReportForm,
    "have_regard": HaveRegardForm,
    "issue": IssueForm,
    "send_copy": SendCopyForm,
    "publish": PublishForm,
    "close": CloseForm,
    "withdraw": WithdrawForm,
}
