from django.urls import path

from headwater.web.messages import views

app_name = "letters"
urlpatterns = [
    path("p/<slug:programme>/letters/", views.outbox, name="outbox"),
    path("p/<slug:programme>/letters/send/", views.send_chosen, name="send"),
    path("letters/<uuid:pk>/", views.letter, name="letter"),
    path("letters/<uuid:pk>/approve/", views.approve, name="approve"),
    path("letters/<uuid:pk>/hold-back/", views.hold_back, name="hold_back"),
    path("letters/<uuid:pk>/put-aside/", views.put_aside, name="put_aside"),
    path("letters/<uuid:pk>/restore/", views.restore, name="restore"),
]
