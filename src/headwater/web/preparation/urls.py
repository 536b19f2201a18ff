from django.urls import path

from headwater.web.preparation import views

app_name = "preparation"
urlpatterns = [
    path("p/<slug:programme>/workshops/", views.workshop_list, name="list"),
    path("p/<slug:programme>/workshops/add/", views.add_workshop, name="add"),
    path("p/<slug:programme>/preparation/", views.guide, name="guide"),
    path("p/<slug:programme>/training/", views.training, name="training"),
    path("p/<slug:programme>/prepared/", views.prepared, name="prepared"),
    path("here/", views.type_code, name="type_code"),
    path("here/<slug:code>/", views.here, name="here"),
    path("workshops/<uuid:pk>/", views.workshop, name="workshop"),
    path("workshops/<uuid:pk>/edit/", views.edit_workshop, name="edit"),
    path("workshops/<uuid:pk>/place/", views.book, name="book"),
    path("workshops/<uuid:pk>/offer/", views.offer, name="offer"),
    path("workshops/<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("workshops/<uuid:pk>/attendance/", views.attendance, name="attendance"),
    path("workshops/<uuid:pk>/sheet/", views.sheet, name="sheet"),
    path("workshops/<uuid:pk>/meeting.ics", views.calendar_file, name="calendar_file"),
    path("participants/<uuid:pk>/readiness/", views.readiness, name="readiness"),
    path("participants/<uuid:pk>/preparation/", views.own, name="own"),
]
