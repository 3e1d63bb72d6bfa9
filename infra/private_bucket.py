"""The promises that every bucket of ours keeps, made once."""

from collections.abc import Sequence

from aws_cdk import RemovalPolicy
from aws_cdk import aws_s3 as s3
from constructs import Construct


class PrivateBucket(s3.Bucket):
    """Closed to the public, encrypted, TLS only; removed with its stack, full or not, or kept."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        access_logs: s3.IBucket | None,
        kept: bool = False,
        versioned: bool = False,
        lifecycle: Sequence[s3.LifecycleRule] = (),
        ownership: s3.ObjectOwnership = s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        filled_by_others: bool = False,
    ) -> None:
        """`access_logs` takes a line for each request to the bucket.

        What empties a bucket before it goes forbids writing to it, by its policy. One that is
        `filled_by_others`, for hours perhaps, keeps that policy until both go.
        """
        # kept, but not where its creation failed: nothing is in it then
        removal = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE if kept else RemovalPolicy.DESTROY
        super().__init__(
            scope,
            name,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            versioned=versioned,
            lifecycle_rules=list(lifecycle),
            object_ownership=ownership,
            server_access_logs_bucket=access_logs,
            server_access_logs_prefix=f"s3/{name.lower()}/" if access_logs else None,
            removal_policy=removal,
            auto_delete_objects=not kept,
        )
        assert self.policy, "TLS is enforced by a policy"
        self.policy.apply_removal_policy(RemovalPolicy.RETAIN if filled_by_others else removal)
