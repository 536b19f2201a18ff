from django.urls import path

from headwater.web.changes import views

app_name = "changes"
urlpatterns = [
    path("p/<slug:programme>/changes/", views.change_list, name="list"),
    path("participants/<uuid:pk>/changed/", views.tell, name="tell"),
    path("changes/<uuid:pk>/", views.change, name="change"),
    path("changes/<uuid:pk>/settle/", views.settle, name="settle"),
    path("changes/<uuid:pk>/take-back/", views.take_back, name="take_back"),
]
