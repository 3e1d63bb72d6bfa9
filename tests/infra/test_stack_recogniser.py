import pytest

from infra.settings import Settings
from tests.infra.conftest import Synth
from tests.infra.stacks import ROOT, Stack

FUNCTION = "AWS::Lambda::Function"
ALIAS = "AWS::Lambda::Alias"
GATEWAYS_PATIENCE = 30  # seconds
BASE = "public.ecr.aws/lambda/python:3.13@sha256:" + 64 * "0"


def test_the_function_is_a_container_that_fits_its_settings(plain: Stack) -> None:
    function = plain.one(FUNCTION, "Recogniser")
    assert function["PackageType"] == "Image"
    assert function["Architectures"] == ["x86_64"]
    assert function["MemorySize"] == Settings().memory
    assert function["Timeout"] <= GATEWAYS_PATIENCE - 5
    assert function["TracingConfig"] == {"Mode": "Active"}


def test_its_environment_names_buckets_and_stage(full: Stack) -> None:
    variables = full.one(FUNCTION, "Recogniser")["Environment"]["Variables"]
    assert variables.pop("MODEL_BUCKET")["Ref"].startswith("StorageModels")
    assert variables.pop("DRAWINGS_BUCKET")["Ref"].startswith("StorageDrawings")
    assert variables == {
        "POWERTOOLS_LOG_LEVEL": "INFO",
        "POWERTOOLS_METRICS_NAMESPACE": "Digitpad",
        "POWERTOOLS_SERVICE_NAME": "digitpad-prod",
    }


def test_its_log_is_one_that_is_forgotten(plain: Stack) -> None:
    log = plain.one(FUNCTION, "Recogniser")["LoggingConfig"]["LogGroup"]["Ref"]
    assert plain.all("AWS::Logs::LogGroup")[log]["RetentionInDays"] == 30


def test_no_function_writes_a_log_without_end(full: Stack) -> None:
    """The CDK's function that empties buckets logs nothing that we want, once, at the end."""
    for name, function in full.all(FUNCTION).items():
        assert "LoggingConfig" in function or name.startswith("CustomS3AutoDelete")
    for log in full.all("AWS::Logs::LogGroup").values():
        assert log["RetentionInDays"]


@pytest.mark.parametrize(
    ("architecture", "platform"), [("x86_64", "linux/amd64"), ("arm64", "linux/arm64")]
)
def test_the_image_is_built_for_the_architecture_it_runs_on(
    synth: Synth, architecture: str, platform: str
) -> None:
    stack = synth({"architecture": architecture})[0]
    assert stack.one(FUNCTION, "Recogniser")["Architectures"] == [architecture]
    assets = stack.file.with_name(stack.file.name.replace("template", "assets")).read_text()
    assert f'"platform": "{platform}"' in assets


def test_another_base_makes_another_image(plain: Stack, synth: Synth) -> None:
    """Or its security updates would not arrive: an image that is there is not built again."""
    renewed = synth({"base": BASE})[0]
    image, other = (s.one(FUNCTION, "Recogniser")["Code"]["ImageUri"] for s in (plain, renewed))
    assert image != other
    assets = renewed.file.with_name(renewed.file.name.replace("template", "assets")).read_text()
    assert f'"BASE": "{BASE}"' in assets


def test_the_image_stands_on_what_the_dockerfile_says_too() -> None:
    dockerfile = (ROOT / "lambda_fn" / "Dockerfile").read_text()
    assert f"ARG BASE={Settings().base}\nFROM ${{BASE}}\n" in dockerfile


def test_the_image_holds_the_function_and_the_model_and_nothing_else(plain: Stack) -> None:
    (image,) = (d for d in plain.file.parent.glob("asset.*") if (d / "lambda_fn").is_dir())
    files = {str(f.relative_to(image)) for f in image.rglob("*") if f.is_file()}
    outside = {f for f in files if not f.startswith("lambda_fn/")}
    assert outside == {
        ".dockerignore",
        "training/released/manifest.json",
        "training/released/model.tflite",
    }
    assert not [f for f in files if f.endswith(".pyc")]


def test_the_alias_is_called_live_and_points_to_a_published_version(plain: Stack) -> None:
    alias = plain.one(ALIAS)
    assert alias["Name"] == "live"
    version, attribute = alias["FunctionVersion"]["Fn::GetAtt"]
    assert (version in plain.all("AWS::Lambda::Version"), attribute) == (True, "Version")


def test_memory_can_be_chosen(synth: Synth) -> None:
    assert synth({"memory": "512"})[0].one(FUNCTION, "Recogniser")["MemorySize"] == 512


def test_nothing_is_reserved_provisioned_or_snapped_unless_asked_for(plain: Stack) -> None:
    function = plain.one(FUNCTION, "Recogniser")
    assert not function.keys() & {"ReservedConcurrentExecutions", "SnapStart"}
    assert "ProvisionedConcurrencyConfig" not in plain.one(ALIAS)


def test_concurrency_is_reserved_and_provisioned_where_asked_for(full: Stack) -> None:
    assert full.one(FUNCTION, "Recogniser")["ReservedConcurrentExecutions"] == 20
    provisioned = full.one(ALIAS)["ProvisionedConcurrencyConfig"]
    assert provisioned == {"ProvisionedConcurrentExecutions": 2}


def test_snapstart_is_for_published_versions(synth: Synth) -> None:
    function = synth({"snapstart": "true"})[0].one(FUNCTION, "Recogniser")
    assert function["SnapStart"] == {"ApplyOn": "PublishedVersions"}
