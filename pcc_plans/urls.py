"""Every address of the product, by app."""

from allauth.mfa.totp.views import activate_totp
from csp.decorators import csp_update
from django.contrib import admin
from django.urls import include, path

from pcc_plans.accounts import door_of_the_administration, may_enter_administration, no_role
from pcc_plans.health import healthz

admin.site.login = door_of_the_administration
admin.site.has_permission = may_enter_administration
admin.site.site_header = admin.site.site_title = "Registers of the office"
admin.site.index_title = "Registers, and the record to read"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    # The QR code of the authenticator is a data: image, allowed on this one page.
    path("accounts/2fa/totp/activate/", csp_update({"img-src": ["data:"]})(activate_totp)),
    path("accounts/no-role/", no_role, name="no_role"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("office/variations/<slug:ref>/response/", include("panel_reviews.urls.responses")),
    path("office/variations/<slug:ref>/", include("boards.urls.office")),
    path("office/reports/", include("boards.urls.reports")),
    path("office/past/", include("pcc_plans.backfill.urls")),
    path("office/", include("plans.urls.office")),
    path("panel-room/", include("panel_reviews.urls.panel")),
    path("panel/", include("panel_reviews.urls.public")),
    path("decisions/", include("boards.urls.public")),
    path("", include("panel_reviews.urls.copies")),
    path("", include("plans.urls.reply")),
    path("", include("plans.urls.public")),
]
