from django.urls import path

from headwater.web.engagements import views

app_name = "engagements"
urlpatterns = [
    path("p/<slug:programme>/engagements/", views.engagement_list, name="list"),
    path("engagements/<uuid:pk>/", views.together, name="together"),
    path("engagements/<uuid:pk>/facts/", views.facts, name="facts"),
    path("engagements/<uuid:pk>/close/", views.close, name="close"),
    path("engagements/<uuid:pk>/stance/", views.stance, name="stance"),
    path("engagements/<uuid:pk>/agreement/", views.agreement, name="agreement"),
    path("engagements/<uuid:pk>/agreement/write/", views.write_agreement, name="write_agreement"),
    path("engagements/<uuid:pk>/agreement/accept/", views.accept_agreement, name="accept_agreement"),
    path("engagements/<uuid:pk>/plan/", views.plan, name="plan"),
    path("engagements/<uuid:pk>/log/", views.log, name="log"),
    path("engagements/<uuid:pk>/goals/add/", views.add_goal, name="add_goal"),
    path("engagements/<uuid:pk>/avoided/", views.avoided, name="avoided"),
    path("engagements/<uuid:pk>/phase/suggest/", views.suggest_phase, name="suggest_phase"),
    path("engagements/<uuid:pk>/phase/agree/", views.agree_phase, name="agree_phase"),
    path("engagements/<uuid:pk>/phase/leave/", views.withdraw_phase, name="withdraw_phase"),
    path("engagements/<uuid:pk>/more/", views.extension, name="extension"),
    path("engagements/<uuid:pk>/end/", views.end, name="end"),
    path("engagements/<uuid:pk>/end/confirm/", views.confirm_end, name="confirm_end"),
    path("engagements/<uuid:pk>/end/keep-going/", views.keep_going, name="keep_going"),
    path("engagements/<uuid:pk>/end/faced/", views.faced, name="faced"),
    path("sessions/<uuid:pk>/log/", views.log_planned, name="log_planned"),
    path("sessions/<uuid:pk>/move/", views.move, name="move"),
    path("sessions/<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("sessions/<uuid:pk>/confirm/", views.confirm, name="confirm"),
    path("sessions/<uuid:pk>/correct/", views.correct, name="correct"),
    path("sessions/<uuid:pk>/take-back/", views.take_back, name="take_back"),
    path("sessions/<uuid:pk>/pulse/", views.pulse, name="pulse"),
    path("sessions/<uuid:pk>/meeting.ics", views.calendar_file, name="calendar_file"),
    path("goals/<uuid:pk>/edit/", views.edit_goal, name="edit_goal"),
    path("goals/<uuid:pk>/aside/", views.put_aside, name="put_aside"),
    path("goals/<uuid:pk>/progress/", views.progress, name="progress"),
    path("extensions/<uuid:pk>/answer/", views.answer_extension, name="answer_extension"),
]
