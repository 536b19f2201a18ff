from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "headwater.web.organisations"
    label = "organisations"

    def ready(self):
        from headwater.web.organisations import home  # noqa: F401
