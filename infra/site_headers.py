"""The headers that CloudFront adds: `infra.headers`, and that the site is to be asked by HTTPS."""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_cloudfront as cloudfront
from constructs import Construct

from infra.headers import SECURITY_HEADERS

# Not for subdomains: a domain of one's own may have neighbours that are not ours.
HTTPS_ONLY = cloudfront.ResponseHeadersStrictTransportSecurity(
    access_control_max_age=Duration.days(365), override=True
)
NO_SNIFFING = cloudfront.ResponseHeadersContentTypeOptions(override=True)

# CloudFront has fields of their own for these and refuses them among the others.
CSP, REFERRER, SNIFFING = "Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"


def page_headers(scope: Construct) -> cloudfront.ResponseHeadersPolicy:
    """For the site's files: all of them."""
    others = {k: v for k, v in SECURITY_HEADERS.items() if k not in (CSP, REFERRER, SNIFFING)}
    return cloudfront.ResponseHeadersPolicy(
        scope,
        "PageHeaders",
        comment="What the page may do",
        security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
            content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                content_security_policy=SECURITY_HEADERS[CSP], override=True
            ),
            content_type_options=NO_SNIFFING,
            referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                referrer_policy=cloudfront.HeadersReferrerPolicy.NO_REFERRER, override=True
            ),
            strict_transport_security=HTTPS_ONLY,
        ),
        custom_headers_behavior=_custom(others),
    )


def answer_headers(scope: Construct) -> cloudfront.ResponseHeadersPolicy:
    """For the API's answers: what holds for everything. The rest is about pages."""
    return cloudfront.ResponseHeadersPolicy(
        scope,
        "AnswerHeaders",
        comment="What holds for answers of the API",
        security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
            content_type_options=NO_SNIFFING, strict_transport_security=HTTPS_ONLY
        ),
    )


def _custom(headers: Mapping[str, str]) -> cloudfront.ResponseCustomHeadersBehavior:
    return cloudfront.ResponseCustomHeadersBehavior(
        custom_headers=[
            cloudfront.ResponseCustomHeader(header=name, value=value, override=True)
            for name, value in headers.items()
        ]
    )
