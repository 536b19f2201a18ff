from django.urls import path

from headwater.web.people import views

app_name = "people"
urlpatterns = [path("your-account/", views.account, name="account")]
