"""The page and the API at one address: CloudFront before the site's bucket and the gateway."""

from aws_cdk import Duration
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra import route
from infra.acknowledged import acknowledge
from infra.private_bucket import PrivateBucket
from infra.settings import Settings
from infra.site_files import SiteFiles
from infra.site_headers import answer_headers, page_headers

TLS_1_2 = cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021
NOT_FOUND = cloudfront.ErrorResponse(
    # S3 says 403 of a file that is not there to whom it does not let list. Only that: error pages
    # are for the API's answers too, whose own 404 must stay JSON, and the function never says 403.
    http_status=403,
    response_http_status=404,
    response_page_path="/404.html",
    ttl=Duration.seconds(10),
)
# What failed may work the next moment: CloudFront would repeat it for ten seconds.
FAILED = [
    cloudfront.ErrorResponse(http_status=status, ttl=Duration.seconds(0))
    for status in (500, 502, 503, 504)
]


class Website(Construct):
    """`distribution` serves the `files` of `site/` and, under `/api/`, the API."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        api_domain: str,
        access_logs: s3.IBucket,
        settings: Settings,
        web_acl_arn: str | None = None,
    ) -> None:
        super().__init__(scope, name)
        self.bucket = PrivateBucket(self, "Site", access_logs=access_logs)
        self.distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment=f"Digitpad ({settings.stage})",
            default_root_object="index.html",
            default_behavior=self._pages(),
            additional_behaviors={f"{route.PREFIX}*": self._api(api_domain)},
            error_responses=[NOT_FOUND, *FAILED],
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            minimum_protocol_version=TLS_1_2 if settings.certificate else None,
            domain_names=[settings.domain] if settings.domain else None,
            certificate=self._certificate(settings.certificate),
            web_acl_id=web_acl_arn,
            log_bucket=access_logs,
            log_file_prefix="cdn/",
            log_includes_cookies=False,
        )
        # Goes first: it writes its log until it is gone, and a bucket goes only where it is empty.
        self.distribution.node.add_dependency(access_logs)
        self._acknowledge(settings)
        self.url = f"https://{settings.domain or self.distribution.distribution_domain_name}"
        self.files = SiteFiles(
            self,
            "Files",
            bucket=self.bucket,
            distribution=self.distribution,
            url=self.url,
            settings=settings,
        )

    def _pages(self) -> cloudfront.BehaviorOptions:
        return cloudfront.BehaviorOptions(
            origin=origins.S3BucketOrigin.with_origin_access_control(self.bucket),
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            response_headers_policy=page_headers(self),
            compress=True,
        )

    def _api(self, domain: str) -> cloudfront.BehaviorOptions:
        return cloudfront.BehaviorOptions(
            origin=origins.HttpOrigin(
                domain,
                protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
                origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
            ),
            # not redirected: a drawing sent in the clear has been sent in the clear
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
            allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
            cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
            # the gateway knows itself by its Host
            origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            response_headers_policy=answer_headers(self),
        )

    def _certificate(self, arn: str | None) -> acm.ICertificate | None:
        return acm.Certificate.from_certificate_arn(self, "Certificate", arn) if arn else None

    def _acknowledge(self, settings: Settings) -> None:
        acknowledge(self.distribution, "CFR1", because="Digits are drawn in every country.")
        if not settings.firewall:
            acknowledge(
                self.distribution,
                "CFR2",
                because="The firewall is an option (-c firewall=true), as it nearly doubles what "
                "a small service costs; the gateway's throttle bounds use without it.",
            )
        if not settings.certificate:
            acknowledge(
                self.distribution,
                "CFR4",
                because="CloudFront's own certificate comes with its own choice of protocols; with "
                "a domain of one's own TLS 1.2 is the least.",
            )
