"""The files of deploy/, read."""

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.nodes import Node

from tests.conftest import ROOT

KUBERNETES = ROOT / "deploy" / "kubernetes"


class ComposeConstructor(SafeConstructor):
    """Reads Compose's own tag: `!reset` takes away what an earlier file says."""


def _reset(_constructor: ComposeConstructor, _node: Node) -> None:
    """Nothing is left."""


ComposeConstructor.add_constructor("!reset", _reset)


def read(path: str) -> Any:
    """The one document of a file in the repository."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = ComposeConstructor
    return yaml.load((ROOT / path).read_text(encoding="utf-8"))


def manifests() -> dict[str, Any]:
    """Every complete Kubernetes object, by its kind."""
    found = [read(str(path.relative_to(ROOT))) for path in (*KUBERNETES.glob("site/*.yaml"), KUBERNETES / "ingress.yaml")]
    return {manifest["kind"]: manifest for manifest in found if manifest["kind"] != "Kustomization"}
