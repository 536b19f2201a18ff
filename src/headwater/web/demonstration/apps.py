from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "headwater.web.demonstration"
    label = "demonstration"
