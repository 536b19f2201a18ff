from django.urls import path

from headwater.web.funding import views

app_name = "funding"
urlpatterns = [
    path("p/<slug:programme>/costs/", views.costs, name="costs"),
    path("p/<slug:programme>/costs/add/", views.add_line, name="add_line"),
    path("p/<slug:programme>/costs/contacts/", views.contacts, name="contacts"),
    path("p/<slug:programme>/grant/", views.grant, name="grant"),
    path("costs/<uuid:pk>/", views.edit_line, name="edit_line"),
    path("costs/<uuid:pk>/delete/", views.delete_line, name="delete_line"),
    path("costs/contacts/<uuid:pk>/end/", views.remove_contact, name="remove_contact"),
]
