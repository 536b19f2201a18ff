from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "headwater.web.organisations"
    label = "organisations"
