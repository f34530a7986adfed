"""The forms of the statutory steps, one class for each step that the office records on its own pages."""

from collections.abc import Mapping

from plans.forms.steps.after_issue import CloseForm, CopyCameBackForm, PublishForm, SendCopyForm
from plans.forms.steps.consulting import ConsultForm, ReplyByLetterForm
from plans.forms.steps.drafting import (
    ConsiderRequirementForm,
    ObtainViewsForm,
    PrepareDraftForm,
    RecordPrioritiesForm,
    WithdrawForm,
)
from plans.forms.steps.duties import StateRegardForm
from plans.forms.steps.form import StepForm
from plans.forms.steps.issuing import IssueForm, OwnDraftForm
from plans.forms.steps.panel import HaveRegardForm, NoReportForm, SendToPanelForm
from plans.forms.steps.reporting import ConsiderFrameworkForm, PanelMeetingForm
from plans.forms.steps.reviewing import ConsiderForm, EndReviewForm

FORMS: Mapping[str, type[StepForm]] = {
    "consider_requirement": ConsiderRequirementForm,
    "state_regard": StateRegardForm,
    "record_priorities": RecordPrioritiesForm,
    "obtain_views": ObtainViewsForm,
    "prepare_draft": PrepareDraftForm,
    "consult_chief_constable": ConsultForm,
    "consult_again": ConsultForm,
    "record_reply": ReplyByLetterForm,
    "send_to_panel": SendToPanelForm,
    "no_report": NoReportForm,
    "have_regard": HaveRegardForm,
    "own_draft": OwnDraftForm,
    "issue": IssueForm,
    "send_copy": SendCopyForm,
    "copy_came_back": CopyCameBackForm,
    "publish": PublishForm,
    "close": CloseForm,
    "withdraw": WithdrawForm,
    "consider": ConsiderForm,
    "end_review": EndReviewForm,
    "panel_meeting": PanelMeetingForm,
    "consider_framework": ConsiderFrameworkForm,
}
