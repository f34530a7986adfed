"""Every address of the product for everybody: one table, written by hand, of who is answered what."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from boards.models import Decision
from boards.services.reports import Wanted, make_report
from boards.text.kinds import ReportKind
from panel_reviews.models import CarriedOut, PanelGroup
from panel_reviews.services import open_review, recommend
from panel_reviews.services.groups import note_group, propose
from panel_reviews.services.motions import move_amendment
from panel_reviews.services.promises import carried_out_otherwise
from panel_reviews.services.reporting import write_report
from plans.models import (
    Body,
    EvidenceItem,
    ImportedPaper,
    Instrument,
    Invitation,
    Letter,
    Membership,
    ResponsibleAuthority,
    ReturnedPaper,
    Room,
)
from plans.queries.texts import draft_outline
from plans.services.calendar import keep_holiday, keep_meeting, keep_period, postpone_election
from plans.services.comments import open_thread
from plans.services.committees import panel_of
from plans.services.consulting import token_for
from plans.services.copies import token_of
from plans.services.done import record_done
from plans.services.evidence import keep_evidence
from plans.services.exercises.answering import begin
from plans.services.exercises.inviting import token_for as invited_by
from plans.services.exercises.making import Particulars, make_exercise
from plans.services.images import keep_image
from plans.services.looks import show_informally
from plans.services.meetings.agenda import Item, add_item, begin_agenda, open_agenda
from plans.services.meetings.holding import Seat, declare_interest, keep_seat, record_action
from plans.services.meetings.papers import Written, add_paper
from plans.services.notes import write_note
from plans.services.post import write_letter
from plans.services.reminders import calendar_token, choice_of
from plans.services.returned import keep_returned
from plans.services.versions import save_version
from plans.text.markup import plain_text
from plans.text.redline import compare
from tests.factories import (
    STAFF,
    a_body,
    a_picture,
    a_reply,
    a_user,
    a_variation,
    an_exercise,
    an_issued_plan,
    decided,
    issued,
    prepared,
    reported,
    responded,
    sent,
)
from tests.plans.text.returned.word_files import line, word_file

OWN = ("policy_officer", "chief_executive", "commissioner", "panel_support", "panel_member", "administrator")
PEOPLE = ("anonymous", "no role", *OWN, *(f"another's {role}" for role in OWN))
IN = 302  # to sign in: for the anonymous alone, checked besides
ROW_MADE_OR_GONE = re.compile(
    r'(?:INSERT\b.*?\bINTO|DELETE FROM) "((?:plans|panel_reviews|boards|auth)_\w+)"', re.IGNORECASE
)
# The signed link, or the code, is the key: whoever has it may answer, acknowledge, or have the pack made.
BY_LINK = (
    "reply_pack",
    "copy",
    "report_copy",
    "reply_consultation",
    "reply_consultation_question",
    "reply_consultation_check",
    "public:consultation_question",
)
GROUPS = ("admin/", "accounts/")  # not our own; tested below and in test_administration

# Who is answered what, in the order of PEOPLE: a stranger, somebody without a role, the six roles of this body
# (policy officer, chief executive, commissioner, Panel support, Panel member, administrator), the same of another.
# fmt: off
EVERYBODY        = (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200)
LED_BACK         = (302, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302)
NO_SUCH_ACT      = (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405)
NOT_THERE        = (404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404)
REPLIED          = (409, 409, 409, 409, 409, 409, 409, 409, 409, 409, 409, 409, 409, 409)
NO_SUCH_ACT_IN   = (IN, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405)
OFFICE           = (IN, 403, 200, 200, 200, 403, 403, 403, 404, 404, 404, 403, 403, 403)
OFFICE_422       = (IN, 403, 422, 422, 422, 403, 403, 403, 404, 404, 404, 403, 403, 403)
OFFICE_400       = (IN, 403, 400, 400, 400, 403, 403, 403, 404, 404, 404, 403, 403, 403)
OFFICE_409       = (IN, 403, 409, 409, 409, 403, 403, 403, 404, 404, 404, 403, 403, 403)
OFFICE_DONE      = (IN, 403, 302, 302, 302, 403, 403, 403, 404, 404, 404, 403, 403, 403)
LAW              = (IN, 403, 200, 200, 200, 403, 403, 200, 200, 200, 200, 403, 403, 200)
LAW_422          = (IN, 403, 403, 403, 403, 403, 403, 422, 403, 403, 403, 403, 403, 422)
KEEPERS          = (IN, 403, 403, 200, 403, 403, 403, 200, 403, 200, 403, 403, 403, 200)
KEEPERS_422      = (IN, 403, 403, 422, 403, 403, 403, 422, 403, 422, 403, 403, 403, 422)
HOLDER           = (IN, 403, 200, 200, 200, 403, 403, 200, 404, 404, 404, 403, 403, 404)
HOLDER_422       = (IN, 403, 403, 422, 403, 403, 403, 422, 404, 404, 404, 403, 403, 404)
OFFICE_SEES      = (404, 404, 200, 200, 200, 404, 404, 404, 404, 404, 404, 404, 404, 404)
ANY_OFFICE       = (IN, 403, 200, 200, 200, 403, 403, 403, 200, 200, 200, 403, 403, 403)
ANY_OFFICE_422   = (IN, 403, 422, 422, 422, 403, 403, 403, 422, 422, 422, 403, 403, 403)
READER           = (IN, 403, 200, 403, 403, 403, 403, 403, 404, 404, 404, 403, 403, 403)
READER_422       = (IN, 403, 422, 403, 403, 403, 403, 403, 404, 404, 404, 403, 403, 403)
READER_DONE      = (IN, 403, 302, 403, 403, 403, 403, 403, 404, 404, 404, 403, 403, 403)
UNPROCESSED      = (422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422, 422)
ANY_OFFICE_LED   = (IN, 403, 302, 302, 302, 403, 403, 403, 302, 302, 302, 403, 403, 403)
OFFICE_404       = (IN, 403, 404, 404, 404, 403, 403, 403, 404, 404, 404, 403, 403, 403)
CHIEFS_422       = (IN, 403, 403, 422, 422, 403, 403, 403, 404, 404, 404, 403, 403, 403)
RECORDER         = (IN, 403, 200, 200, 403, 403, 403, 403, 404, 404, 403, 403, 403, 403)
RECORDER_422     = (IN, 403, 422, 422, 403, 403, 403, 403, 404, 404, 403, 403, 403, 403)
ANY_RECORDER     = (IN, 403, 200, 200, 403, 403, 403, 403, 200, 200, 403, 403, 403, 403)
ANY_RECORDER_422 = (IN, 403, 422, 422, 403, 403, 403, 403, 422, 422, 403, 403, 403, 403)
POLICY_OFFICER   = (IN, 403, 200, 403, 403, 403, 403, 403, 404, 404, 404, 403, 403, 403)
POLICY_OFFICER_422 = (IN, 403, 422, 403, 403, 403, 403, 403, 404, 404, 404, 403, 403, 403)
COMMISSIONER     = (IN, 403, 403, 403, 200, 403, 403, 403, 404, 404, 404, 403, 403, 403)
COMMISSIONER_422 = (IN, 403, 403, 403, 422, 403, 403, 403, 404, 404, 404, 403, 403, 403)
ANY_PANEL        = (IN, 403, 403, 403, 403, 200, 200, 403, 403, 403, 403, 200, 200, 403)
PANEL            = (IN, 403, 403, 403, 403, 200, 200, 403, 403, 403, 403, 404, 404, 403)
PANEL_404        = (IN, 403, 403, 403, 403, 404, 404, 403, 403, 403, 403, 404, 404, 403)
PANEL_DONE       = (IN, 403, 403, 403, 403, 302, 302, 403, 403, 403, 403, 404, 404, 403)
SUPPORT          = (IN, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403, 404, 404, 403)
ANY_SUPPORT      = (IN, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403, 200, 403, 403)
ANY_SUPPORT_422  = (IN, 403, 403, 403, 403, 422, 403, 403, 403, 403, 403, 422, 403, 403)
SUPPORT_422      = (IN, 403, 403, 403, 403, 422, 403, 403, 403, 403, 403, 404, 404, 403)
SUPPORT_DONE     = (IN, 403, 403, 403, 403, 302, 403, 403, 403, 403, 403, 404, 404, 403)
PANEL_422        = (IN, 403, 403, 403, 403, 422, 422, 403, 403, 403, 403, 404, 404, 403)
WRITER           = (IN, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403, 404, 404, 403)
WRITER_422       = (IN, 403, 403, 403, 403, 403, 422, 403, 403, 403, 403, 404, 404, 403)
NOTES_WRITER     = (IN, 403, 403, 403, 403, 404, 200, 403, 403, 403, 403, 404, 404, 403)
NOTES_WRITER_422 = (IN, 403, 403, 403, 403, 404, 422, 403, 403, 403, 403, 404, 404, 403)
ANY_OFFICE_422   = (IN, 403, 422, 422, 422, 403, 403, 403, 422, 422, 422, 403, 403, 403)
ANY_OFFICE_DONE  = (IN, 403, 302, 302, 302, 403, 403, 403, 302, 302, 302, 403, 403, 403)
ANY_CHIEF        = (IN, 403, 403, 200, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403)
ANY_CHIEF_DONE   = (IN, 403, 403, 302, 403, 403, 403, 403, 403, 302, 403, 403, 403, 403)
ANY_CHIEF_422    = (IN, 403, 403, 422, 403, 403, 403, 403, 403, 422, 403, 403, 403, 403)
CHIEF            = (IN, 403, 403, 200, 403, 403, 403, 403, 403, 404, 403, 403, 403, 403)
CHIEF_422        = (IN, 403, 403, 422, 403, 403, 403, 403, 403, 404, 403, 403, 403, 403)
CHIEF_DONE       = (IN, 403, 403, 302, 403, 403, 403, 403, 403, 404, 403, 403, 403, 403)
BOARD_KEEPER     = (IN, 403, 200, 200, 403, 403, 403, 403, 404, 404, 404, 403, 403, 403)
BOARD_KEEPER_422 = (IN, 403, 422, 422, 403, 403, 403, 403, 404, 404, 404, 403, 403, 403)
BOARD_KEEPER_DONE = (IN, 403, 302, 302, 403, 403, 403, 403, 404, 404, 404, 403, 403, 403)
ANY_SUPPORT      = (IN, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403, 200, 403, 403)
ANY_SUPPORT_422  = (IN, 403, 403, 403, 403, 422, 403, 403, 403, 403, 403, 422, 403, 403)
ANY_SUPPORT_DONE = (IN, 403, 403, 403, 403, 302, 403, 403, 403, 403, 403, 302, 403, 403)
ANY_PANEL_422    = (IN, 403, 403, 403, 403, 422, 422, 403, 403, 403, 403, 422, 422, 403)
ANY_PANEL_DONE   = (IN, 403, 403, 403, 403, 302, 302, 403, 403, 403, 403, 302, 302, 403)
SUPPORT_ALONE    = (IN, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403, 404, 403, 403)
SUPPORT_ALONE_422 = (IN, 403, 403, 403, 403, 422, 403, 403, 403, 403, 403, 404, 403, 403)
NO_ROLE          = (IN, 200, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302, 302)
TABLE: dict[str, tuple[str, tuple[int, ...], tuple[int, ...]]] = {
    "healthz":                 ("/healthz", EVERYBODY, NO_SUCH_ACT),
    "responses:respond":       ("/office/variations/{reported}/response/", OFFICE, CHIEFS_422),
    "responses:answer":        ("/office/variations/{reported}/response/recommendations/1/", OFFICE, OFFICE_422),
    "responses:new_paragraph": ("/office/variations/{promised}/response/paragraphs/", OFFICE, OFFICE_422),
    "responses:paragraph":     ("/office/variations/{promised}/response/paragraphs/1/", OFFICE, OFFICE_422),
    "responses:promises":      ("/office/variations/{promised}/response/promises/", OFFICE, NO_SUCH_ACT_IN),
    "responses:carry_out":     ("/office/variations/{promised}/response/promises/1/", OFFICE, OFFICE_422),
    "responses:unlink":        ("/office/variations/{promised}/response/promises/1/{link}/", NO_SUCH_ACT_IN,
                                OFFICE_DONE),
    "responses:publish":       ("/office/variations/{reported}/response/publish/", OFFICE, OFFICE_422),
    "boards:decision":         ("/office/variations/{reported}/decision/", COMMISSIONER, COMMISSIONER_422),
    "boards:reports":          ("/office/variations/{ref}/reports/", OFFICE, OFFICE_DONE),
    "reports:reports":         ("/office/reports/", ANY_OFFICE, NO_SUCH_ACT),
    "reports:by_hand":         ("/office/reports/new/", ANY_OFFICE, ANY_OFFICE_422),
    "reports:house":           ("/office/reports/house/", ANY_OFFICE, ANY_CHIEF_DONE),
    "reports:report":          ("/office/reports/{house_report}/", OFFICE, NO_SUCH_ACT),
    "reports:particulars":     ("/office/reports/{house_report}/particulars/", OFFICE, OFFICE_422),
    "reports:add_section":     ("/office/reports/{house_report}/sections/", NO_SUCH_ACT, OFFICE_422),
    "reports:section":         ("/office/reports/{house_report}/sections/purpose/", OFFICE, OFFICE_422),
    "reports:remove_section":  ("/office/reports/{house_report}/sections/purpose/remove/", NO_SUCH_ACT, OFFICE_DONE),
    "reports:refresh":         ("/office/reports/{house_report}/refresh/", NO_SUCH_ACT, OFFICE_DONE),
    "reports:sign":            ("/office/reports/{house_report}/sign/author/", NO_SUCH_ACT, POLICY_OFFICER_422),
    "reports:versions":        ("/office/reports/{house_report}/versions/", OFFICE, NO_SUCH_ACT),
    "reports:version":         ("/office/reports/{house_report}/versions/1/", OFFICE, NO_SUCH_ACT),
    "reports:pdf":             ("/office/reports/{house_report}/pdf/", OFFICE_DONE, OFFICE_DONE),
    "reports:word":            ("/office/reports/{house_report}/word/", OFFICE, NO_SUCH_ACT),
    "reports:put":             ("/office/reports/{house_report}/paper/", NO_SUCH_ACT, OFFICE_422),
    "boards:endorsement":      ("/office/variations/{reported}/endorsements/", OFFICE, OFFICE_422),
    "office:dashboard":        ("/office/", ANY_OFFICE, NO_SUCH_ACT_IN),
    "office:begin":            ("/office/begin/", ANY_OFFICE, ANY_OFFICE),
    "office:open_review":      ("/office/reviews/open/", ANY_OFFICE_LED, ANY_OFFICE_LED),
    "office:decline_review":   ("/office/reviews/decline/", ANY_OFFICE_LED, ANY_OFFICE_LED),
    "office:begin_following":  ("/office/variations/{ref}/follow/", NO_SUCH_ACT_IN, OFFICE_DONE),
    "office:jobs":             ("/office/jobs/", ANY_OFFICE, NO_SUCH_ACT_IN),
    "office:law":              ("/office/law/", LAW, NO_SUCH_ACT_IN),
    "office:severity":         ("/office/law/V1/", LAW, LAW_422),
    "office:offices":          ("/office/offices/", LAW, NO_SUCH_ACT_IN),
    "office:new_holder":       ("/office/offices/new/", KEEPERS, KEEPERS_422),
    "office:holder":           ("/office/offices/{holder}/", HOLDER, HOLDER_422),
    "past:plans":              ("/office/past/", ANY_RECORDER, NO_SUCH_ACT_IN),
    "past:plan":               ("/office/past/plan/", ANY_RECORDER, ANY_RECORDER_422),
    "past:variation":          ("/office/past/{plan}/variation/", RECORDER, RECORDER_422),
    "office:try_again":        ("/office/jobs/{edition}/again/", NO_SUCH_ACT_IN, OFFICE_DONE),
    "office:evidence":         ("/office/evidence/none-of-this-digest/", OFFICE_404, NO_SUCH_ACT_IN),
    "office:instrument":       ("/office/variations/{ref}/", OFFICE, NO_SUCH_ACT_IN),
    "office:record":           ("/office/variations/{ref}/record/", OFFICE, NO_SUCH_ACT_IN),
    "office:duties":            ("/office/variations/{ref}/duties/", OFFICE, NO_SUCH_ACT_IN),
    "office:evidence_base":    ("/office/variations/{ref}/evidence-base/", OFFICE, NO_SUCH_ACT),
    "office:add_evidence":     ("/office/variations/{ref}/evidence-base/add/", OFFICE, OFFICE_422),
    "office:edit_evidence":    ("/office/variations/{ref}/evidence-base/{item}/", OFFICE, OFFICE_422),
    "office:remove_evidence":  ("/office/variations/{ref}/evidence-base/{item}/remove/", OFFICE, OFFICE_DONE),
    "office:show_to_public":   ("/office/variations/{ref}/show/", NO_SUCH_ACT_IN, OFFICE_DONE),
    "office:step":             ("/office/variations/{ref}/steps/obtain_views/", OFFICE, OFFICE_422),
    "office:differences":      ("/office/variations/{ref}/differences/", OFFICE, NO_SUCH_ACT),
    "office:copies":           ("/office/variations/{made_first}/copies/", OFFICE, OFFICE_DONE),
    "office:copy":             ("/office/variations/{made_first}/copies/wendle-vale/", OFFICE, NO_SUCH_ACT),
    "office:send_copy":        ("/office/variations/{made_first}/copies/wendle-vale/send/", NO_SUCH_ACT, OFFICE_422),
    "office:copy_by_hand":     ("/office/variations/{made_first}/copies/wendle-vale/by-hand/", NO_SUCH_ACT, OFFICE_422),
    "office:settle_copy":      ("/office/variations/{made_first}/copies/wendle-vale/settle/", NO_SUCH_ACT, OFFICE_422),
    "office:copy_letter":      ("/office/variations/{made_first}/copies/wendle-vale/letter/", OFFICE, NO_SUCH_ACT),
    "office:certificate":      ("/office/variations/{ref}/certificate/", OFFICE, NO_SUCH_ACT),
    "office:certificate_pdf":  ("/office/variations/{ref}/certificate/pdf/", OFFICE_DONE, OFFICE_DONE),
    "office:certificate_file": ("/office/variations/{ref}/certificate/{digest}.pdf", OFFICE_404, NO_SUCH_ACT),
    "office:draft":            ("/office/variations/{ref}/draft/", OFFICE, OFFICE),
    "office:section":          ("/office/variations/{ref}/draft/safer-streets/", OFFICE, OFFICE_422),
    "office:order":            ("/office/variations/{ref}/order/", NO_SUCH_ACT, OFFICE_DONE),
    "office:put_back_section": ("/office/variations/{ref}/draft/gone/put-back/", NO_SUCH_ACT, OFFICE_DONE),
    "office:compare_section":  ("/office/variations/{ref}/draft/safer-streets/compare/", OFFICE, OFFICE),
    "office:earlier":          ("/office/variations/{ref}/draft/safer-streets/earlier/", OFFICE, OFFICE),
    "office:earlier_save":     ("/office/variations/{ref}/draft/safer-streets/earlier/0/", OFFICE_404, OFFICE_404),
    "office:text":             ("/office/variations/{ref}/text/", OFFICE, OFFICE),
    "office:versions":         ("/office/variations/{ref}/versions/", OFFICE, OFFICE),
    "office:version":          ("/office/variations/{ref}/versions/1/", OFFICE, OFFICE),
    "office:restore_version":  ("/office/variations/{ref}/versions/1/restore/", OFFICE, OFFICE_DONE),
    "office:reasons":          ("/office/variations/{ref}/reasons/", NO_SUCH_ACT, OFFICE_422),
    "office:move_action":      ("/office/variations/{ref}/draft/safer-streets/actions/S1/", OFFICE, OFFICE_422),
    "office:new_table":        ("/office/variations/{ref}/draft/resources/tables/new/", OFFICE, OFFICE_400),
    "office:table":            ("/office/variations/{ref}/draft/resources/tables/1/", OFFICE_404, OFFICE_400),
    "office:autosave":         ("/office/variations/{ref}/draft/safer-streets/autosave/", NO_SUCH_ACT, OFFICE_409),
    "office:look":             ("/office/variations/{ref}/draft/safer-streets/look/", NO_SUCH_ACT, OFFICE_422),
    "office:beside":           ("/office/variations/{ref}/draft/safer-streets/beside/", OFFICE, NO_SUCH_ACT),
    "office:remove_section":   ("/office/variations/{ref}/draft/safer-streets/remove/", OFFICE, OFFICE_DONE),
    "office:add_section":      ("/office/variations/{ref}/add-section/", NO_SUCH_ACT, OFFICE_DONE),
    "office:welsh":            ("/office/variations/{ref}/welsh/", OFFICE_404, NO_SUCH_ACT),
    "office:welsh_section":    ("/office/variations/{ref}/welsh/safer-streets/", OFFICE_404, OFFICE_404),
    "office:add_image":        ("/office/variations/{ref}/add-image/", NO_SUCH_ACT, OFFICE_422),
    "office:changes":          ("/office/variations/{ref}/changes/", OFFICE, OFFICE),
    "office:reason":           ("/office/variations/{ref}/changes/{change}/", OFFICE, OFFICE),
    "office:rebase":           ("/office/variations/{ref}/up-to-date/", OFFICE, OFFICE_DONE),
    "office:settle":           ("/office/variations/{ref}/up-to-date/1/", NO_SUCH_ACT, OFFICE_404),
    "office:import":           ("/office/variations/{ref}/import/", OFFICE, OFFICE),
    "office:import_preview":   ("/office/variations/{ref}/import/{paper}/", OFFICE, OFFICE_422),
    "office:returned":         ("/office/variations/{ref}/returned/", OFFICE, OFFICE_422),
    "office:returned_paper":   ("/office/variations/{ref}/returned/{returned}/", OFFICE, OFFICE),
    "office:accept_changes":   ("/office/variations/{ref}/returned/{returned}/all/", NO_SUCH_ACT, OFFICE_DONE),
    "office:settle_change":    ("/office/variations/{ref}/returned/{returned}/1/", NO_SUCH_ACT, OFFICE_DONE),
    "office:word":             ("/office/variations/{ref}/word/", OFFICE, NO_SUCH_ACT),
    "office:word_redline":     ("/office/variations/{ref}/word/redline/", OFFICE, NO_SUCH_ACT),
    "office:comments":         ("/office/variations/{ref}/comments/", OFFICE, NO_SUCH_ACT),
    "office:comment":          ("/office/variations/{ref}/comments/new/", OFFICE, OFFICE_422),
    "office:comment_thread":   ("/office/variations/{ref}/comments/{thread}/", OFFICE, OFFICE_422),
    "office:edit_comment":     ("/office/variations/{ref}/comments/{thread}/{comment}/", POLICY_OFFICER,
                                POLICY_OFFICER_422),
    "office:wording":          ("/office/wordings/{ref}/{digest}/", OFFICE, OFFICE),
    "office:pack":             ("/office/wordings/{ref}/{digest}/pack/", OFFICE_DONE, OFFICE_DONE),
    "office:consultations":    ("/office/consultations/", ANY_OFFICE, NO_SUCH_ACT_IN),
    "office:new_consultation": ("/office/consultations/new/", ANY_OFFICE, ANY_OFFICE_422),
    "office:consultation":     ("/office/consultations/{asked}/", OFFICE, NO_SUCH_ACT),
    "office:change_consultation": ("/office/consultations/{asked}/change/", OFFICE, OFFICE_422),
    "office:launch_consultation": ("/office/consultations/{asked}/launch/", NO_SUCH_ACT, OFFICE_DONE),
    "office:new_question":     ("/office/consultations/{asked}/questions/new/", OFFICE, OFFICE_422),
    "office:question":         ("/office/consultations/{asked}/questions/1/", OFFICE, OFFICE_422),
    "office:remove_question":  ("/office/consultations/{asked}/questions/1/remove/", NO_SUCH_ACT, OFFICE_DONE),
    "office:move_question_up": ("/office/consultations/{asked}/questions/2/up/", NO_SUCH_ACT, OFFICE_DONE),
    "office:send_invitations": ("/office/consultations/{authorities}/invitations/send/", NO_SUCH_ACT, OFFICE_DONE),
    "office:settle_letter":    ("/office/consultations/{authorities}/letters/{invited_letter}/settle/", NO_SUCH_ACT,
                                OFFICE_DONE),
    "office:send_reminders":   ("/office/consultations/{authorities}/invitations/remind/", NO_SUCH_ACT, OFFICE_DONE),
    "office:invitation_sent":  ("/office/consultations/{authorities}/invitations/{invitation}/sent/", NO_SUCH_ACT,
                                OFFICE_DONE),
    "office:key_in":           ("/office/consultations/{victims}/key-in/", READER, READER_422),
    "office:import_replies":   ("/office/consultations/{victims}/import/", READER, READER_422),
    "office:sheet_to_fill_in": ("/office/consultations/{victims}/import/replies.csv", OFFICE, NO_SUCH_ACT),
    "office:answers":          ("/office/consultations/{victims}/answers/", READER, NO_SUCH_ACT),
    "office:answer":           ("/office/consultations/{victims}/answers/{answer}/", READER, NO_SUCH_ACT),
    "office:answer_document":  ("/office/consultations/{victims}/answers/{answer}/documents/{document}/", READER,
                                NO_SUCH_ACT),
    "office:answers_csv":      ("/office/consultations/{victims}/answers.csv", READER, NO_SUCH_ACT),
    "office:counts_csv":       ("/office/consultations/{victims}/counts.csv", OFFICE, NO_SUCH_ACT),
    "office:held_answers":     ("/office/consultations/{victims}/held/", READER, READER_DONE),
    "office:consultation_comments": ("/office/consultations/{victims}/comments/", READER, READER_422),
    "office:consultation_comment": ("/office/consultations/{victims}/comments/{said}/", READER, READER_422),
    "office:consultation_summary": ("/office/consultations/{victims}/summary/", OFFICE, OFFICE_409),
    "office:record_views":     ("/office/consultations/{victims}/views/", NO_SUCH_ACT, OFFICE_DONE),
    "office:consultation_priorities": ("/office/consultations/{authorities}/priorities/", OFFICE, OFFICE_DONE),
    "office:erase_answers":    ("/office/consultations/{victims}/erase/", OFFICE, OFFICE_422),
    "office:dates":            ("/office/dates/", ANY_OFFICE, NO_SUCH_ACT),
    "office:done":             ("/office/dates/done/{looked}/", RECORDER, RECORDER_422),
    "office:new_meeting":      ("/office/dates/meetings/new/", ANY_OFFICE, ANY_OFFICE_422),
    "office:meeting":          ("/office/dates/meetings/{meeting}/", OFFICE, OFFICE_422),
    "office:remove_meeting":   ("/office/dates/meetings/{meeting}/remove/", NO_SUCH_ACT, OFFICE_DONE),
    "office:counting":         ("/office/dates/counting/", ANY_OFFICE, NO_SUCH_ACT),
    "office:counting_rules":   ("/office/dates/counting/rules/", ANY_CHIEF, ANY_CHIEF_422),
    "office:new_holiday":      ("/office/dates/counting/holidays/new/", ANY_CHIEF, ANY_CHIEF_422),
    "office:remove_holiday":   ("/office/dates/counting/holidays/{holiday}/remove/", NO_SUCH_ACT, CHIEF_DONE),
    "office:new_period":       ("/office/dates/counting/periods/new/", ANY_CHIEF, ANY_CHIEF_422),
    "office:remove_period":    ("/office/dates/counting/periods/{period}/remove/", NO_SUCH_ACT, CHIEF_DONE),
    "office:elections":        ("/office/elections/", ANY_OFFICE, NO_SUCH_ACT),
    "office:new_election":     ("/office/elections/new/", ANY_CHIEF, ANY_CHIEF_422),
    "office:postpone":         ("/office/elections/{election}/postpone/", CHIEF, CHIEF_422),
    "office:period":           ("/office/elections/periods/{plan}/", OFFICE, CHIEF_422),
    "office:timetable":        ("/office/variations/{ref}/timetable/", OFFICE, OFFICE_DONE),
    "office:reminders":        ("/office/reminders/", ANY_OFFICE, ANY_OFFICE_422),
    "office:renew_calendar":   ("/office/reminders/renew/", NO_SUCH_ACT, ANY_OFFICE_DONE),
    "panel:done":              ("/panel-room/dates/done/{published}/", SUPPORT_ALONE, SUPPORT_ALONE_422),
    "panel:dates":             ("/panel-room/dates/", ANY_PANEL, NO_SUCH_ACT_IN),
    "panel:reminders":         ("/panel-room/reminders/", ANY_PANEL, ANY_PANEL_422),
    "panel:renew_calendar":    ("/panel-room/reminders/renew/", NO_SUCH_ACT_IN, ANY_PANEL_DONE),
    "calendar":                ("/calendar/{calendar}.ics", EVERYBODY, NO_SUCH_ACT),
    "panel:room":              ("/panel-room/", ANY_PANEL, NO_SUCH_ACT_IN),
    "panel:device":            ("/panel-room/device/", ANY_PANEL, NO_SUCH_ACT_IN),
    "panel:worker":            ("/panel-room/worker.js", EVERYBODY, NO_SUCH_ACT),
    "panel:read":              ("/panel-room/reviews/{ref}/read/", PANEL_DONE, NO_SUCH_ACT_IN),
    "panel:reading":           ("/panel-room/reviews/{ref}/read/seen-{look}/", PANEL, NO_SUCH_ACT_IN),
    "panel:say":               ("/panel-room/reviews/{ref}/say/", NO_SUCH_ACT_IN, PANEL_404),
    "panel:note":              ("/panel-room/reviews/{ref}/notes/{note}/", NOTES_WRITER, NOTES_WRITER_422),
    "panel:thread":            ("/panel-room/reviews/{ref}/comments/{room_thread}/", NO_SUCH_ACT_IN, PANEL_422),
    "panel:comment":           ("/panel-room/reviews/{ref}/comments/{room_thread}/{room_comment}/", WRITER, WRITER_422),
    "panel:section_read":      ("/panel-room/reviews/{ref}/sections/safer-streets/read/", NO_SUCH_ACT_IN, PANEL_404),
    "office:informal":         ("/office/variations/{ref}/informal/", OFFICE, OFFICE_422),
    "office:end_informal":     ("/office/variations/{ref}/informal/{look}/end/", NO_SUCH_ACT_IN, OFFICE_DONE),
    "panel:review":            ("/panel-room/reviews/{ref}/", PANEL, NO_SUCH_ACT_IN),
    "panel:pack":              ("/panel-room/reviews/{ref}/pack/", PANEL_DONE, PANEL_DONE),
    "panel:differences":       ("/panel-room/reviews/{ref}/differences/", PANEL, NO_SUCH_ACT_IN),
    "panel:recommend":         ("/panel-room/reviews/{ref}/recommend/", NO_SUCH_ACT_IN, SUPPORT_422),
    "panel:amend":             ("/panel-room/reviews/{ref}/recommendations/1/", SUPPORT, SUPPORT_422),
    "panel:drop":              ("/panel-room/reviews/{ref}/recommendations/1/drop/", SUPPORT, SUPPORT_DONE),
    "panel:recommendation":    ("/panel-room/reviews/{ref}/recommendations/1/whole/", PANEL, NO_SUCH_ACT_IN),
    "panel:mover":             ("/panel-room/reviews/{ref}/recommendations/1/mover/", SUPPORT, SUPPORT_422),
    "panel:vote":              ("/panel-room/reviews/{ref}/recommendations/1/vote/", SUPPORT, SUPPORT_422),
    "panel:withdraw":          ("/panel-room/reviews/{ref}/recommendations/1/withdraw/", SUPPORT, SUPPORT_422),
    "panel:move_amendment":    ("/panel-room/reviews/{ref}/recommendations/1/amendments/", SUPPORT, SUPPORT_422),
    "panel:vote_on_amendment": ("/panel-room/reviews/{ref}/recommendations/1/amendments/1/vote/", SUPPORT,
                                SUPPORT_422),
    "panel:withdraw_amendment": ("/panel-room/reviews/{ref}/recommendations/1/amendments/1/withdraw/", SUPPORT,
                                 SUPPORT_422),
    "panel:new_group":         ("/panel-room/reviews/{ref}/groups/", SUPPORT, SUPPORT_422),
    "panel:propose":           ("/panel-room/reviews/{ref}/groups/{group}/", SUPPORT, SUPPORT_422),
    "panel:take_up":           ("/panel-room/reviews/{ref}/groups/{group}/proposals/1/", NO_SUCH_ACT_IN, SUPPORT_DONE),
    "panel:report":            ("/panel-room/reviews/{ref}/report/", SUPPORT, SUPPORT_422),
    "panel:write_report":      ("/panel-room/reviews/{ref}/report/write/", NO_SUCH_ACT_IN, SUPPORT_DONE),
    "panel:approve_report":    ("/panel-room/reviews/{ref}/report/approval/", SUPPORT, SUPPORT_422),
    "panel:publish_report":    ("/panel-room/reviews/{reported}/reports/{report}/publish/", SUPPORT, SUPPORT_422),
    "panel:rules":             ("/panel-room/rules/", ANY_SUPPORT, ANY_SUPPORT_422),
    "panel:adopt":             ("/panel-room/reviews/{ref}/adopt/", SUPPORT, SUPPORT_422),
    "panel:copies":            ("/panel-room/reviews/{reported}/reports/{report}/copies/", PANEL, SUPPORT_DONE),
    "panel:report_pdf":        ("/panel-room/reviews/{reported}/reports/{report}/pdf/", PANEL_DONE, PANEL_DONE),
    "panel:copy":              ("/panel-room/reviews/{reported}/reports/{report}/copies/wendle-vale/", PANEL,
                                NO_SUCH_ACT_IN),
    "panel:send_copy":         ("/panel-room/reviews/{reported}/reports/{report}/copies/wendle-vale/send/",
                                NO_SUCH_ACT_IN, SUPPORT_422),
    "panel:copy_by_hand":      ("/panel-room/reviews/{reported}/reports/{report}/copies/wendle-vale/by-hand/",
                                NO_SUCH_ACT_IN, SUPPORT_422),
    "panel:settle_copy":       ("/panel-room/reviews/{reported}/reports/{report}/copies/wendle-vale/settle/",
                                NO_SUCH_ACT_IN, SUPPORT_422),
    "panel:copy_letter":       ("/panel-room/reviews/{reported}/reports/{report}/copies/wendle-vale/letter/", PANEL,
                                NO_SUCH_ACT_IN),
    "panel_public:review":     ("/panel/{made}/", EVERYBODY, NO_SUCH_ACT),
    "panel_public:report_pdf": ("/panel/{made}/reports/0.pdf", NOT_THERE, NO_SUCH_ACT),
    "decisions:decision":      ("/decisions/{number}/", EVERYBODY, NO_SUCH_ACT),
    "reply":                   ("/reply/{token}/", EVERYBODY, REPLIED),
    "copy":                    ("/reply/copies/{served}/", EVERYBODY, LED_BACK),
    "file_of_copy":            ("/reply/copies/{served}/{paper_sent}/", EVERYBODY, NO_SUCH_ACT),
    "report_copy":             ("/reply/reports/{report_served}/", EVERYBODY, LED_BACK),
    "reply_word":              ("/reply/{token}/word/", EVERYBODY, NO_SUCH_ACT),
    "reply_word_redline":      ("/reply/{token}/word/redline/", EVERYBODY, NO_SUCH_ACT),
    "reply_pack":              ("/reply/{token}/pack/", LED_BACK, LED_BACK),
    "image_of_reply":          ("/reply/{token}/images/{picture}.png", NOT_THERE, NO_SUCH_ACT),
    "public:image":            ("/images/{picture}.png", OFFICE_SEES, NO_SUCH_ACT),
    "public:home":             ("/", EVERYBODY, NO_SUCH_ACT),
    "public:plan":             ("/plans/{plan}/", EVERYBODY, NO_SUCH_ACT),
    "public:edition":          ("/plans/{plan}/editions/1/", EVERYBODY, NO_SUCH_ACT),
    "public:edition_in_welsh": ("/plans/{plan}/editions/1/cymraeg/", NOT_THERE, NO_SUCH_ACT),
    "public:welsh_file":       ("/plans/{plan}/editions/1/cymraeg.pdf", NOT_THERE, NO_SUCH_ACT),
    "public:published_form":   ("/plans/{plan}/editions/1.json", NOT_THERE, NO_SUCH_ACT),
    "public:choose_day":       ("/plans/{plan}/as-at/", EVERYBODY, NO_SUCH_ACT),
    "public:as_at":            ("/plans/{plan}/as-at/2014-01-01/", EVERYBODY, NO_SUCH_ACT),
    "public:compare":          ("/plans/{plan}/compare/1/2/", EVERYBODY, NO_SUCH_ACT),
    "public:evidence":         ("/evidence/none-of-this-digest/", NOT_THERE, NO_SUCH_ACT),
    "public:record":           ("/plans/{plan}/record/", EVERYBODY, NO_SUCH_ACT),
    "public:variation":        ("/variations/{made}/", EVERYBODY, NO_SUCH_ACT),
    "reply_consultation":      ("/reply/consultations/{invited}/", EVERYBODY, LED_BACK),
    "reply_consultation_question": ("/reply/consultations/{invited}/1/", LED_BACK, LED_BACK),
    "reply_consultation_check": ("/reply/consultations/{invited}/check/", LED_BACK, LED_BACK),
    "public:meetings":        ("/meetings/", EVERYBODY, NO_SUCH_ACT),
    "public:meeting":         ("/meetings/{panel_meeting}/", EVERYBODY, NO_SUCH_ACT),
    "public:paper":           ("/meetings/{panel_meeting}/papers/{panel_paper}/", EVERYBODY, NO_SUCH_ACT),
    "public:paper_file":      ("/meetings/{panel_meeting}/papers/{panel_paper}/file/", NOT_THERE, NO_SUCH_ACT),
    "public:agenda_pack":     ("/meetings/{panel_meeting}/packs/0.pdf", NOT_THERE, NO_SUCH_ACT),
    "public:consultations":    ("/consultations/", EVERYBODY, NO_SUCH_ACT),
    "public:consultation":     ("/consultations/{victims}/", EVERYBODY, NO_SUCH_ACT),
    "public:consultation_start": ("/consultations/{victims}/start/", EVERYBODY, UNPROCESSED),
    "public:consultation_continue": ("/consultations/{victims}/continue/", EVERYBODY, UNPROCESSED),
    "public:consultation_question": ("/consultations/{victims}/answer/{code}/2/", EVERYBODY, LED_BACK),
    "public:consultation_check": ("/consultations/{victims}/answer/{code}/check/", EVERYBODY, UNPROCESSED),
    "public:certificate":      ("/variations/{made}/certificate/", EVERYBODY, NO_SUCH_ACT),
    "public:certificate_file": ("/variations/{made}/certificate/{digest}.pdf", NOT_THERE, NO_SUCH_ACT),
    "public:report":           ("/reports/{made}/", NOT_THERE, NO_SUCH_ACT),
    "public:report_file":      ("/reports/{made}/report.pdf", NOT_THERE, NO_SUCH_ACT),
    "public:accessibility":    ("/accessibility/", EVERYBODY, NO_SUCH_ACT),
    "no_role":                 ("/accounts/no-role/", NO_ROLE, NO_SUCH_ACT_IN),
}
# The meetings of both rooms: the same addresses, with who reads them and who keeps them in each.
IN_ROOMS = {
    "panel": ("/panel-room", "panel", PANEL, PANEL_404, SUPPORT, SUPPORT_422, SUPPORT_DONE),
    "office": ("/office", "board", OFFICE, OFFICE_404, BOARD_KEEPER, BOARD_KEEPER_422, BOARD_KEEPER_DONE),
}
for _space, (_start, _of, _read, _none, _keep, _keep_422, _done) in IN_ROOMS.items():
    _all, _one = f"{_start}/meetings/", f"{_start}/meetings/{{{_of}_meeting}}/"
    _item, _paper = f"{_one}items/{{{_of}_item}}/", f"{_one}papers/{{{_of}_paper}}/"
    TABLE |= {
        f"{_space}:begin_agenda":    (f"{_all}days/{{{_of}_day}}/begin/", NO_SUCH_ACT, _done),
        f"{_space}:agenda":          (_one, _read, NO_SUCH_ACT),
        f"{_space}:particulars":     (f"{_one}particulars/", _keep, _done),
        f"{_space}:open_agenda":     (f"{_one}open/", _keep, _keep_422),
        f"{_space}:cancel_meeting":  (f"{_one}cancel/", _keep, _keep_422),
        f"{_space}:add_item":        (f"{_one}items/new/", _keep, _keep_422),
        f"{_space}:item":            (_item, _keep, _keep_422),
        f"{_space}:item_up":         (f"{_item}up/", NO_SUCH_ACT, _done),
        f"{_space}:item_down":       (f"{_item}down/", NO_SUCH_ACT, _done),
        f"{_space}:drop_item":       (f"{_item}drop/", NO_SUCH_ACT, _done),
        f"{_space}:add_paper":       (f"{_item}papers/new/", _keep, _keep_422),
        f"{_space}:add_action":      (f"{_item}actions/new/", _keep, _keep_422),
        f"{_space}:action_done":     (f"{_all}actions/{{{_of}_action}}/done/", _keep, _keep_422),
        f"{_space}:outcome":         (f"{_item}outcome/", _keep, _done),
        f"{_space}:paper":           (_paper, _read, NO_SUCH_ACT),
        f"{_space}:paper_file":      (f"{_paper}file/", _none, NO_SUCH_ACT),
        f"{_space}:change_paper":    (f"{_paper}change/", _keep, _keep_422),
        f"{_space}:take_off_paper":  (f"{_paper}take-off/", NO_SUCH_ACT, _done),
        f"{_space}:withdraw_paper":  (f"{_paper}withdraw/", _keep, _keep_422),
        f"{_space}:make_packs":      (f"{_one}packs/make/", NO_SUCH_ACT, _done),
        f"{_space}:agenda_pack":     (f"{_one}packs/{{{_of}_pack}}/", _none, NO_SUCH_ACT),
        f"{_space}:send_pack":       (f"{_one}packs/{{{_of}_pack}}/send/", NO_SUCH_ACT, _done),
        f"{_space}:attendance":      (f"{_one}attendance/", _read, _keep_422),
        f"{_space}:add_interest":    (f"{_one}interests/new/", _keep, _keep_422),
        f"{_space}:drop_interest":   (f"{_one}interests/{{{_of}_interest}}/drop/", NO_SUCH_ACT, _done),
        f"{_space}:minutes":         (f"{_one}minutes/", _read, _done),
        f"{_space}:publish_minutes": (f"{_one}minutes/publish/", _keep, _keep_422),
    }
TABLE |= {
    "office:meetings":        ("/office/meetings/", ANY_OFFICE, NO_SUCH_ACT),
    "office:forward_plan":    ("/office/meetings/forward-plan/", ANY_OFFICE, NO_SUCH_ACT),
    "office:actions":         ("/office/meetings/actions/", ANY_OFFICE, NO_SUCH_ACT),
    "panel:forward_plan":     ("/panel-room/meetings/forward-plan/", ANY_PANEL, NO_SUCH_ACT),
    "panel:actions":          ("/panel-room/meetings/actions/", ANY_PANEL, NO_SUCH_ACT),
    "office:new_meeting_day": ("/office/meetings/days/new/", ANY_RECORDER, ANY_RECORDER_422),
    "office:committee":       ("/office/meetings/committees/board/", OFFICE, BOARD_KEEPER_DONE),
    "office:new_seat":        ("/office/meetings/committees/board/seats/new/", BOARD_KEEPER, BOARD_KEEPER_422),
    "office:seat":            ("/office/meetings/committees/board/seats/{board_seat}/", BOARD_KEEPER, BOARD_KEEPER_422),
    "panel:meetings":         ("/panel-room/meetings/", ANY_PANEL, NO_SUCH_ACT),
    "panel:new_meeting_day":  ("/panel-room/meetings/days/new/", ANY_SUPPORT, ANY_SUPPORT_422),
    "panel:committee":        ("/panel-room/meetings/committees/panel/", ANY_PANEL, ANY_SUPPORT_DONE),
    "panel:new_seat":         ("/panel-room/meetings/committees/panel/seats/new/", ANY_SUPPORT, ANY_SUPPORT_422),
    "panel:seat":             ("/panel-room/meetings/committees/panel/seats/{panel_seat}/", SUPPORT, SUPPORT_422),
}
# fmt: on


def addresses(patterns, start: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Return every address that the product answers, as its name and its pattern."""
    for one in patterns:
        here = start + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, here, (*spaces, one.namespace) if one.namespace else spaces)
        else:
            yield ":".join((*spaces, one.name or "")), here


