from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "headwater.web.audit"
    label = "audit"
