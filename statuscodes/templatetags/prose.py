"""An author's texts in a template: the one place where HTML that is made elsewhere enters a page."""

from collections.abc import Callable

from django import template
from django.utils.safestring import SafeString, mark_safe

from statuscodes import markup

register = template.Library()


def _html(name: str, render: Callable[..., str]) -> None:
    def shown(*texts: str) -> SafeString:
        return mark_safe(render(*texts))  # noqa: S308  # markup escapes what is not its own

    register.filter(name, shown)


_html("prose", markup.block)
_html("line", markup.inline)
_html("highlighted", markup.code)
_html("message", markup.message)
