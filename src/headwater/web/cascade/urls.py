from django.urls import path

from headwater.web.cascade import views

app_name = "cascade"
urlpatterns = [
    path("p/<slug:programme>/passing-on/", views.across_organisations, name="across"),
    path("participants/<uuid:pk>/passing-on/", views.own, name="own"),
    path("participants/<uuid:pk>/passing-on/new/", views.start, name="start"),
    path("passing-on/<uuid:pk>/", views.cascade, name="cascade"),
    path("passing-on/<uuid:pk>/tiers/", views.edit_tiers, name="tiers"),
    path("passing-on/<uuid:pk>/note/", views.hand_over, name="hand_over"),
    path("practices/<uuid:pk>/", views.edit_practice, name="practice"),
    path("staff-sheets/<uuid:pk>/print/", views.print_sheet, name="print"),
    path("staff-sheets/<uuid:pk>/paper/", views.tally, name="tally"),
    path("staff-lines/<uuid:pk>/reply/", views.reply_to, name="reply"),
]
