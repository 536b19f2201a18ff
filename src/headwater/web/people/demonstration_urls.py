"""One click signs in as a member of the cast. These addresses exist in demonstration mode only."""

from django.urls import path

from headwater.web.people import views

urlpatterns = [path("as/<uuid:pk>/", views.sign_in_as, name="sign_in_as")]
