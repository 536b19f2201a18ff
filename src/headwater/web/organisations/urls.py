from django.urls import path

from headwater.web.organisations.views import imports, organisations

app_name = "organisations"
urlpatterns = [
    path("organisations/", organisations.index, name="index"),
    path("organisations/add/", organisations.add, name="add"),
    path("organisations/imports/", imports.imports, name="imports"),
    path("organisations/imports/<uuid:pk>/", imports.show, name="import"),
    path("organisations/imports/<uuid:pk>/columns/", imports.columns, name="columns"),
    path("organisations/imports/<uuid:pk>/bring-in/", imports.bring_in, name="bring_in"),
    path("organisations/imports/<uuid:pk>/leave-out/", imports.leave_out, name="leave_out"),
    path("organisations/merges/<uuid:pk>/undo/", organisations.undo_merge, name="undo_merge"),
    path("organisations/<uuid:pk>/", organisations.detail, name="detail"),
    path("organisations/<uuid:pk>/edit/", organisations.edit, name="edit"),
    path("organisations/<uuid:pk>/sites/add/", organisations.add_site, name="add_site"),
    path("organisations/<uuid:pk>/sites/<uuid:site>/", organisations.edit_site, name="edit_site"),
    path("organisations/<uuid:pk>/merge/", organisations.merge, name="merge"),
]
