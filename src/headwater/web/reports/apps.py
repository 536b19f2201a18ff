from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "headwater.web.reports"
    label = "reports"

    def ready(self) -> None:
        from headwater.web.reports import home, receivers, rules  # noqa: F401  (they answer signals and relations)
