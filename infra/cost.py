"""What drawings cost a month, by line of the bill: list prices, without any free tier.

    python -m infra.cost -c architecture=arm64 -c log_days=7

Prices are in `infra.prices`, with their date; assumptions, with their reasons, in `infra.usage`.
Of the settings, memory, architecture and log_days count; options that cost more are named.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from infra import prices, usage
from infra.settings import Settings, WrongSetting
from infra.usage import Month

VOLUMES = (10_000, 1_000_000, 100_000_000)  # drawings a month
SOMEWHERE = {"account": "000000000000", "region": "us-east-1"}  # which the firewall wants to know
NOT_COUNTED = ("firewall", "provisioned", "snapstart")

LINES: Mapping[str, Callable[[Month], float]] = {
    "Lambda, requests": lambda month: month.requests * prices.LAMBDA_REQUEST,
    "Lambda, compute": lambda month: (
        month.gb_seconds * prices.LAMBDA_GB_SECOND[month.settings.architecture]
    ),
    "API Gateway": lambda month: prices.tiered(month.requests, prices.HTTP_API_REQUEST),
    "CloudFront, requests": lambda month: (month.requests + month.page_files) * prices.CDN_REQUEST,
    "CloudFront, transfer": lambda month: (
        prices.tiered(month.gb_down, prices.CDN_GB_TO_VIEWERS)
        + month.gb_up * prices.CDN_GB_TO_ORIGIN
    ),
    "S3, requests": lambda month: month.s3_reads * prices.S3_READ,
    "S3, storage": lambda month: month.gb_of_access_logs * prices.S3_GB_MONTH,
    "CloudWatch, logs": lambda month: (
        month.gb_of_logs * prices.LOGS_GB_WRITTEN + month.gb_of_logs_kept * prices.LOGS_GB_MONTH
    ),
    "CloudWatch, metrics": lambda _: usage.METRICS * prices.METRIC_MONTH,
    "CloudWatch, alarms": lambda _: usage.ALARMS * prices.ALARM_MONTH,
    "CloudWatch, dashboard": lambda _: usage.DASHBOARDS * prices.DASHBOARD_MONTH,
    "X-Ray, traces": lambda month: month.traces * prices.TRACE,
    "ECR, image": lambda _: usage.IMAGE_BYTES / usage.GB * prices.IMAGE_GB_MONTH,
}
"""A line of the bill -> what it comes to, in dollars."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m infra.cost", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "-c",
        "--context",
        type=_pair,
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="a setting, as for a deploy",
    )
    try:
        settings = Settings.from_context(SOMEWHERE | dict(parser.parse_args(arguments).context))
    except WrongSetting as wrong:
        print(f"digitpad: {wrong}", file=sys.stderr)
        return 1
    print(table(settings))
    if more := [name for name in NOT_COUNTED if getattr(settings, name)]:
        print(f"not counted, and not free: {', '.join(more)}", file=sys.stderr)
    return 0


def table(settings: Settings) -> str:
    """The bill of each volume, as the README shows it."""
    months = [Month(drawings, settings) for drawings in VOLUMES]
    titles = [f"{drawings:,} drawings" for drawings in VOLUMES]
    totals = [total(month) for month in months]
    rows = {name: [line(month) for month in months] for name, line in LINES.items()}
    rows["**total**"] = totals
    rows["per million drawings"] = [
        dollars / drawings * 1e6 for dollars, drawings in zip(totals, VOLUMES, strict=True)
    ]
    head = [
        _row(f"US dollars, {prices.AS_OF}", titles),
        f"|{'-' * 23}|" + f"{'-' * 21}:|" * len(VOLUMES),
    ]
    return "\n".join(head + [_row(n, [f"{d:,.2f}" for d in row]) for n, row in rows.items()])


def total(month: Month) -> float:
    """All lines of a month."""
    return sum(line(month) for line in LINES.values())


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {name:<21} |" + "".join(f" {cell:>20} |" for cell in cells)


def _pair(text: str) -> tuple[str, str]:
    key, separator, value = text.partition("=")
    if separator:
        return key, value
    raise argparse.ArgumentTypeError(f"{text!r} is not like memory=1024")


if __name__ == "__main__":
    sys.exit(main())
