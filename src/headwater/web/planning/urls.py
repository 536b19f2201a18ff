from django.urls import path

from headwater.web.planning import views

app_name = "planning"
urlpatterns = [
    path("p/<slug:programme>/planning/", views.planning, name="planning"),
    path("p/<slug:programme>/planning/lists/new/", views.new_list, name="new_list"),
    path("p/<slug:programme>/planning/compare/", views.compare, name="compare"),
    path("p/<slug:programme>/outlook/", views.outlook, name="outlook"),
    path("support-lists/<uuid:pk>/", views.edit_list, name="edit_list"),
    path("support-lists/<uuid:pk>/delete/", views.delete_list, name="delete_list"),
    path("comparisons/<uuid:pk>/", views.comparison, name="comparison"),
    path("comparisons/<uuid:pk>/keep/", views.keep, name="keep"),
    path("comparisons/<uuid:pk>/delete/", views.delete_comparison, name="delete_comparison"),
    path("passing-on/<uuid:pk>/outlook/", views.own_outlook, name="own_outlook"),
]
