from django.urls import path

from headwater.web.applications import views

app_name = "applications"
urlpatterns = [
    path("applications/<uuid:pk>/", views.detail, name="detail"),
]
