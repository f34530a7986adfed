"""What boards made of instruments, and decisions, in the administration: they are read, not kept there."""

from django.contrib import admin

from boards.models import Decision, Endorsement
from plans.admin import ReadOnly

admin.site.register(Endorsement, ReadOnly, own="instrument__plan__body", list_display=("board", "met_on", "outcome"))
admin.site.register(Decision, ReadOnly, own="body", list_display=("number", "title", "decided_on", "published_on"))
