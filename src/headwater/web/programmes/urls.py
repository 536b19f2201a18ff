from django.urls import path

from headwater.web.programmes import views
from headwater.web.programmes.views import people, settings

app_name = "programmes"
urlpatterns = [
    path("", views.home, name="home"),
    path("programmes/new/", settings.new, name="new"),
    path("p/<slug:programme>/home/", views.programme_home, name="programme_home"),
    path("p/<slug:programme>/settings/", settings.overview, name="settings"),
    path("p/<slug:programme>/settings/parties/", settings.parties, name="parties"),
    path(
        "p/<slug:programme>/settings/parties/<uuid:party>/remove/", settings.remove_party, name="remove_party"
    ),
    path("p/<slug:programme>/settings/<slug:section>/", settings.section, name="section"),
    path("p/<slug:programme>/checklist/", settings.checklist, name="checklist"),
    path("p/<slug:programme>/open/", settings.open_programme, name="open"),
    path("p/<slug:programme>/calendar/", settings.calendar, name="calendar"),
    path("p/<slug:programme>/calendar/<uuid:date>/remove/", settings.remove_date, name="remove_date"),
    path("p/<slug:programme>/calendar.ics", settings.calendar_file, name="calendar_file"),
    path("p/<slug:programme>/people/", people.participants, name="participants"),
]
