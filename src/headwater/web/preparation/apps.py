from django.apps import AppConfig


class PreparationConfig(AppConfig):
    name = "headwater.web.preparation"

    def ready(self):
        from headwater.web.preparation import home, receivers, rules  # noqa: F401