@contextmanager
def undone() -> Iterator[None]:
    """Let nothing of what is done inside remain."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def rows_made_or_gone() -> Iterator[list[str]]:
    """Tell of each row of the product's tables that is written or deleted inside; a change of a row does not count."""
    found: list[str] = []

    def look(execute, sql, params, many, context):
        if match := ROW_MADE_OR_GONE.match(sql):
            found.append(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


class World:
    """A body with an issued plan, a variation that is reported on and one with the Panel; everybody, signed in."""

    def __init__(self) -> None:
        self.body = a_body()
        ResponsibleAuthority.objects.filter(ref="wendle-vale").update(is_local_authority=True)
        plan = an_issued_plan(self.body)
        self.first = a_variation(plan, on=date(2013, 5, 1), words="Patrols are seen and heard.")
        _whole_course(self.first)
        self.reported = a_variation(plan, words="Patrols are seen, and are asked for.")
        prepared(self.reported, date(2013, 12, 9))
        sent(self.reported, date(2014, 1, 6))
        reported(self.reported, date(2014, 2, 5), "Say how patrols are chosen.")
        self.sent = a_variation(plan)
        prepared(self.sent, date(2014, 2, 10))
        sent(self.sent, date(2014, 2, 11))
        self.promised = a_variation(plan, words="Patrols are seen, and known by name.")
        _with_the_panel(self.sent)
        _promised(self.promised)
        save_version(instrument=self.sent, name="As sent")
        made = plan.instruments.get(kind="plan")
        change = compare(self.sent.base.wording.outline, draft_outline(self.sent)).changes[0]
        self.words = {
            "plan": plan.ref,
            "edition": plan.editions.get(number=1).pk,
            "made": made.ref,
            "ref": self.sent.ref,
            "reported": self.reported.ref,
            "promised": self.promised.ref,
            "group": PanelGroup.objects.get().pk,
            "link": CarriedOut.objects.get().pk,
            "number": Decision.objects.order_by("pk").first().number,
            "token": token_for(self.sent.consultations.get()),
            "digest": self.sent.lines.get(step="send_to_panel").wording_id,
            "change": change.key,
            "holder": self.body.office_holders.order_by("pk").first().pk,
            "picture": keep_image(body=self.body, content=a_picture()).digest,
        }
        self.words |= _served(self.body, self.first, self.reported)
        self.words |= _consultations(self.body, self.sent)
        other = a_body("saltreach")
        self.clients = {"anonymous": Client(), "no role": _signed_in(User.objects.create_user("newcomer"))}
        for role in OWN:
            self.clients[role] = _signed_in(a_user(self.body, role))
            Membership.objects.filter(role="policy_officer").update(reads_victims=True)
            stranger = User.objects.create_user(f"other-{role}")
            Membership.objects.create(body=other, user=stranger, role=role)
            self.clients[f"another's {role}"] = _signed_in(stranger)
        pasted = {"text": "1. Safer streets\n\nPatrols are seen and known in every town of the area."}
        kept = self.clients["policy_officer"].post(f"/office/variations/{self.sent.ref}/import/", pasted)
        assert kept.status_code == 302, kept.content.decode()
        thread = open_thread(
            instrument=self.sent,
            section_id="safer-streets",
            text="By whom?",
            by=User.objects.get(username="policy_officer"),
        )
        self.words["item"] = EvidenceItem.objects.create(
            instrument=self.sent, led_by="police", kind="assessment", title="Threats", says="Few.", source="The force"
        ).pk
        self.words |= {"thread": thread.pk, "comment": thread.comments.get().pk}
        self.words |= _reading(self.sent)
        wanted = Wanted(ReportKind.PANEL, panel_of(self.body), date(2014, 2, 11))
        self.words["house_report"] = make_report(instrument=self.sent, wanted=wanted, by=None).ref
        self.words["paper"] = ImportedPaper.objects.get().pk
        self.words["returned"] = _returned(self.sent).pk
        self.words |= _days(self.body)
        self.words |= _meetings(self.body)
        self.words["published"] = f"N1:{self.reported.ref}:{self.words['report']}"
        self.words["looked"] = record_done(
            body=self.body, key=f"I5:{plan.ref}:2014-03-28", what="Look again", on=date(2014, 3, 28), note="Seen.",
            by_name="Priya Nair",
        ).key  # fmt: skip

    def answer(self, who: str, method: str, path: str):
        """Return what somebody is answered, and whether a post changed anything; nothing of it remains."""
        with undone(), rows_made_or_gone() as rows:
            answer = getattr(self.clients[who], method)(path)
            answer.changed = method == "post" and bool(rows)
        return answer


def _days(body: Body) -> dict[str, object]:
    """A meeting, a holiday, a period, an election put off so that an end is proposed, and somebody's calendar."""
    moved = body.elections.get(expected_on=date(2016, 5, 5))
    postpone_election(election=moved, to=date(2017, 5, 4), decided_on=date(2016, 3, 1))
    day = date(2027, 6, 11)
    return {
        "meeting": keep_meeting(body=body, of="panel", name="Panel", on=day).pk,
        "holiday": keep_holiday(body=body, on=day, name="Jubilee", counts="added").pk,
        "period": keep_period(body=body, from_on=day, to_on=day, why="a by-election").pk,
        "election": body.elections.get(expected_on=date(2028, 5, 4)).pk,
        "calendar": calendar_token(choice_of(User.objects.get(username="policy_officer"))),
    }


def _meetings(body: Body) -> dict[str, object]:
    """A meeting of the Panel that the public may read, one of a board, and a day of each without an agenda."""
    found: dict[str, object] = {}
    for of in ("panel", "board"):
        name = "Panel" if of == "panel" else "Board"
        meeting = begin_agenda(day=keep_meeting(body=body, of=of, name=name, on=date(2014, 2, 5)))
        item = add_item(meeting=meeting, item=Item("Budget"))
        paper = add_paper(item=item, written=Written("Figures", text="<p>Sums.</p>"))
        seat = keep_seat(committee=meeting.committee, seat=Seat("Bo Ash", "chair", from_on=date(2012, 11, 22)))
        interest = declare_interest(meeting=meeting, member=seat, kind="other", nature="Sits on a board.")
        open_agenda(meeting=meeting, on=date(2014, 1, 28))
        found |= {
            f"{of}_meeting": meeting.ref,
            f"{of}_item": item.pk,
            f"{of}_paper": paper.pk,
            f"{of}_seat": seat.pk,
            f"{of}_interest": interest.pk,
            f"{of}_action": record_action(item=item, what="Ask again", owner="Bo Ash", due_on=None).pk,
            f"{of}_pack": meeting.packs.create(number=0, key=of).pk,
            f"{of}_day": keep_meeting(body=body, of=of, name=name, on=date(2027, 6, 10)).pk,
        }
    return found


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _reading(variation: Instrument) -> dict[str, object]:
    """A draft that the Panel was shown informally, and what one of its members wrote about the one that was sent."""
    line = variation.lines.get(step="prepare_draft")
    member = Membership.objects.get(body=variation.plan.body, role="panel_member")
    said = {"instrument": variation, "section_id": "safer-streets", "wording": line.wording, "text": "By whom?"}
    thread = open_thread(by=member.user, room=Room.PANEL, **said)
    shown = {"on": date(2014, 2, 10), "occasion": "A workshop", "by_name": "Priya Nair"}
    return {
        "look": show_informally(instrument=variation, line=line, **shown).pk,
        "note": write_note(membership=member, **said).pk,
        "room_thread": thread.pk,
        "room_comment": thread.comments.get().pk,
    }


def _returned(variation: Instrument) -> ReturnedPaper:
    """A Word file that came back with one change."""
    wording = variation.lines.get(step="send_to_panel").wording
    first = plain_text(wording.outline.sections[0].html)
    data = word_file(line("Safer streets", "Heading1"), line(f"{first}[+ And more.|Ann]"))
    return keep_returned(instrument=variation, name="back.docx", data=data, by=None, wording=wording)


def _served(body: Body, made: Instrument, reported_on: Instrument) -> dict[str, object]:
    """A letter with a copy of what was issued, and one with the Panel's report to a council."""
    paper = keep_evidence(name="plan.pdf", content=b"%PDF-1.7 the plan")
    attached = {"name": "plan.pdf", "media_type": "application/pdf", "sha256": paper.digest, "what": "the plan"}
    report = reported_on.lines.get(step="report")
    whom = {"body": body, "to_name": "Fen Council", "to_email": "", "subject": "A copy", "text": "To you", "by": STAFF}
    copy = write_letter(
        **whom, kind="copy", instrument=made, about=made.lines.get(step="issue"), attachments=[attached]
    )
    of_report = write_letter(**whom, kind="panel_copy", instrument=reported_on, about=report)
    return {
        "made_first": made.ref,
        "report": report.seq,
        "served": token_of(copy.message_id),
        "paper_sent": paper.digest,
        "report_served": token_of(of_report.message_id),
    }


def _consultations(body: Body, variation: Instrument) -> dict[str, object]:
    """One that is being prepared, one of the authorities, and one of victims with a reply and a beginning."""
    today = timezone.localdate()
    days = [today, today + timedelta(30), today + timedelta(90)]
    asked = make_exercise(body=body, audience="public", said=Particulars("Roads", "We ask.", *days))
    authorities = an_exercise(body, "authorities", instrument=variation)
    victims = an_exercise(body, "victims", instrument=variation, title="How were you treated?")
    reply = a_reply(victims, {4: "A call."}, document=("letter.txt", b"A call."))
    invitation = authorities.invitations.order_by("pk").first()
    return {
        "asked": asked.ref,
        "authorities": authorities.ref,
        "victims": victims.ref,
        "invitation": invitation.pk,
        "invited": invited_by(invitation),
        "invited_letter": _letter_to(invitation).pk,
        "answer": reply.pk,
        "said": reply.answers.get().pk,
        "document": reply.attachments.get().pk,
        "code": begin(exercise=victims)[1],
    }


def _with_the_panel(variation: Instrument) -> None:
    """A recommendation with an amendment, a group's proposal, and the report written."""
    review = open_review(instrument=variation)
    row = recommend(review=review, words="Say who asks.")
    move_amendment(recommendation=row, words="Say who asks, and when.", moved_by="Ann Reed", seconded_by="Omar Shah")
    group = note_group(review=review, name="Working group", kind="working_group")
    propose(group=group, words="Say why.")
    write_report(review=review)


def _promised(variation: Instrument) -> None:
    """A recommendation that was accepted, and that is carried out otherwise than by a change."""
    prepared(variation, date(2014, 1, 7))
    sent(variation, date(2014, 1, 8))
    reported(variation, date(2014, 2, 7), "Say how patrols are known.")
    responded(variation, date(2014, 2, 12))
    row = variation.recommendations.get()
    carried_out_otherwise(recommendation=row, reason="On the website.", by=None, name="Priya Nair")


def _letter_to(invitation: Invitation) -> Letter:
    """What asks an organisation, on paper: so nothing is sent."""
    whom = {"to_name": invitation.name, "to_email": "", "subject": "Consultation", "text": "To you", "by": STAFF}
    return write_letter(body=invitation.exercise.body, invitation=invitation, kind="invitation", **whom)


def _whole_course(variation: Instrument) -> None:
    prepared(variation, date(2013, 5, 2))
    sent(variation, date(2013, 5, 3))
    reported(variation, date(2013, 6, 10))
    responded(variation, date(2013, 6, 12))
    decided(variation, date(2013, 6, 14))
    issued(variation, date(2013, 6, 14))


def test_every_address_of_the_product_has_its_row():
    found = {name for name, place in addresses(get_resolver().url_patterns) if not place.startswith(GROUPS)}

    assert found | {"no_role"} == set(TABLE)


@pytest.mark.django_db
def test_everybody_is_answered_at_every_address_as_the_table_says():
    world = World()
    wrong = []
    for name, (place, *tables) in TABLE.items():
        path = place.format(**world.words)
        for method, expected in zip(("get", "post"), tables, strict=True):
            for who, status in zip(PEOPLE, expected, strict=True):
                answer = world.answer(who, method, path)
                if answer.status_code != status:
                    wrong.append(f"{method} {name} by {who}: {answer.status_code}, and not {status}")
                if answer.changed and (status != 302 or who == "anonymous") and name not in BY_LINK:
                    wrong.append(f"{method} {name} by {who}: something was changed")
                to_sign_in = status == IN and who == "anonymous" and name not in BY_LINK
                if to_sign_in and not answer.url.startswith("/accounts/login/?next="):
                    wrong.append(f"{method} {name}: a stranger is sent to {answer.url}")
                if status == 403 and not _reason(answer.content.decode()).endswith("."):
                    wrong.append(f"{method} {name} by {who}: no reason is given")
    assert wrong == []


def _reason(page: str) -> str:
    found = re.search(r'<div class="pc-reason"><p>(.*?)</p>', page, re.DOTALL)
    return found.group(1).strip() if found else ""


@pytest.mark.django_db
def test_the_administration_is_for_the_administrator_alone():
    world = World()
    inside = ("administrator", "another's administrator")

    for name, place in addresses(get_resolver().url_patterns):
        if not place.startswith("admin/") or "<" in place or "^" in place or "?P" in place:
            continue
        for who in PEOPLE:
            answer = world.clients[who].get(f"/{place}", follow=True)
            if who == "anonymous" and place != "admin/jsi18n/":
                assert answer.redirect_chain[-1][0].startswith("/accounts/login/"), (name, who)
            elif who not in inside and place != "admin/jsi18n/" and name != "admin:logout":
                assert answer.status_code == 403, (name, who)
