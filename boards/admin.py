"""The boards in the administration: the register of boards is kept; what they made, and decisions, are read."""

from django.contrib import admin

from boards.models import Board, Decision, Endorsement
from plans.admin import ReadOnly, Register

admin.site.register(Board, Register, list_display=("name", "body"))
admin.site.register(Endorsement, ReadOnly, own="instrument__plan__body", list_display=("board", "met_on", "outcome"))
admin.site.register(Decision, ReadOnly, own="body", list_display=("number", "title", "decided_on", "published_on"))
