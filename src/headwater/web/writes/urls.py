from django.urls import path

from headwater.web.writes import views

urlpatterns = [path("save/", views.save, name="save_draft")]
