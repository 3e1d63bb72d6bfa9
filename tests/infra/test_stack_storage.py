import json

import pytest

from tests.infra.conftest import Synth
from tests.infra.stacks import EVERYTHING, PLAIN, Properties, Stack

BUCKET = "AWS::S3::Bucket"
POLICY = "AWS::S3::BucketPolicy"


@pytest.fixture(scope="module", params=[PLAIN, EVERYTHING], ids=["plain", "everything"])
def stack(request: pytest.FixtureRequest, synth: Synth) -> Stack:
    return synth(request.param)[0]


def policy_of(stack: Stack, bucket: str) -> Properties:
    (policy,) = (p for p in stack.all(POLICY).values() if p["Bucket"] == {"Ref": bucket})
    return policy


def test_there_are_buckets_for_models_drawings_site_and_access_logs(stack: Stack) -> None:
    assert len(stack.all(BUCKET)) == 4


def test_every_bucket_is_closed_to_the_public(stack: Stack) -> None:
    for properties in stack.all(BUCKET).values():
        assert properties["PublicAccessBlockConfiguration"] == {
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        }
        assert "AccessControl" not in properties


def test_no_policy_lets_everybody_in(stack: Stack) -> None:
    for policy in stack.all(POLICY).values():
        for statement in policy["PolicyDocument"]["Statement"]:
            if statement["Principal"] in ("*", {"AWS": "*"}):
                assert statement["Effect"] == "Deny"


def test_every_bucket_is_encrypted_and_refuses_what_is_not_tls(stack: Stack) -> None:
    for name, properties in stack.all(BUCKET).items():
        (rule,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert rule["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
        denied = [
            statement["Condition"]
            for statement in policy_of(stack, name)["PolicyDocument"]["Statement"]
            if statement["Effect"] == "Deny" and statement["Action"] == "s3:*"
        ]
        assert {"Bool": {"aws:SecureTransport": "false"}} in denied
        assert {"NumericLessThan": {"s3:TlsVersion": 1.2}} in denied


def test_models_and_drawings_are_versioned(stack: Stack) -> None:
    for part in ("StorageModels", "StorageDrawings"):
        assert stack.one(BUCKET, part)["VersioningConfiguration"] == {"Status": "Enabled"}


def test_no_model_goes_by_age_for_that_would_be_the_one_in_use(stack: Stack) -> None:
    rules = stack.one(BUCKET, "StorageModels")["LifecycleConfiguration"]["Rules"]
    assert [rule["NoncurrentVersionExpiration"] for rule in rules] == [{"NoncurrentDays": 90}]
    for rule in rules:
        assert not rule.keys() & {"ExpirationInDays", "ExpirationDate", "Transitions"}


def test_drawings_go_by_age_with_their_tokens_and_deleted_ones_soon(stack: Stack) -> None:
    rules = stack.one(BUCKET, "StorageDrawings")["LifecycleConfiguration"]["Rules"]
    assert [(r.get("Prefix"), r.get("ExpirationInDays")) for r in rules] == [
        ("drawings/", 365),
        ("tokens/", 365),
        (None, None),
    ]
    assert rules[2]["NoncurrentVersionExpiration"] == {"NoncurrentDays": 7}


def test_how_long_drawings_and_logs_are_kept_can_be_chosen(synth: Synth) -> None:
    stack = synth({"drawing_days": "30", "log_days": "7"})[0]
    drawings = stack.one(BUCKET, "StorageDrawings")["LifecycleConfiguration"]["Rules"]
    assert [rule.get("ExpirationInDays") for rule in drawings] == [30, 30, None]
    access_logs = stack.one(BUCKET, "AccessLogs")["LifecycleConfiguration"]["Rules"]
    assert [rule["ExpirationInDays"] for rule in access_logs] == [7]
    assert {log["RetentionInDays"] for log in stack.all("AWS::Logs::LogGroup").values()} == {7}


def test_drawings_and_what_guards_them_outlive_the_stack(stack: Stack) -> None:
    for kind in (BUCKET, POLICY):
        (drawings,) = (r for n, r in stack.resources(kind).items() if "StorageDrawings" in n)
        assert drawings["DeletionPolicy"] == "RetainExceptOnCreate"
        assert drawings["UpdateReplacePolicy"] == "Retain"


def test_everything_else_goes_with_the_stack_full_or_not(stack: Stack) -> None:
    emptied = stack.all("Custom::S3AutoDeleteObjects").values()
    buckets = {name for name in stack.all(BUCKET) if not name.startswith("StorageDrawings")}
    assert {empties["BucketName"]["Ref"] for empties in emptied} == buckets
    kept = [
        name
        for name, resource in stack.template["Resources"].items()
        if resource.get("DeletionPolicy", "Delete") != "Delete"
    ]
    assert len(kept) == 3
    assert [name.startswith("StorageDrawings") for name in sorted(kept)] == [False, True, True]


def test_the_emptied_log_stays_forbidden_to_write_until_it_goes(stack: Stack) -> None:
    """CloudFront delivers for hours; the bucket's policy goes with the bucket."""
    (name,) = (name for name in stack.all(POLICY) if name.startswith("AccessLogs"))
    assert stack.template["Resources"][name]["DeletionPolicy"] == "Retain"


def test_requests_to_each_bucket_are_logged_and_the_logs_forgotten(stack: Stack) -> None:
    (logs,) = (name for name in stack.all(BUCKET) if name.startswith("AccessLogs"))
    prefixes = set()
    for name, properties in stack.all(BUCKET).items():
        if name != logs:
            assert properties["LoggingConfiguration"]["DestinationBucketName"] == {"Ref": logs}
            prefixes.add(properties["LoggingConfiguration"]["LogFilePrefix"])
    assert prefixes == {"s3/models/", "s3/drawings/", "s3/site/"}
    rules = stack.one(BUCKET, "AccessLogs")["LifecycleConfiguration"]["Rules"]
    assert [rule["ExpirationInDays"] for rule in rules] == [30]


def test_two_stages_share_no_name_in_an_account(synth: Synth) -> None:
    def names(stack: Stack) -> set[str]:
        return {
            json.dumps(value)
            for resource in stack.template["Resources"].values()
            for key, value in resource.get("Properties", {}).items()
            if key.endswith("Name") and isinstance(value, str)
        }

    one, other = synth({})[0], synth({"stage": "prod"})[0]
    assert one.file.name != other.file.name
    # a policy's name is its role's own; these are no names, or not the account's
    shared = {n for n in names(one) & names(other) if "DefaultPolicy" not in n}
    assert shared <= {'"live"', '"$default"', '"Throttled"', '"Digitpad"'}
    assert "Export" not in json.dumps(one.template.get("Outputs"))
