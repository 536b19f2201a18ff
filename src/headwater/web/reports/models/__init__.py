"""Reports, and the log of what was learned."""

from headwater.web.reports.models.lesson import Lesson
from headwater.web.reports.models.report import Report

__all__ = ["Lesson", "Report"]
