from django.urls import path

from headwater.web.hosts import views

app_name = "hosts"
urlpatterns = [
    path("settings/", views.settings_page, name="settings"),
    path("members/", views.members, name="members"),
    path("members/add/", views.add_member, name="add_member"),
    path("members/<uuid:pk>/end/", views.end_membership, name="end_membership"),
    path("trail/", views.trail, name="trail"),
]
