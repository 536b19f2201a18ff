from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "headwater.web.applications"
    label = "applications"

    def ready(self):
        from headwater.web.applications import home, rules  # noqa: F401
