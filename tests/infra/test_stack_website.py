import json
from mimetypes import MimeTypes
from pathlib import Path

import pytest

from infra.headers import SECURITY_HEADERS
from infra.localhost.pages import CONTENT_TYPES
from tests.infra.stacks import CERTIFICATE, ROOT, Properties, Stack

DISTRIBUTION = "AWS::CloudFront::Distribution"
HEADERS = "AWS::CloudFront::ResponseHeadersPolicy"
# Policies that AWS keeps; https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac"


def config(stack: Stack) -> Properties:
    configured: Properties = stack.one(DISTRIBUTION)["DistributionConfig"]
    return configured


def api(stack: Stack) -> Properties:
    (behaviour,) = config(stack)["CacheBehaviors"]
    assert behaviour["PathPattern"] == "/api/*"
    return dict(behaviour)


def origin(stack: Stack, behaviour: Properties) -> Properties:
    (found,) = (o for o in config(stack)["Origins"] if o["Id"] == behaviour["TargetOriginId"])
    return dict(found)


def headers(stack: Stack, behaviour: Properties) -> dict[str, str]:
    """What CloudFront adds to an answer, name -> value."""
    policy = stack.all(HEADERS)[behaviour["ResponseHeadersPolicyId"]["Ref"]]
    policy = policy["ResponseHeadersPolicyConfig"]
    security = policy["SecurityHeadersConfig"]
    found = {
        i["Header"]: i["Value"] for i in policy.get("CustomHeadersConfig", {}).get("Items", [])
    }
    if csp := security.get("ContentSecurityPolicy"):
        found["Content-Security-Policy"] = csp["ContentSecurityPolicy"]
    if referrer := security.get("ReferrerPolicy"):
        found["Referrer-Policy"] = referrer["ReferrerPolicy"]
    if "ContentTypeOptions" in security:
        found["X-Content-Type-Options"] = "nosniff"
    if https := security.get("StrictTransportSecurity"):
        found["Strict-Transport-Security"] = f"max-age={https['AccessControlMaxAgeSec']}"
    return found


