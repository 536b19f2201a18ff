from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "headwater.web.changes"

    def ready(self):
        from headwater.web.changes import home, receivers, rules  # noqa: F401
