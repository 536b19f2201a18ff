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
    path("supervision/<uuid:pk>/move/", views.move, name="move"),
    path("supervision/<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("supervision/<uuid:pk>/meeting.ics", views.calendar_file, name="calendar_file"),
    path("concerns/", views.concern_list, name="concerns"),
    path("concerns/raise/", views.raise_concern, name="raise_concern"),
    path("concerns/councils/", views.councils, name="councils"),
    path("concerns/councils/keep/", views.keep_council, name="keep_council"),
    path("concerns/<uuid:pk>/", views.concern, name="concern"),
    path("concerns/<uuid:pk>/answer/", views.answer_concern, name="answer_concern"),
    path("concerns/<uuid:pk>/pass-on/", views.pass_on, name="pass_on"),
    path("openings/", views.opening_list, name="openings"),
    path("openings/ask/", views.ask_to_open, name="ask_to_open"),
    path("openings/<uuid:pk>/", views.opening, name="opening"),
    path("openings/<uuid:pk>/decide/", views.decide_opening, name="decide_opening"),
    path("openings/<uuid:pk>/goals/", views.opened_goals, name="opened_goals"),
    path("openings/<uuid:pk>/shared_notes/", views.opened_shared_notes, name="opened_shared_notes"),
    path("openings/<uuid:pk>/supervision/", views.opened_notes, name="opened_supervision"),
    path("openings/<uuid:pk>/concern/", views.opened_concern, name="opened_concern"),
    path("transparency/", views.transparency, name="transparency"),
]
