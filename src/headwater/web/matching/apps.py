from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "headwater.web.matching"
    label = "matching"

    def ready(self):
        from headwater.web.matching import home, receivers, rules  # noqa: F401
