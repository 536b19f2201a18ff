from django.urls import path

from headwater.web.reports import views

app_name = "reports"
urlpatterns = [
    path("p/<slug:programme>/learning/", views.learning, name="learning"),
    path("p/<slug:programme>/learning/add/", views.add_lesson, name="add_lesson"),
    path("lessons/<uuid:pk>/", views.edit_lesson, name="edit_lesson"),
    path("lessons/<uuid:pk>/remove/", views.remove_lesson, name="remove_lesson"),
    path("p/<slug:programme>/reports/", views.reports, name="reports"),
    path("p/<slug:programme>/report/", views.public_report, name="public"),
    path("reports/<uuid:pk>/", views.report, name="report"),
    path("reports/<uuid:pk>/edit/", views.edit, name="edit"),
    path("reports/<uuid:pk>/release/", views.release, name="release"),
    path("reports/<uuid:pk>/answer/", views.respond, name="respond"),
]
