from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "headwater.web.programmes"
    label = "programmes"

    def ready(self):
        from headwater.web.programmes import home, rules  # noqa: F401
