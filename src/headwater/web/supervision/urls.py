from django.urls import path

from headwater.web.supervision import views

app_name = "supervision"
urlpatterns = [
    path("p/<slug:programme>/supervision/", views.caseload, name="caseload"),
    path("p/<slug:programme>/supervision/plan/", views.plan, name="plan"),
    path("p/<slug:programme>/supervisors/", views.assignments, name="assignments"),
    path("participants/<uuid:pk>/supervisor/", views.assign, name="assign"),
    path("participants/<uuid:pk>/supervision/", views.own_supervision, name="own"),
    path("supervision/<uuid:pk>/", views.session, name="session"),
    path("supervision/<uuid:pk>/held/", views.hold, name="hold"),
    path("supervision/<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("supervision/<uuid:pk>/meeting.ics", views.calendar_file, name="calendar_file"),
    path("concerns/", views.concern_list, name="concerns"),
    path("concerns/raise/", views.raise_concern, name="raise_concern"),
    path("concerns/<uuid:pk>/", views.concern, name="concern"),
    path("concerns/<uuid:pk>/answer/", views.answer_concern, name="answer_concern"),
]
