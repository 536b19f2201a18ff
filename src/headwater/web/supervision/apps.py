from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "headwater.web.supervision"

    def ready(self):
        from headwater.web.supervision import home, rules  # noqa: F401
