from django.urls import path

from headwater.web.coding.views import comparing, exchanging, marking, preparing, quoting, stories, telling

app_name = "coding"
urlpatterns = [
    path("p/<slug:programme>/open-answers/", preparing.open_answers_page, name="open_answers"),
    path("coding/<uuid:pk>/", preparing.overview, name="coding"),
    path("coding/<uuid:pk>/names/", preparing.names, name="names"),
    path("coding/<uuid:pk>/segments/", preparing.segments, name="segments"),
    path("coding/<uuid:pk>/codebook/", preparing.codebook, name="codebook"),
    path("coding/<uuid:pk>/codebook/new/", preparing.theme, name="new_theme"),
    path("coding/<uuid:pk>/codebook/<slug:theme>/", preparing.theme, name="theme"),
    path("coding/<uuid:pk>/codebook/<slug:theme>/remove/", preparing.remove, name="remove_theme"),
    path("coding/<uuid:pk>/begin/", preparing.begin_page, name="begin"),
    path("coding/<uuid:pk>/code/", marking.code, name="code"),
    path("coding/<uuid:pk>/code/save/", marking.save, name="save"),
    path("coding/<uuid:pk>/code/finish/", marking.finish_coding, name="finish"),
    path("coding/<uuid:pk>/agreement/", comparing.agreement, name="agreement"),
    path("coding/<uuid:pk>/differences/", comparing.differences_page, name="differences"),
    path("coding/<uuid:pk>/settle/", comparing.settle_coding, name="settle"),
    path("coding/<uuid:pk>/themes/", quoting.themes, name="themes"),
    path("coding/<uuid:pk>/themes/<slug:theme>/", quoting.theme_quotes, name="quotes"),
    path("coding/<uuid:pk>/release/", quoting.release, name="release"),
    path("coding/<uuid:pk>/letters/", quoting.write_letters, name="write_letters"),
    path("coding/<uuid:pk>/qdpx/", exchanging.download, name="download"),
    path("coding/<uuid:pk>/bring-in/", exchanging.bring, name="bring_in"),
    path("p/<slug:programme>/your-words/", quoting.own_words, name="own_words"),
    path("p/<slug:programme>/stories/", telling.stories, name="stories"),
    path("p/<slug:programme>/stories/tell/", telling.tell, name="tell"),
    path("stories/<uuid:pk>/", telling.read, name="story"),
    path("stories/<uuid:pk>/edit/", telling.edit, name="edit_story"),
    path("stories/<uuid:pk>/consent/", telling.consent, name="consent"),
    path("stories/<uuid:pk>/take-back/", telling.take_back_consent, name="take_back"),
    path("p/<slug:programme>/stories/choosing/", stories.choosing, name="choosing"),
    path("stories/panel/<uuid:pk>/", stories.panel_page, name="panel"),
    path("stories/panel/<uuid:pk>/close/", stories.close, name="close_panel"),
    path("stories/<uuid:pk>/check/", stories.check, name="check_story"),
]
