"""`make cost`: the arithmetic against sums done by hand, the assumptions against what is here."""

import gzip
import json
import re
from pathlib import Path

import pytest

from infra import prices, usage
from infra.api_stage import ACCESS_LOG
from infra.cost import LINES, VOLUMES, main, table, total
from infra.prices import tiered
from infra.settings import Settings
from infra.usage import Month
from lambda_fn.problems import PROBLEMS
from tests.infra.stacks import Stack
from tests.infra.test_local import ask, started

ROOT = Path(__file__).parents[2]
MILLION = Month(1_000_000, Settings())

BY_HAND = {
    # 2,000,000 requests at 0.20 a million
    "Lambda, requests": 0.40,
    # 2,000,000 x 15 ms + 20,000 x 1 s = 50,000 s; x 1769/1024 GB = 86,377 GB-s at 0.0000166667
    "Lambda, compute": 1.44,
    # 2,000,000 at 1.00 a million
    "API Gateway": 2.00,
    # 2,000,000, and 200,000 visits x 39 files: 9,800,000 at 0.01 for ten thousand
    "CloudFront, requests": 9.80,
    # down 2,000,000 x 5700 + 200,000 x 88,000 = 29.0e9 bytes = 27.008 GB at 0.085: 2.296
    # up 2,000,000 x 11,600 = 23.2e9 bytes = 21.607 GB at 0.02: 0.432
    "CloudFront, transfer": 2.73,
    # files 7,800,000, looks 10 x 43,200 minutes, cold 20,000 x 3: 8,292,000 at 0.4 a million
    "S3, requests": 3.32,
    # 9,800,000 x 100 + 8,292,000 x 700 = 6.7844e9 bytes = 6.318 GB at 0.023
    "S3, storage": 0.15,
    # 2,000,000 x (610 + 270 + 290 + 6 x 26) = 2.652e9 bytes = 2.470 GB at 0.50 and at 0.03
    "CloudWatch, logs": 1.31,
    # 20 at 0.30
    "CloudWatch, metrics": 6.00,
    # 10 at 0.10
    "CloudWatch, alarms": 1.00,
    "CloudWatch, dashboard": 3.00,
    # fewer requests than a month has seconds: each may be traced, 2,000,000 at 5 a million
    "X-Ray, traces": 10.00,
    # 0.25 GB at 0.10
    "ECR, image": 0.03,
}


@pytest.mark.parametrize(("line", "dollars"), BY_HAND.items())
def test_a_million_drawings_cost_what_a_sum_by_hand_says(line: str, dollars: float) -> None:
    assert LINES[line](MILLION) == pytest.approx(dollars, abs=0.0051)


def test_no_line_is_without_a_sum_by_hand() -> None:
    assert set(LINES) == set(BY_HAND)
    assert total(MILLION) == pytest.approx(sum(BY_HAND.values()), abs=0.05)


def test_a_tier_holds_for_what_is_in_it_alone() -> None:
    assert tiered(400e6, prices.HTTP_API_REQUEST) == pytest.approx(300 + 90)
    assert tiered(0, prices.HTTP_API_REQUEST) == 0
    # 60 TB: 10 at 0.085, 40 at 0.080, 10 at 0.060
    dollars = 10_240 * 0.085 + 40_960 * 0.080 + 10_240 * 0.060
    assert tiered(61_440, prices.CDN_GB_TO_VIEWERS) == pytest.approx(dollars)


def test_above_a_request_a_second_a_twentieth_is_traced() -> None:
    # 2,592,000 seconds, and a twentieth of the other 197,408,000 requests
    assert Month(100_000_000, Settings()).traces == pytest.approx(12_462_400)


def test_less_memory_takes_longer_and_costs_the_same() -> None:
    small = Month(1_000_000, Settings(memory=885))
    assert small.gb_seconds == pytest.approx(MILLION.gb_seconds, rel=0.01)


def test_more_memory_than_a_vcpu_buys_nothing() -> None:
    large = Month(1_000_000, Settings(memory=2 * 1769))
    assert large.gb_seconds == pytest.approx(2 * MILLION.gb_seconds)


def test_arm_is_a_fifth_cheaper() -> None:
    arm = Month(1_000_000, Settings(architecture="arm64"))
    assert LINES["Lambda, compute"](arm) == pytest.approx(0.8 * 1.44, abs=0.005)


def test_logs_kept_for_three_months_fill_three_times_the_space() -> None:
    quarter = Month(1_000_000, Settings(log_days=90))
    assert quarter.gb_of_logs_kept == pytest.approx(3 * MILLION.gb_of_logs_kept)
    assert quarter.gb_of_access_logs == pytest.approx(3 * MILLION.gb_of_access_logs)
    assert quarter.gb_of_logs == MILLION.gb_of_logs


