"""The content as rows: what is asked across status codes has a table, what is only shown has a JSON column.

Rows are a product of the content folder. `loading` writes them, all at once; nothing else does.
"""

from functools import reduce
from operator import or_

from django.db import models

from statuscodes.entries.citations import rfc_url
from statuscodes.entries.numbers import code_slug


class StatusClass(models.Model):
    """A class of status codes, and what is true of all of them."""

    slug = models.CharField(primary_key=True, max_length=5)
    name = models.CharField(max_length=40)
    summary = models.TextField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.slug


class Chapter(models.Model):
    """A chapter of the guide."""

    slug = models.SlugField(primary_key=True)
    position = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=120)
    summary = models.TextField()
    text = models.TextField()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.title


class Sender(models.Model):
    """A product, how to recognise it, and the numbers of its own that have no entry."""

    slug = models.SlugField(primary_key=True)
    name = models.CharField(max_length=80)
    summary = models.TextField()
    sources = models.JSONField()
    codes = models.JSONField()
    text = models.TextField()

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """The path of its page."""
        return f"/sent-by/{self.slug}"


class Failure(models.Model):
    """Something that happens instead of an answer."""

    slug = models.SlugField(primary_key=True)
    position = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=120)
    summary = models.TextField()
    aliases = models.JSONField()
    text = models.TextField()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """Where it is told, on the page of all of them."""
        return f"/no-status#{self.slug}"


class FailureMessage(models.Model):
    """A string that software prints when there is no answer."""

    pk = models.CompositePrimaryKey("failure_id", "position")
    failure = models.ForeignKey(Failure, models.CASCADE, related_name="messages")
    position = models.PositiveSmallIntegerField()
    software = models.CharField(max_length=80)
    slug = models.SlugField(db_index=True)
    text = models.TextField()
    where = models.CharField(max_length=12)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("failure__position", "position")

    def __str__(self) -> str:
        return f"{self.software}: {self.text}"


class Rumour(models.Model):
    """A number without an entry that lists have all the same."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    names = models.JSONField()
    text = models.TextField()

    def __str__(self) -> str:
        return code_slug(self.number)


class Rfc(models.Model):
    """An RFC that the content cites."""

    number = models.PositiveIntegerField(primary_key=True)
    title = models.TextField()
    year = models.PositiveSmallIntegerField()
    obsoleted_by = models.JSONField()

    def __str__(self) -> str:
        return f"RFC {self.number}"


class Section(models.Model):
    """A section of an RFC, by the number and title that it has there; its key is ``9110#15.5.5``."""

    reference = models.CharField(primary_key=True, max_length=30)
    rfc = models.ForeignKey(Rfc, models.CASCADE, related_name="sections")
    number = models.CharField(max_length=20)
    title = models.TextField()

    def __str__(self) -> str:
        return f"RFC {self.rfc_id}, {self.number}"

    @property
    def url(self) -> str:
        """Where the section can be read."""
        return rfc_url(self.rfc_id, self.number)


class StatusCodeQuerySet(models.QuerySet["StatusCode"]):
    """What is asked about status codes."""

    def in_class(self, slug: str) -> "StatusCodeQuerySet":
        """The codes of a class such as ``4xx``, or those outside of every class: ``other``."""
        return self.filter(status_class=slug)

    def citing(self, rfc: int) -> "StatusCodeQuerySet":
        """The codes whose entries cite an RFC."""
        return self.filter(citations__section__rfc=rfc).distinct()

    def carrying(self, field_slug: str) -> "StatusCodeQuerySet":
        """The codes whose responses carry a field."""
        return self.filter(header_fields__slug=field_slug).distinct()

    def sent_by(self, software_slug: str) -> "StatusCodeQuerySet":
        """The codes that a product owns, tells finer, prints messages for, or can be recognised by."""
        parts = ("owners", "subcodes", "messages", "fingerprints")
        return self.filter(reduce(or_, (models.Q(**{f"{part}__slug": software_slug}) for part in parts))).distinct()

    def in_a_line(self) -> "StatusCodeQuerySet":
        """Only what a list tells of each code."""
        return self.only("code", "status_class", "name", "kind", "summary")

    def with_parts(self) -> "StatusCodeQuerySet":
        """With every list of the entry, so that a page asks nothing further."""
        return self.prefetch_related(
            "owners",
            "subcodes",
            "messages",
            "fingerprints",
            models.Prefetch("citations", Citation.objects.select_related("section")),
            models.Prefetch("header_fields", HeaderField.objects.select_related("section")),
            models.Prefetch("relations", Relation.objects.select_related("other").only("why", "other__name")),
            models.Prefetch(
                "relations_of_others", Relation.objects.select_related("status_code").only("why", "other", "status_code__name")
            ),
        )


