"""The one app of the site."""

from django.apps import AppConfig


class StatusCodesConfig(AppConfig):
    """Status codes, and everything that is told about them."""

    name = "statuscodes"
    verbose_name = "HTTP status codes"
