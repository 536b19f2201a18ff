from django.urls import path

from headwater.web.evaluation.views import answering, hosting, linked, plan, room

app_name = "evaluation"
urlpatterns = [
    path("p/<slug:programme>/questions/", answering.questions, name="questions"),
    path("p/<slug:programme>/questions/withdraw/", answering.withdraw, name="withdraw"),
    path("answer/<uuid:pk>/", linked.enter, name="linked"),
    path("answer/<uuid:pk>/questions/", linked.begin, name="linked_begin"),
    path("answer/<uuid:pk>/questions/check/", linked.check, name="linked_check"),
    path("answer/<uuid:pk>/questions/take-back/", linked.take_back, name="linked_take_back"),
    path("answer/<uuid:pk>/questions/<slug:section>/", linked.section, name="linked_section"),
    path("answer/<uuid:pk>/questions/<slug:section>/save/", linked.save, name="linked_save"),
    path("questions/<uuid:pk>/", answering.begin, name="begin"),
    path("questions/<uuid:pk>/check/", answering.check, name="check"),
    path("questions/<uuid:pk>/take-back/", answering.take_back, name="take_back"),
    path("questions/<uuid:pk>/<slug:section>/", answering.section, name="section"),
    path("questions/<uuid:pk>/<slug:section>/save/", answering.save, name="save"),
    path("p/<slug:programme>/waves/", hosting.wave_list, name="waves"),
    path("p/<slug:programme>/waves/second-start/", hosting.second_start, name="second_start"),
    path("p/<slug:programme>/waves/questions/", hosting.instrument, name="instrument"),
    path("waves/<uuid:pk>/dates/", hosting.dates, name="dates"),
    path("waves/<uuid:pk>/open/", hosting.move, {"step": "open"}, name="open"),
    path("waves/<uuid:pk>/remind/", hosting.move, {"step": "remind"}, name="remind"),
    path("waves/<uuid:pk>/close/", hosting.move, {"step": "close"}, name="close"),
    path("p/<slug:programme>/evaluation/", room.room, name="room"),
    path("p/<slug:programme>/evaluation/plan/", plan.plan, name="plan"),
    path("p/<slug:programme>/evaluation/plan/freeze/", plan.freeze, name="freeze_plan"),
    path("p/<slug:programme>/evaluation/plan/departures/", plan.depart, name="depart"),
    path("p/<slug:programme>/evaluation/response/", room.response, name="response"),
    path("evaluation/<uuid:pk>/answers/", room.answers, name="answers"),
    path("evaluation/<uuid:pk>/codebook/", room.codebook_page, name="codebook"),
    path("evaluation/<uuid:pk>/findings/", room.findings_page, name="findings"),
    path("evaluation/<uuid:pk>/freeze/", room.freeze, name="freeze"),
    path("p/<slug:programme>/evaluation/destroy-key/", room.destroy_key, name="destroy_key"),
    path("evaluation/<uuid:pk>/let-read/", room.let_read, name="let_read"),
    path("evaluation/<uuid:pk>/release/", room.release, name="release"),
]
