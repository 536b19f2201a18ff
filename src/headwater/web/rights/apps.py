from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "headwater.web.rights"

    def ready(self):
        from headwater.web.rights import home, rules  # noqa: F401