class StatusCode(models.Model):
    """A status code and its entry."""

    code = models.PositiveSmallIntegerField(primary_key=True)
    status_class = models.CharField(max_length=5, db_index=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    summary = models.TextField()
    aliases = models.JSONField()
    searched_as = models.JSONField(default=list)
    cacheable_by_default = models.BooleanField()
    content_allowed = models.BooleanField()
    seen_by_visitors = models.BooleanField()
    retry = models.JSONField()
    first_defined = models.JSONField(null=True)
    earlier = models.JSONField(default=list)
    exchange = models.JSONField()
    generated_by = models.JSONField()
    constants = models.JSONField()
    meaning = models.TextField()
    what_you_can_do = models.JSONField()
    causes = models.JSONField()
    debug_steps = models.JSONField()
    wire = models.TextField()
    examples = models.JSONField()
    notes = models.JSONField(default=list)
    own = models.BooleanField(default=False)

    objects = StatusCodeQuerySet.as_manager()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.slug} {self.name}"

    @property
    def slug(self) -> str:
        """The code with three digits, as URLs have it."""
        return code_slug(self.code)

    @property
    def url(self) -> str:
        """The path of its page."""
        return f"/{self.slug}"


class PartOfEntry(models.Model):
    """A row of a list in an entry, in the order in which the author wrote it."""

    pk = models.CompositePrimaryKey("status_code_id", "position")
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ("status_code_id", "position")


class Owner(PartOfEntry):
    """Who sends an unofficial code, and what they say with it."""

    status_code = models.ForeignKey(StatusCode, models.CASCADE, related_name="owners")
    name = models.CharField(max_length=80)
    slug = models.SlugField(db_index=True)
    reason = models.CharField(max_length=120)
    meaning = models.TextField()
    seen = models.CharField(max_length=8)
    status = models.PositiveSmallIntegerField(null=True)
    source = models.URLField(max_length=400)

    def __str__(self) -> str:
        return self.name


class Subcode(PartOfEntry):
    """A finer number that a product gives beside the status."""

    status_code = models.ForeignKey(StatusCode, models.CASCADE, related_name="subcodes")
    software = models.CharField(max_length=80)
    slug = models.SlugField(db_index=True)
    number = models.CharField(max_length=8, db_index=True)
    name = models.CharField(max_length=120)
    meaning = models.TextField()

    def __str__(self) -> str:
        return f"{self.software} {self.number}"


class Fingerprint(PartOfEntry):
    """How one layer looks when it is the one that sent a code."""

    status_code = models.ForeignKey(StatusCode, models.CASCADE, related_name="fingerprints")
    layer = models.CharField(max_length=12)
    software = models.CharField(max_length=80)
    slug = models.SlugField(db_index=True)
    signs = models.TextField()
    log = models.TextField(blank=True)
    bypass = models.TextField()

    def __str__(self) -> str:
        return f"{self.software}, {self.status_code_id}"


class Message(PartOfEntry):
    """A string that software prints when the code is at work."""

    status_code = models.ForeignKey(StatusCode, models.CASCADE, related_name="messages")
    software = models.CharField(max_length=80)
    slug = models.SlugField(db_index=True)
    text = models.TextField()
    where = models.CharField(max_length=12)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.software}: {self.text}"


class Citation(PartOfEntry):
    """A section that an entry rests on; the first one defines the code."""

    status_code = models.ForeignKey(StatusCode, models.CASCADE, related_name="citations")
    section = models.ForeignKey(Section, models.CASCADE, related_name="citations")

    def __str__(self) -> str:
        return self.section_id


class HeaderField(PartOfEntry):
    """A field that belongs to responses with a code, and how firmly."""

    status_code = models.ForeignKey(StatusCode, models.CASCADE, related_name="header_fields")
    name = models.CharField(max_length=80)
    slug = models.SlugField(db_index=True)
    requirement = models.CharField(max_length=6)
    by = models.CharField(max_length=16)
    when = models.TextField(blank=True)
    why = models.TextField()
    section = models.ForeignKey(Section, models.CASCADE, related_name="header_fields")

    def __str__(self) -> str:
        return self.name


class Relation(models.Model):
    """The line that decides between two codes, as one of them has it."""

    pk = models.CompositePrimaryKey("status_code_id", "other_id")
    status_code = models.ForeignKey(StatusCode, models.CASCADE, related_name="relations")
    other = models.ForeignKey(StatusCode, models.CASCADE, related_name="relations_of_others")
    why = models.TextField()

    def __str__(self) -> str:
        return f"{self.status_code_id} or {self.other_id}"


class Load(models.Model):
    """The content that the rows stem from; there is one row, or none before the first load."""

    digest = models.CharField(max_length=64)
    entries = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.entries} entries of {self.digest}"


class StoredLexicon(models.Model):
    """What search knows of the content, compiled; it is written together with the rows, and read once by each process."""

    digest = models.CharField(primary_key=True, max_length=64)
    compiled = models.TextField()

    def __str__(self) -> str:
        return f"lexicon of {self.digest}"
