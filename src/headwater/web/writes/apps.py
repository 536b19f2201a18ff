from django.apps import AppConfig


class WritesConfig(AppConfig):
    name = "headwater.web.writes"
    label = "writes"