@pytest.mark.parametrize("line", LINES)
def test_no_line_falls_as_drawings_grow(line: str) -> None:
    dollars = [LINES[line](Month(10**power, Settings())) for power in range(12)]
    assert dollars == sorted(dollars)


def test_a_drawing_gets_cheaper_as_drawings_grow() -> None:
    each = [total(Month(10**power, Settings())) / 10**power for power in range(1, 12)]
    assert each == sorted(each, reverse=True)


def test_the_readme_shows_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    printed = capsys.readouterr().out
    assert printed == table(Settings()) + "\n"
    assert printed in (ROOT / "README.md").read_text(), "the README has another table: make cost"


def test_the_table_adds_up() -> None:
    rows = [row.strip("|").split("|") for row in table(Settings()).splitlines()[2:]]
    for column, volume in enumerate(VOLUMES, start=1):
        *lines, in_all, per_million = (float(row[column].replace(",", "")) for row in rows)
        assert in_all == pytest.approx(sum(lines), abs=0.07)  # each is rounded
        assert per_million == pytest.approx(in_all * 1e6 / volume, abs=0.6)


def test_settings_are_given_as_for_a_deploy(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-c", "architecture=arm64", "--context", "memory=512", "-c", "stage=prod"]) == 0
    assert capsys.readouterr().out == table(Settings(architecture="arm64", memory=512)) + "\n"


def test_an_option_that_is_not_counted_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-c", "provisioned=2", "-c", "firewall=true"]) == 0
    assert capsys.readouterr().err == "not counted, and not free: firewall, provisioned\n"


def test_a_wrong_setting_is_said_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-c", "memmory=512"]) == 1
    assert capsys.readouterr() == ("", "digitpad: memmory is no setting: did you mean memory?\n")


# The assumptions need not be exact. They must not become wrong by a third unnoticed.
ABOUT = 1 / 3


def test_a_request_logs_and_answers_as_many_bytes_as_reckoned(tmp_path: Path) -> None:
    log = tmp_path / "function.log"
    seven = (ROOT / "tests" / "seven.png").read_bytes()
    with started(log) as (_, port):
        status, _, answer = ask(
            port, "POST", "/api/predict?explain=1", seven, Content_Type="image/png"
        )
    assert status == 200
    lines = log.read_bytes().splitlines(keepends=True)[-2:]
    assert [b'"message":"read"' in lines[0], b"CloudWatchMetrics" in lines[1]] == [True, True]
    written = sum(map(len, lines))
    assert written == pytest.approx(usage.FUNCTION_LOG_BYTES, rel=ABOUT), "infra/usage.py"
    headers = 650  # the function's and CloudFront's
    assert len(answer) + headers == pytest.approx(usage.DOWN_BYTES, rel=ABOUT), "infra/usage.py"


def test_the_gateway_logs_as_many_bytes_as_reckoned() -> None:
    example = {
        "time": "21/Nov/2026:10:44:17 +0000",
        "id": "JKJaXmPLvHcESHA=",
        "path": "/api/predict",
    }
    line = {"service": "digitpad-prod"} | {name: example.get(name, "200") for name in ACCESS_LOG}
    assert len(json.dumps(line)) == pytest.approx(usage.GATEWAY_LOG_BYTES, rel=ABOUT)


def test_the_page_is_as_many_files_and_bytes_as_reckoned() -> None:
    others = ("developers.html", "developers.css", "copy.js", "examples", "icons", "share.png")
    not_loaded = ("404.html", "openapi.json", *others)
    files = [path for path in (ROOT / "site").iterdir() if path.name not in not_loaded]
    assert len(files) == pytest.approx(usage.PAGE_FILES, rel=ABOUT), "infra/usage.py"
    sent = sum(len(gzip.compress(path.read_bytes())) + 700 for path in files)
    assert sent == pytest.approx(usage.PAGE_BYTES, rel=ABOUT), "infra/usage.py"


def test_as_many_metrics_are_sent_as_reckoned() -> None:
    source = (ROOT / "lambda_fn" / "handler.py").read_text()
    named = set(re.findall(r'add_metric\("(\w+)"', source))
    by_others = 2  # cold starts, by Powertools; what the gateway throttled, by a filter
    sent = len(named) + len(PROBLEMS) + by_others
    assert sent == usage.METRICS, "infra/usage.py"


def test_as_many_alarms_and_dashboards_are_there_as_reckoned(plain: Stack) -> None:
    alarms = plain.all("AWS::CloudWatch::Alarm").values()
    watched = [query for alarm in alarms for query in alarm["Metrics"] if "MetricStat" in query]
    assert len(watched) == usage.ALARMS
    assert len(plain.all("AWS::CloudWatch::Dashboard")) == usage.DASHBOARDS
