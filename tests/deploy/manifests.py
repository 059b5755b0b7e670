"""The files of deploy/, read."""

from typing import Any

import yaml

from tests.conftest import ROOT

KUBERNETES = ROOT / "deploy" / "kubernetes"


class ComposeLoader(yaml.SafeLoader):
    """Reads Compose's own tag: `!reset` takes away what an earlier file says."""


def _reset(_loader: ComposeLoader, _node: yaml.Node) -> None:
    """Nothing is left."""


ComposeLoader.add_constructor("!reset", _reset)


def read(path: str) -> Any:
    """The one document of a file in the repository."""
    return yaml.load((ROOT / path).read_text(encoding="utf-8"), ComposeLoader)  # noqa: S506  # it is a safe one


def manifests() -> dict[str, Any]:
    """Every complete Kubernetes object, by its kind."""
    found = [read(str(path.relative_to(ROOT))) for path in (*KUBERNETES.glob("site/*.yaml"), KUBERNETES / "ingress.yaml")]
    return {manifest["kind"]: manifest for manifest in found if manifest["kind"] != "Kustomization"}
