from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "headwater.web.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        from headwater.web.evaluation import home, rules  # noqa: F401  (they answer signals and relations)
