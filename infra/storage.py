"""The buckets: models that are read, drawings that are given, and who asked for what."""

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.acknowledged import acknowledge, wildcard
from infra.private_bucket import PrivateBucket

MODELS = "models/*"
DRAWINGS = "drawings/*"
TOKENS = "tokens/*"  # who may take a drawing back
OLD_MODELS = Duration.days(90)  # after they were replaced; a rollback within a quarter finds them
DELETED_DRAWINGS = Duration.days(7)  # what somebody deleted is soon really gone


class AccessLogs(Construct):
    """Who asked the CDN and the buckets for what; forgotten after some days."""

    def __init__(self, scope: Construct, name: str, *, days: int) -> None:
        super().__init__(scope, name)
        self.bucket = PrivateBucket(
            self,
            "Bucket",
            access_logs=None,
            lifecycle=[s3.LifecycleRule(expiration=Duration.days(days))],
            # CloudFront delivers its logs as another account, by an access control list
            ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
            filled_by_others=True,
        )
        acknowledge(
            self.bucket, "S1", because="A log of who writes the logs would log itself without end."
        )


class Storage(Construct):
    """Models and drawings."""

    def __init__(
        self, scope: Construct, name: str, *, access_logs: s3.IBucket, drawing_days: int
    ) -> None:
        super().__init__(scope, name)
        self.models = PrivateBucket(
            self,
            "Models",
            access_logs=access_logs,
            versioned=True,
            lifecycle=[_forget_replaced(OLD_MODELS)],
        )
        self.drawings = PrivateBucket(
            self,
            "Drawings",
            access_logs=access_logs,
            kept=True,  # people gave them; no command that removes a stack may lose them
            versioned=True,
            lifecycle=[
                s3.LifecycleRule(prefix="drawings/", expiration=Duration.days(drawing_days)),
                s3.LifecycleRule(prefix="tokens/", expiration=Duration.days(drawing_days)),
                _forget_replaced(DELETED_DRAWINGS),
            ],
        )

    def grant_read_models(self, reader: iam.Role) -> None:
        """Reading, and listing, without which what is not there and what is denied look alike."""
        _grant(reader, ["s3:GetObject"], self.models, MODELS)
        iam.Grant.add_to_principal(
            grantee=reader, actions=["s3:ListBucket"], resource_arns=[self.models.bucket_arn]
        )

    def grant_collect_drawings(self, collector: iam.Role) -> None:
        """Putting and deleting, not reading: the function cannot give away what people drew."""
        _grant(collector, ["s3:PutObject", "s3:DeleteObject"], self.drawings, DRAWINGS)

    def grant_check_tokens(self, collector: iam.Role) -> None:
        """Reading too, but no drawing: a token's object is empty, and its name a hash."""
        actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
        _grant(collector, actions, self.drawings, TOKENS)


def _forget_replaced(after: Duration) -> s3.LifecycleRule:
    """Only what was replaced or deleted: by age, the model in use would go too."""
    return s3.LifecycleRule(
        noncurrent_version_expiration=after,
        expired_object_delete_marker=True,
        abort_incomplete_multipart_upload_after=Duration.days(1),
    )


def _grant(role: iam.Role, actions: list[str], bucket: s3.Bucket, keys: str) -> None:
    arn = bucket.arn_for_objects(keys)
    iam.Grant.add_to_principal(grantee=role, actions=actions, resource_arns=[arn])
    acknowledge(
        role,
        wildcard(bucket, keys),
        because=f"{', '.join(actions)} on one prefix, no more: the names under it are made later.",
    )
