from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "headwater.web.planning"

    def ready(self):
        from headwater.web.planning import home  # noqa: F401
