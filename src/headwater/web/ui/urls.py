from django.urls import path

from headwater.web.ui import styleguide

urlpatterns = [path("styleguide", styleguide.page, name="styleguide")]
