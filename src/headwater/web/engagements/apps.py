from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    name = "headwater.web.engagements"

    def ready(self):
        from headwater.web.engagements import home, receivers, rules  # noqa: F401
