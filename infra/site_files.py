"""The files of `site/` into their bucket, at every deploy."""

from pathlib import Path

from aws_cdk import IgnoreMode, Stack
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment
from constructs import Construct

from infra.acknowledged import (
    BASIC_EXECUTION,
    acknowledge,
    wildcard,
    wildcard_of_assets,
)
from infra.log import Log
from infra.settings import Settings

SITE = Path(__file__).parents[1] / "site"
NOT_FOR_THE_WEB = [".*", "*.md", "*.test.js", "node_modules"]
PATTERNS = IgnoreMode.GIT
PAGE = "index.html"
SHARED = 'property="og:image" content="'

WHAT_COPYING_NEEDS = (
    BASIC_EXECUTION,
    "IAM5[Action::s3:Abort*]",
    "IAM5[Action::s3:DeleteObject*]",
    "IAM5[Action::s3:GetBucket*]",
    "IAM5[Action::s3:GetObject*]",
    "IAM5[Action::s3:List*]",
    "IAM5[Resource::*]",
    "L1",
)


class SiteFiles(Construct):
    """Copies the files and has the CDN forget the old ones."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        bucket: s3.IBucket,
        distribution: cloudfront.IDistribution,
        url: str,
        settings: Settings,
    ) -> None:
        super().__init__(scope, name)
        copying = deployment.BucketDeployment(
            self,
            "Deployment",
            sources=[
                deployment.Source.asset(str(SITE), exclude=NOT_FOR_THE_WEB, ignore_mode=PATTERNS),
                deployment.Source.data(PAGE, page(url)),  # over the one that was just copied
            ],
            destination_bucket=bucket,
            # Keep a file, but ask each time whether it is still that one: without a build step the
            # names do not change with the content.
            cache_control=[deployment.CacheControl.no_cache()],
            prune=False,  # a page that was loaded before the deploy may still ask for its modules
            distribution=distribution,
            distribution_paths=["/*"],
            log_group=Log(self, "Log", days=settings.log_days),
        )
        function = copying.handler_role.node.scope
        assert function, "the role is the function's child"
        acknowledge(
            function,
            *WHAT_COPYING_NEEDS,
            wildcard(bucket, "*"),
            wildcard_of_assets(Stack.of(self)),
            because="CDK's own function, code and rights: it runs during a deploy only, copies "
            "what the CDK uploaded into the site's bucket, and has CloudFront forget the old.",
        )


def page(url: str) -> str:
    """The page, as it is but for the picture beside a link to it, which gets its whole address.

    Who shows such a picture asks for no other, and the files themselves do not know where they
    will be. `url` may be known only during a deploy.
    """
    before, shared, after = (SITE / PAGE).read_text().partition(SHARED)
    return f"{before}{shared}{url}/{after}"
