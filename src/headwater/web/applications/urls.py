from django.urls import path

from headwater.web.applications.views import call, own, panel, selection, writing

app_name = "applications"
urlpatterns = [
    path("p/<slug:programme>/", call.call, name="call"),
    path("p/<slug:programme>/competition-policy/", call.policy, name="policy"),
    path("p/<slug:programme>/apply/<slug:role>/", call.start, name="start"),
    path("p/<slug:programme>/apply/<slug:role>/not-now/", call.not_now, name="not_now"),
    path("p/<slug:programme>/applications/", selection.applications, name="list"),
    path("p/<slug:programme>/reach/", selection.reach, name="reach"),
    path("p/<slug:programme>/reading/", selection.reading, name="reading"),
    path("p/<slug:programme>/reading/close/", selection.close, name="close"),
    path("p/<slug:programme>/decisions/", selection.decisions, name="decisions"),
    path("p/<slug:programme>/forms/<slug:role>/", selection.form, name="form"),
    path("p/<slug:programme>/panel/", panel.queue, name="queue"),
    path("applications/", own.own, name="own"),
    path("applications/<uuid:pk>/", own.detail, name="detail"),
    path("applications/<uuid:pk>/write/<slug:page>/", writing.page, name="page"),
    path("applications/<uuid:pk>/check/", writing.check, name="check"),
    path("applications/<uuid:pk>/withdraw/", writing.withdraw, name="withdraw"),
    path("applications/<uuid:pk>/equality/", writing.equality, name="equality"),
    path("applications/<uuid:pk>/statement/", own.statement, name="statement"),
    path("applications/<uuid:pk>/offer/", own.offer, name="offer"),
    path("applications/<uuid:pk>/review/", panel.review, name="review"),
    path("applications/<uuid:pk>/reviews/", panel.reviews, name="reviews"),
    path("applications/<uuid:pk>/step-aside/", panel.conflict, name="conflict"),
    path("applications/<uuid:pk>/readers/", selection.readers, name="readers"),
    path("applications/<uuid:pk>/decide/", selection.decide, name="decide"),
]
