from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "headwater.web.programmes"
    label = "programmes"
