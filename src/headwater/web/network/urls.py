from django.urls import path

from headwater.web.network import views

app_name = "network"
urlpatterns = [
    path("p/<slug:programme>/network/", views.network, name="network"),
    path("p/<slug:programme>/network/mine/", views.mine, name="mine"),
    path("p/<slug:programme>/connections/", views.counts, name="counts"),
    path("p/<slug:programme>/generations/", views.lineage, name="lineage"),
    path("participants/<uuid:pk>/network/", views.own, name="own"),
    path("participants/<uuid:pk>/network/reach/", views.say_reach, name="say_reach"),
    path("participants/<uuid:pk>/network/shown/", views.show_oneself, name="show_oneself"),
    path("participants/<uuid:pk>/network/new/", views.add_tie, name="add_tie"),
    path("participants/<uuid:pk>/afterwards/", views.afterwards, name="afterwards"),
    path("connections/<uuid:pk>/take-away/", views.take_back_tie, name="take_back_tie"),
]
