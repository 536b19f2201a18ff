from django.urls import path

from headwater.web.matching.views import desk, own, pairs

app_name = "matching"
urlpatterns = [
    path("p/<slug:programme>/matching/", desk.desk, name="desk"),
    path("p/<slug:programme>/matching/ready/", desk.ready, name="ready"),
    path("p/<slug:programme>/matching/runs/", desk.runs, name="runs"),
    path("p/<slug:programme>/matching/waiting/", desk.waiting, name="waiting"),
    path("p/<slug:programme>/matching/checks/", pairs.checks, name="checks"),
    path("matching/runs/<uuid:pk>/", desk.run, name="run"),
    path("matching/runs/<uuid:pk>/publish/", desk.publish, name="publish"),
    path("matching/runs/<uuid:pk>/notify/", desk.notify, name="notify"),
    path("matching/runs/<uuid:pk>/take-back/", desk.take_back, name="take_back"),
    path("matching/runs/<uuid:pk>/put-aside/", desk.put_aside, name="put_aside"),
    path("matching/runs/<uuid:pk>/bring-back/", desk.bring_back, name="bring_back"),
    path("matching/runs/<uuid:pk>/replay/", desk.replay, name="replay"),
    path("matching/pairs/<uuid:pk>/", pairs.pair, name="pair"),
    path("matching/pairs/<uuid:pk>/swap/<uuid:consultant>/", pairs.swap, name="swap"),
    path("matching/people/<uuid:pk>/change/", pairs.change, name="change"),
    path("matching/people/<uuid:pk>/check/<uuid:consultant>/", pairs.check, name="check"),
    path("matching/hand/<uuid:pk>/lift/", pairs.lift, name="lift"),
    path("matching/proposals/<uuid:pk>/", own.proposal, name="proposal"),
    path("matching/proposals/<uuid:pk>/answer/", own.answer, name="answer"),
    path("matching/proposals/<uuid:pk>/unwind/", own.unwind, name="unwind"),
    path("matching/people/<uuid:pk>/line/", own.line, name="line"),
    path("matching/people/<uuid:pk>/directory/", own.directory, name="directory"),
    path("matching/people/<uuid:pk>/not-with/", own.exclusions, name="exclusions"),
    path("matching/not-with/<uuid:pk>/remove/", own.unseal, name="unseal"),
]
