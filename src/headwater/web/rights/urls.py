from django.urls import path

from headwater.web.rights import views

app_name = "rights"
urlpatterns = [
    path("your-information/", views.own, name="own"),
    path("your-information/seen/", views.seen, name="seen"),
    path("your-information/all/", views.read_all, name="all"),
    path("your-information/take-away/", views.take_away, name="take_away"),
    path("your-information/ask/", views.ask, name="ask"),
    path("your-information/forget/", views.be_forgotten, name="forget"),
    path("requests/", views.request_list, name="requests"),
    path("requests/<uuid:pk>/settle/", views.settle, name="settle"),
    path("requests/<uuid:pk>/take-back/", views.take_back, name="take_back"),
    path("requested-texts/<uuid:pk>/", views.text, name="text"),
]
