from django.urls import path

from headwater.web.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.home, name="home"),
    path("p/<slug:programme>/home/", views.programme_home, name="programme_home"),
]
