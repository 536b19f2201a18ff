from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "headwater.web.funding"
    label = "funding"

    def ready(self) -> None:
        from headwater.web.funding import home, rules  # noqa: F401  (they answer signals and relations)
