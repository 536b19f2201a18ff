"""Every address of the site. What belongs to a host stands under the host's short name."""

from django.conf import settings
from django.urls import include, path

from headwater.web.hosts import about, health
from headwater.web.hosts.policy import public
from headwater.web.people import views as people
from headwater.web.programmes.views import setup
from headwater.web.ui import styleguide
from headwater.web.writes import views as drafts

handler404 = "headwater.web.ui.views.not_found"
handler500 = "headwater.web.ui.views.server_error"
handler403 = "headwater.web.ui.views.not_found"
handler400 = "headwater.web.ui.views.bad_request"

within_host = [
    path("", include("headwater.web.hosts.urls")),
    path("", include("headwater.web.organisations.urls")),
    path("", include("headwater.web.programmes.urls")),
    path("", include("headwater.web.messages.urls")),
    path("", include("headwater.web.applications.urls")),
    path("", include("headwater.web.matching.urls")),
    path("", include("headwater.web.preparation.urls")),
    path("", include("headwater.web.engagements.urls")),
    path("", include("headwater.web.supervision.urls")),
    path("", include("headwater.web.changes.urls")),
    path("", include("headwater.web.cascade.urls")),
    path("", include("headwater.web.evaluation.urls")),
    path("", include("headwater.web.coding.urls")),
    path("", include("headwater.web.funding.urls")),
    path("", include("headwater.web.network.urls")),
    path("", include("headwater.web.planning.urls")),
    path("", include("headwater.web.reports.urls")),
    path("", include("headwater.web.rights.urls")),
]

urlpatterns = [
    path("", people.front, name="front"),
    path("setup/done/", setup.set_up_done, name="set_up_done"),
    path("setup/<str:token>/", setup.set_up, name="set_up"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("help/", about.help_page, name="help"),
    path("about/data/", about.about_data, name="about-data"),
    path("privacy/", about.privacy, name="privacy"),
    path("styleguide", public(styleguide.page), name="styleguide"),
    path("", include("headwater.web.people.urls")),
    path("drafts/save/", public(drafts.save), name="save_draft"),
    path("s/", include("headwater.web.cascade.public_urls")),
    path("account/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("<slug:host>/", include(within_host)),
]
if settings.DEMONSTRATION:
    urlpatterns.insert(1, path("demo/", include("headwater.web.people.demonstration_urls")))
