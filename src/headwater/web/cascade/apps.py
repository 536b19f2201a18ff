from django.apps import AppConfig


class CascadeConfig(AppConfig):
    name = "headwater.web.cascade"

    def ready(self):
        from headwater.web.cascade import home, rules  # noqa: F401
