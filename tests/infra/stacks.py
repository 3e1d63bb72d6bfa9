"""The stacks as CloudFormation would get them, for tests to look into."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.settings import Settings

ROOT = Path(__file__).parents[2]
ACCOUNT = {"account": "111111111111", "region": "eu-central-1"}
CERTIFICATE = "arn:aws:acm:us-east-1:111111111111:certificate/0123-abcd"
PLAIN: dict[str, str] = {}
EVERYTHING = {
    "stage": "prod",
    **ACCOUNT,
    "architecture": "arm64",
    "email": "keeper@digits.example",
    "domain": "digits.example",
    "certificate": CERTIFICATE,
    "origins": "https://a.example,https://b.example",
    "reserved": "20",
    "provisioned": "2",
    "canary": "true",
    "firewall": "true",
}
"""Every option but SnapStart, which excludes provisioned concurrency."""
SNAPSTART = {"snapstart": "true"}

Properties = dict[str, Any]


@dataclass(frozen=True)
class Stack:
    """A synthesised template."""

    file: Path
    template: dict[str, Any]

    def resources(self, kind: str) -> dict[str, dict[str, Any]]:
        """Logical id -> resource, of those of a kind."""
        every = self.template["Resources"].items()
        return {name: resource for name, resource in every if resource["Type"] == kind}

    def all(self, kind: str) -> dict[str, Properties]:
        """Logical id -> properties, of those of a kind."""
        found = self.resources(kind).items()
        return {name: resource.get("Properties", {}) for name, resource in found}

    def one(self, kind: str, part: str = "") -> Properties:
        """The properties of the only one of a kind whose logical id begins with `part`."""
        (properties,) = (p for name, p in self.all(kind).items() if name.startswith(part))
        return properties


def synthesise(folder: Path, options: dict[str, str], *, nag: bool = False) -> list[Stack]:
    """The templates that the context `options` gives: the service's first. Raises where cdk-nag
    finds what nobody has acknowledged."""
    # Not above: importing the CDK takes seconds and starts Node.js.
    from aws_cdk import App, Validations
    from cdk_nag import AwsSolutionsChecks

    from infra.app import build

    flags = json.loads((ROOT / "cdk.json").read_text())["context"]
    app = App(context=flags, outdir=str(folder))
    if nag:
        Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    main = build(app, Settings.from_context(options))
    assembly = app.synth()
    names = [stack.stack_name for stack in assembly.stacks]
    files = [folder / f"{n}.template.json" for n in sorted(names, key=main.stack_name.__ne__)]
    return [Stack(file, json.loads(file.read_text())) for file in files]
