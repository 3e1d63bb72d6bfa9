"""AWS's list prices as of 2025-11: US dollars, before tax, in us-east-1, viewers in North America.

Written down, not asked for: AWS changes them, and https://aws.amazon.com/SERVICE/pricing/ has
today's. No free tier is taken off; the README names those that there are.
"""

from math import inf

AS_OF = "2025-11"
THOUSAND, MILLION = 1e3, 1e6
TB = 1024  # GB, as CloudFront reckons

Tiers = tuple[tuple[float, float], ...]
"""How many units a month at what price each; the last tier has no end."""

LAMBDA_REQUEST = 0.20 / MILLION
LAMBDA_GB_SECOND = {"x86_64": 0.0000166667, "arm64": 0.0000133334}  # cheaper above 6 billion
HTTP_API_REQUEST: Tiers = ((300 * MILLION, 1.00 / MILLION), (inf, 0.90 / MILLION))  # each 512 KB

CDN_REQUEST = 0.0100 / (10 * THOUSAND)  # HTTPS, of any method
CDN_GB_TO_VIEWERS: Tiers = (
    (10 * TB, 0.085),
    (40 * TB, 0.080),
    (100 * TB, 0.060),
    (350 * TB, 0.040),
    (524 * TB, 0.030),
    (4096 * TB, 0.025),
    (inf, 0.020),
)
CDN_GB_TO_ORIGIN = 0.020  # what is posted; what S3 and the gateway send to CloudFront is free

S3_READ = 0.0004 / THOUSAND
S3_GB_MONTH = 0.023  # the first 50 TB

LOGS_GB_WRITTEN = 0.50  # the first 10 TB
LOGS_GB_MONTH = 0.03
METRIC_MONTH = 0.30  # one's own metric, in the hours in which it is sent
ALARM_MONTH = 0.10
DASHBOARD_MONTH = 3.00
TRACE = 5.00 / MILLION

IMAGE_GB_MONTH = 0.10


def tiered(amount: float, tiers: Tiers) -> float:
    """The price of so many units, the first ones at the first tier's price."""
    dollars = 0.0
    for size, price in tiers:
        taken = min(amount, size)
        dollars += taken * price
        amount -= taken
    return dollars
