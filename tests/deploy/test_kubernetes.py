"""deploy/kubernetes: what a cluster would refuse, and what must agree with the site."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from kubernetes_validate.utils import ValidationError, latest_version, validate

from statuscodes import settings
from statuscodes.entries.catalog import read_catalog
from statuscodes.management.commands.serve import PATIENCE
from tests.conftest import ROOT
from tests.deploy.manifests import KUBERNETES, manifests, read

OLDEST = "1.30"  # the first with lifecycle.preStop.sleep

MANIFESTS = manifests()
POD = MANIFESTS["Deployment"]["spec"]["template"]
CONTAINER = POD["spec"]["containers"][0]
LABELS = {"app.kubernetes.io/name": "statuscodes"}


@pytest.mark.parametrize("version", [OLDEST, latest_version()])
@pytest.mark.parametrize("kind", MANIFESTS)
def test_every_field_is_one_of_kubernetes(kind: str, version: str) -> None:
    validate(MANIFESTS[kind], version, strict=True)


def test_an_unknown_field_would_be_found() -> None:
    wrong = MANIFESTS["Service"] | {"spec": MANIFESTS["Service"]["spec"] | {"port": 80}}
    with pytest.raises(ValidationError, match="'port' was unexpected"):
        validate(wrong, OLDEST, strict=True)


def test_everything_is_part_of_the_site() -> None:
    listed = read("deploy/kubernetes/site/kustomization.yaml")["resources"]
    assert sorted(listed) == sorted(path.name for path in KUBERNETES.glob("site/*.yaml") if path.name != "kustomization.yaml")


SELECTORS: dict[str, Any] = {
    "Deployment": MANIFESTS["Deployment"]["spec"]["selector"]["matchLabels"],
    "Service": MANIFESTS["Service"]["spec"]["selector"],
    "PodDisruptionBudget": MANIFESTS["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
    "NetworkPolicy": MANIFESTS["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
    **{rule["topologyKey"]: rule["labelSelector"]["matchLabels"] for rule in POD["spec"]["topologySpreadConstraints"]},
}


@pytest.mark.parametrize("selector", SELECTORS)
def test_every_selector_finds_the_pods(selector: str) -> None:
    assert SELECTORS[selector] == POD["metadata"]["labels"] == LABELS


def test_the_autoscaler_scales_the_deployment_and_nothing_else_counts_copies() -> None:
    target = MANIFESTS["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]
    deployment = MANIFESTS["Deployment"]
    assert target == {"apiVersion": deployment["apiVersion"], "kind": "Deployment", "name": deployment["metadata"]["name"]}
    assert "replicas" not in deployment["spec"]


def test_requests_come_to_the_port_that_the_site_listens_on() -> None:
    port = CONTAINER["ports"][0]
    assert port == {"name": "http", "containerPort": settings.PORT}
    assert {rule["targetPort"] for rule in MANIFESTS["Service"]["spec"]["ports"]} == {port["name"]}
    assert MANIFESTS["NetworkPolicy"]["spec"]["ingress"] == [{"ports": [{"port": port["name"]}]}]
    backend = MANIFESTS["Ingress"]["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend == {"name": MANIFESTS["Service"]["metadata"]["name"], "port": {"name": "http"}}


@pytest.mark.parametrize("probe", ["startupProbe", "readinessProbe", "livenessProbe"])
def test_every_probe_asks_for_what_the_site_answers(site: Client, probe: str) -> None:
    asked = CONTAINER[probe]["httpGet"]
    assert asked["port"] == "http"
    assert site.get(asked["path"]).status_code == 200


def test_a_pod_has_the_time_to_answer_what_it_was_sent() -> None:
    sleep = CONTAINER["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert POD["spec"]["terminationGracePeriodSeconds"] > sleep + PATIENCE


def test_settings_that_are_named_exist() -> None:
    extra = read("deploy/kubernetes/own-content/deployment.yaml")["spec"]["template"]["spec"]["containers"][0]
    named = {variable["name"] for container in (CONTAINER, extra) for variable in container.get("env", [])}
    assert named <= set(settings.NAMES)


def test_the_user_is_that_of_the_image() -> None:
    user = re.search(r"^USER (\d+):(\d+)$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert user
    asked = POD["spec"]["securityContext"]
    assert (asked["runAsUser"], asked["runAsGroup"]) == (int(user[1]), int(user[2]))


# The rules of https://kubernetes.io/docs/concepts/security/pod-security-standards/ at the level “restricted”, and what we add.
RESTRICTED = {
    "no part of the node": not any(POD["spec"].get(name) for name in ("hostNetwork", "hostPID", "hostIPC")),
    "no port of the node": not any("hostPort" in port for port in CONTAINER["ports"]),
    "volumes": {name for volume in POD["spec"]["volumes"] for name in volume} <= {"name", "emptyDir", "configMap"},
    "not privileged": "privileged" not in CONTAINER["securityContext"],
    "no more privileges": CONTAINER["securityContext"]["allowPrivilegeEscalation"] is False,
    "not root": POD["spec"]["securityContext"]["runAsNonRoot"] is True and POD["spec"]["securityContext"]["runAsUser"] != 0,
    "seccomp": POD["spec"]["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"},
    "capabilities": CONTAINER["securityContext"]["capabilities"] == {"drop": ["ALL"]},
    "read-only root": CONTAINER["securityContext"]["readOnlyRootFilesystem"] is True,
    "no token": POD["spec"]["automountServiceAccountToken"] is False,
    "enforced": MANIFESTS["Namespace"]["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted",
}


@pytest.mark.parametrize("rule", RESTRICTED)
def test_a_pod_may_do_no_more_than_it_needs(rule: str) -> None:
    assert RESTRICTED[rule]


def test_own_content_is_mounted_where_it_is_read_and_the_patch_meets_the_deployment() -> None:
    kustomization = read("deploy/kubernetes/own-content/kustomization.yaml")
    patch = read("deploy/kubernetes/own-content/deployment.yaml")
    spec = patch["spec"]["template"]["spec"]
    container = spec["containers"][0]
    assert (patch["metadata"]["name"], container["name"]) == (MANIFESTS["Deployment"]["metadata"]["name"], CONTAINER["name"])
    assert container["volumeMounts"] == [{"name": "own-content", "mountPath": container["env"][0]["value"], "readOnly": True}]
    assert spec["volumes"] == [{"name": "own-content", "configMap": {"name": kustomization["configMapGenerator"][0]["name"]}}]
    for name in kustomization["configMapGenerator"][0]["files"]:
        assert (KUBERNETES / "own-content" / name).is_file()


def test_own_content_is_read_as_a_config_map_is_mounted(tmp_path: Path) -> None:
    """The kubelet lays the files into a hidden folder, and links to them: so it can replace all of them at once."""
    (tmp_path / "..2026_11_26").mkdir()
    (tmp_path / "..data").symlink_to("..2026_11_26")
    for name in read("deploy/kubernetes/own-content/kustomization.yaml")["configMapGenerator"][0]["files"]:
        (tmp_path / "..data" / name).write_bytes((KUBERNETES / "own-content" / name).read_bytes())
        (tmp_path / name).symlink_to(f"..data/{name}")
    assert list(read_catalog(ROOT / "content", tmp_path).notes) == [503]
