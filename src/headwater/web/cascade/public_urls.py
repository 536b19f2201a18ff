"""Addresses short enough to type from paper: outside every host, found by their code alone."""

from django.urls import path

from headwater.web.cascade.views import sheet

urlpatterns = [
    path("<slug:code>/", sheet.staff_sheet, name="staff_sheet"),
    path("<slug:code>/thanks/", sheet.thanks, name="staff_sheet_thanks"),
]