def test_the_api_is_never_cached_and_gets_all_but_the_host(plain: Stack) -> None:
    behaviour = api(plain)
    assert behaviour["CachePolicyId"] == CACHING_DISABLED
    assert behaviour["OriginRequestPolicyId"] == ALL_VIEWER_EXCEPT_HOST_HEADER
    methods = {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"}
    assert set(behaviour["AllowedMethods"]) == methods


def test_the_api_is_asked_by_https_on_both_sides(plain: Stack) -> None:
    assert api(plain)["ViewerProtocolPolicy"] == "https-only"
    gateway = origin(plain, api(plain))["CustomOriginConfig"]
    assert gateway == {"OriginProtocolPolicy": "https-only", "OriginSSLProtocols": ["TLSv1.2"]}


def test_pages_are_compressed_cached_and_redirected_to_https(plain: Stack) -> None:
    pages = config(plain)["DefaultCacheBehavior"]
    assert pages["Compress"] is True
    assert pages["CachePolicyId"] == CACHING_OPTIMIZED
    assert pages["ViewerProtocolPolicy"] == "redirect-to-https"
    assert config(plain)["HttpVersion"] == "http2and3"
    assert config(plain)["DefaultRootObject"] == "index.html"


def test_only_the_distribution_reads_the_sites_bucket(plain: Stack) -> None:
    bucket = origin(plain, config(plain)["DefaultCacheBehavior"])
    assert bucket["OriginAccessControlId"]
    access = plain.one("AWS::CloudFront::OriginAccessControl")["OriginAccessControlConfig"]
    assert (access["SigningBehavior"], access["SigningProtocol"]) == ("always", "sigv4")
    (allowed,) = (
        statement
        for statement in plain.one("AWS::S3::BucketPolicy", "Website")["PolicyDocument"][
            "Statement"
        ]
        if statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    )
    assert allowed["Action"] == "s3:GetObject"
    assert "WebsiteDistribution" in json.dumps(
        allowed["Condition"]["StringEquals"]["AWS:SourceArn"]
    )


def test_the_page_gets_every_security_header_and_hsts(plain: Stack) -> None:
    sent = headers(plain, config(plain)["DefaultCacheBehavior"])
    assert sent == {**SECURITY_HEADERS, "Strict-Transport-Security": "max-age=31536000"}


def test_the_apis_answers_get_only_the_headers_that_are_not_about_pages(plain: Stack) -> None:
    assert headers(plain, api(plain)) == {
        "X-Content-Type-Options": "nosniff",
        "Strict-Transport-Security": "max-age=31536000",
    }


def test_a_missing_file_is_the_404_page_and_no_answer_of_the_api_is(plain: Stack) -> None:
    errors = config(plain)["CustomErrorResponses"]
    paged = [error for error in errors if "ResponsePagePath" in error]
    assert [(e["ErrorCode"], e["ResponseCode"], e["ResponsePagePath"]) for e in paged] == [
        (403, 404, "/404.html")
    ]
    assert (ROOT / "site" / "404.html").is_file()


def test_a_failure_is_not_remembered(plain: Stack) -> None:
    errors = config(plain)["CustomErrorResponses"]
    remembered = {error["ErrorCode"]: error["ErrorCachingMinTTL"] for error in errors}
    assert [remembered[status] for status in (500, 502, 503, 504)] == [0, 0, 0, 0]


def test_access_is_logged_without_cookies(plain: Stack) -> None:
    log = config(plain)["Logging"]
    assert log["Bucket"]["Fn::GetAtt"][0].startswith("AccessLogs")
    assert (log["Prefix"], log["IncludeCookies"]) == ("cdn/", False)
    ownership = plain.one("AWS::S3::Bucket", "AccessLogs")["OwnershipControls"]["Rules"]
    assert ownership == [{"ObjectOwnership": "BucketOwnerPreferred"}]  # or CloudFront cannot


def after(stack: Stack, name: str) -> set[str]:
    """All that is made before a resource, and goes after it."""
    resource = stack.template["Resources"][name]
    asked = resource.get("DependsOn", [])
    return set(asked if isinstance(asked, list) else [asked])


def test_what_writes_the_access_log_goes_before_the_log_is_emptied(plain: Stack) -> None:
    """Or the bucket is not empty when it is to go, and the stack stays half destroyed."""
    (distribution,) = plain.all(DISTRIBUTION)
    (emptied,) = (n for n in plain.all("Custom::S3AutoDeleteObjects") if n.startswith("AccessLogs"))
    assert emptied in after(plain, distribution)


def test_the_page_is_copied_when_the_new_function_answers(plain: Stack) -> None:
    (copying,) = plain.all("Custom::CDKBucketDeployment")
    assert after(plain, copying) & {*plain.all("AWS::Lambda::Alias")}


def test_files_are_copied_over_the_old_and_revalidated(plain: Stack) -> None:
    copying = plain.one("Custom::CDKBucketDeployment")
    assert copying["Prune"] is False
    assert copying["SystemMetadata"] == {"cache-control": "no-cache"}
    assert copying["DistributionPaths"] == ["/*"]
    assert copying["DistributionId"]["Ref"].startswith("WebsiteDistribution")


def test_what_is_copied_is_the_site(plain: Stack) -> None:
    (copied,) = (d for d in plain.file.parent.glob("asset.*") if (d / "main.js").is_file())
    names = {str(file.relative_to(copied)) for file in copied.rglob("*")}
    assert names == {str(f.relative_to(ROOT / "site")) for f in (ROOT / "site").rglob("*")}


def test_the_picture_beside_a_link_has_the_sites_address(full: Stack) -> None:
    """A page that is shared is looked at by machines that take no relative address."""
    (copied,) = (
        page
        for page in full.file.parent.glob("asset.*/index.html")
        if not (page.parent / "main.js").exists()
    )
    shared = 'property="og:image" content="https://digits.example/share.png"'
    assert shared in copied.read_text()
    source = (ROOT / "site" / "index.html").read_text()
    assert copied.read_text().replace("https://digits.example/", "") == source


def test_an_address_that_only_the_deploy_knows_is_put_in_then(plain: Stack) -> None:
    copying = plain.one("Custom::CDKBucketDeployment")
    whole, page = copying["SourceMarkers"]
    assert whole == {}
    ((_, address),) = page.items()
    assert address["Fn::GetAtt"][0].startswith("WebsiteDistribution")
    assert len(copying["SourceObjectKeys"]) == 2


@pytest.mark.usefixtures("synth")
def test_what_is_not_for_the_web_is_not_copied(tmp_path: Path) -> None:
    """The patterns, on files such as a developer might leave in `site/`."""
    from aws_cdk import App, Stack
    from aws_cdk.aws_s3_assets import Asset

    from infra.site_files import NOT_FOR_THE_WEB, PATTERNS

    for name in ("index.html", "pen.test.js", "notes.md", ".env", "a/.DS_Store", "a/pen.js"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).touch()
    app = App(outdir=str(tmp_path / "out"))
    asset = Asset(
        Stack(app, "Stack"),
        "Site",
        path=str(tmp_path / "site"),
        exclude=NOT_FOR_THE_WEB,
        ignore_mode=PATTERNS,
    )
    copied = Path(app.outdir) / asset.asset_path
    names = {str(f.relative_to(copied)) for f in copied.rglob("*") if f.is_file()}
    assert names == {"index.html", "a/pen.js"}


def test_every_file_gets_the_type_that_a_browser_insists_on() -> None:
    """The CDK's function copies with the AWS CLI, which goes by Python's own table."""
    guess = MimeTypes(filenames=())
    for file in (ROOT / "site").rglob("*.*"):
        expected = CONTENT_TYPES[file.suffix].partition(";")[0]
        guessed, _ = guess.guess_type(file.name)
        assert guessed in {expected, expected.replace("text/java", "application/java")}, file


def test_without_a_domain_the_distributions_own_name_is_the_sites(plain: Stack) -> None:
    assert "Aliases" not in config(plain)
    url = plain.template["Outputs"]["SiteUrl"]["Value"]["Fn::Join"][1]
    assert (url[0], url[1]["Fn::GetAtt"][1]) == ("https://", "DomainName")


def test_a_domain_comes_with_its_certificate_and_modern_tls(full: Stack) -> None:
    assert config(full)["Aliases"] == ["digits.example"]
    assert config(full)["ViewerCertificate"] == {
        "AcmCertificateArn": CERTIFICATE,
        "MinimumProtocolVersion": "TLSv1.2_2021",
        "SslSupportMethod": "sni-only",
    }
    assert full.template["Outputs"]["SiteUrl"]["Value"] == "https://digits.example"
