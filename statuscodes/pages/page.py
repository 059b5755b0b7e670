"""What every page has, and how a code is told in a list."""

from pydantic import BaseModel, ConfigDict, Field

from statuscodes.entries.entry import Kind
from statuscodes.entries.numbers import code_slug
from statuscodes.models import StatusCode


class Page(BaseModel):
    """Something to show: immutable, and complete when it is made."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, serialize_by_alias=True)


class CodeSummary(Page):
    """A code as it stands in a list."""

    code: int = Field(description="The number; 0 for what browsers call so when there was no answer.")
    name: str = Field(description="The reason phrase of the registry, or what the number is called where it is in no registry.")
    status_class: str = Field(alias="class", description="1xx to 5xx, or other.")
    kind: Kind = Field(description="How official the number is.")
    summary: str = Field(description="One plain sentence.")
    url: str = Field(description="The page, as a path of this site.")

    @property
    def slug(self) -> str:
        """The code with three digits."""
        return code_slug(self.code)


def code_summary(status: StatusCode) -> CodeSummary:
    """A status code, told in a line."""
    return CodeSummary(
        code=status.code,
        name=status.name,
        status_class=status.status_class,
        kind=status.kind,
        summary=status.summary,
        url=status.url,
    )
