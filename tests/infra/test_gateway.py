import threading
from typing import Any

import pytest

from infra.localhost.function import Function, Handler
from infra.localhost.gateway import MAX_BODY, Gateway
from infra.localhost.messages import Request
from infra.localhost.throttle import TokenBucket

ASK = Request("GET", "/api/x")


def gateway(handler: Handler, *, burst: int = 100, **function: float) -> Gateway:
    return Gateway(Function(handler, **function), throttle=TokenBucket(rate=0, burst=burst))


def size_of_body(event: dict[str, Any], context: Any) -> str:
    return str(len(event.get("body", "")))


def test_the_function_gets_the_event_and_a_context_as_lambda_gives_it() -> None:
    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        same_id = event["requestContext"]["requestId"] == context.aws_request_id
        name_in_arn = context.invoked_function_arn.endswith(context.function_name)
        left = 0 < context.get_remaining_time_in_millis() <= 29_000
        return {"statusCode": 200 if same_id and name_in_arn and left else 500}

    assert gateway(handler)(ASK).status == 200


def test_each_answer_names_its_request() -> None:
    handler = gateway(lambda event, context: {"statusCode": 200, "body": context.aws_request_id})
    first, second = handler(ASK), handler(ASK)
    assert dict(first.headers)["apigw-requestid"].encode() == first.body
    assert first.body != second.body


def test_a_body_of_just_the_limit_reaches_the_function() -> None:
    text = (("Content-Type", "text/plain"),)
    request = Request("POST", "/api/x", "", text, b"7" * MAX_BODY)
    assert gateway(size_of_body)(request).body == b'"10485760"'


def test_one_byte_more_is_refused_by_the_gateway() -> None:
    answer = gateway(size_of_body)(Request("POST", "/api/x", body=b"7" * (MAX_BODY + 1)))
    assert (answer.status, answer.body) == (413, b'{"message":"Request Entity Too Large"}')


def test_requests_beyond_the_burst_are_throttled() -> None:
    ask = gateway(size_of_body, burst=2)
    assert [ask(ASK).status for _ in range(3)] == [200, 200, 429]


def test_giving_is_throttled_by_a_bucket_of_its_own() -> None:
    function = Function(size_of_body)
    ask = Gateway(
        function,
        throttle=TokenBucket(rate=0, burst=2),
        giving=TokenBucket(rate=0, burst=1),
    )
    give, take_back = Request("POST", "/api/drawings"), Request("DELETE", "/api/drawings/7")
    assert [ask(give).status for _ in range(2)] == [200, 429]
    assert [ask(take_back).status for _ in range(3)] == [200, 200, 429]


def test_the_bucket_fills_again_but_never_over_its_brim() -> None:
    now = 0.0
    bucket = TokenBucket(rate=2, burst=3, clock=lambda: now)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    now = 0.5
    assert [bucket.take() for _ in range(2)] == [True, False]
    now = 1000
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]


@pytest.mark.parametrize("error", [ValueError("secret"), SystemExit(3), MemoryError()])
def test_a_function_that_raises_is_a_500_that_tells_nothing(error: BaseException) -> None:
    def handler(event: dict[str, Any], context: Any) -> None:
        raise error

    answer = gateway(handler)(ASK)
    assert (answer.status, answer.body) == (500, b'{"message":"Internal Server Error"}')


def test_the_trace_of_what_a_function_raised_is_in_the_log(
    capfd: pytest.CaptureFixture[str],
) -> None:
    gateway(lambda event, context: 1 / 0)(ASK)
    assert "ZeroDivisionError" in capfd.readouterr().err


@pytest.mark.parametrize("result", [b"bytes", {"statusCode": 200, "body": 7}, "7" * 7_000_000])
def test_a_result_that_lambda_or_the_gateway_cannot_carry_is_a_500(result: Any) -> None:
    assert gateway(lambda event, context: result)(ASK).status == 500


def test_a_function_serves_again_after_it_raised() -> None:
    results = iter([ValueError(), "fine"])

    def handler(event: dict[str, Any], context: Any) -> Any:
        result = next(results)
        if isinstance(result, Exception):
            raise result
        return result

    ask = gateway(handler)
    assert [ask(ASK).status for _ in range(2)] == [500, 200]


def test_a_function_that_overruns_has_failed_and_is_busy_until_it_is_done() -> None:
    done = threading.Event()
    ask = gateway(lambda event, context: done.wait(10), timeout=0.05, patience=0.05)
    assert ask(ASK).status == 500  # it overruns
    answer = ask(ASK)  # it is still at the first
    assert (answer.status, answer.body) == (503, b'{"message":"Service Unavailable"}')
    done.set()
    statuses = (ask(ASK).status for _ in range(100))
    assert 200 in statuses


def test_requests_at_the_same_time_take_turns() -> None:
    at_work = threading.Semaphore(1)

    def handler(event: dict[str, Any], context: Any) -> bool:
        alone = at_work.acquire(blocking=False)
        threading.Event().wait(0.01)
        at_work.release()
        return alone

    ask, bodies = gateway(handler), []
    threads = [threading.Thread(target=lambda: bodies.append(ask(ASK).body)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == [b"true"] * 5
