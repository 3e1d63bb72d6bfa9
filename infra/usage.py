"""What a month of drawings uses of AWS: assumptions, each with its reason, and what follows.

Measured, where it says so, with the page of this repository in Chromium on ten drawn digits.
"""

from dataclasses import dataclass
from math import ceil

from infra.settings import Settings

GB = 2**30  # bytes
DAYS = 30
SECONDS = DAYS * 24 * 3600

# The page
REQUESTS_A_DRAWING = (
    2  # a drawing: the page asks after every stroke, and numbers have more than one
)
DRAWINGS_A_VISIT = 5  # a guess: nobody has been counted
PAGE_FILES = 39  # measured: requests that load the page
PAGE_BYTES = 88_000  # measured: 60,500 compressed, and 700 of headers each
UP_BYTES = 11_600  # measured: PNGs of 6,000 to 12,000, some in JSON with strokes, and headers
DOWN_BYTES = 5_700  # measured: an answer of 5,050, two thirds of it heat map, and its headers

# The function
WARM_MS = 15  # `make bench`: 5.3 for the page's size; a vCPU is slower, how much is a guess
COLD_MS = 1000  # to start: 213 by `make bench`, the rest a guess at what Lambda adds
COLD_SHARE = 0.01  # AWS sees fewer; a service asked now and then has more, which are cents
WHOLE_CPU = 1769  # MB of memory that come with a whole vCPU; with less all takes longer

# What is written down of a request
EVENTS = 6  # START, END, REPORT, the function's line, its metrics, the gateway's line
EVENT_BYTES = 26  # with which CloudWatch reckons each event beside its text
FUNCTION_LOG_BYTES = 610  # measured: its line and its metrics
PLATFORM_LOG_BYTES = 270  # START, END and REPORT, by the form that AWS documents
GATEWAY_LOG_BYTES = 290  # the gateway's line, by the format that it is given
CDN_LOG_BYTES = 100  # a line in a compressed file; an estimate
S3_LOG_BYTES = 700  # a line in a file that is not compressed; an estimate
TRACED = 0.05  # by AWS's rule: of each second the first request, and a twentieth of the others

# What is there without being used
METRICS = 20  # at most: ten, and one for each reason to refuse; one never sent costs nothing
ALARMS = 10  # priced by the metric: seven alarms, two of them on the sum of two or three
DASHBOARDS = 1
IMAGE_BYTES = 0.25 * GB  # 54 MB of ours, compressed, measured; the base about 200 MB, an estimate
INSTANCES = 10  # at most, of the function, each of which looks for another model once a minute
MODEL_OBJECTS = 3  # read at a cold start: the pointer, the manifest, the model


@dataclass(frozen=True)
class Month:
    """So many drawings, read by a deployment with these settings."""

    drawings: int
    settings: Settings

    @property
    def requests(self) -> float:
        """To the API."""
        return self.drawings * REQUESTS_A_DRAWING

    @property
    def visits(self) -> float:
        """Loads of the page."""
        return self.drawings / DRAWINGS_A_VISIT

    @property
    def page_files(self) -> float:
        """Requests for the page and what it is made of."""
        return self.visits * PAGE_FILES

    @property
    def gb_up(self) -> float:
        """From CloudFront to the gateway."""
        return self.requests * UP_BYTES / GB

    @property
    def gb_down(self) -> float:
        """From CloudFront to the people: answers and pages."""
        return (self.requests * DOWN_BYTES + self.visits * PAGE_BYTES) / GB

    @property
    def cold_starts(self) -> float:
        """Requests that wait for a new instance."""
        return self.requests * COLD_SHARE

    @property
    def gb_seconds(self) -> float:
        """Of the function, as Lambda bills them."""
        slower = max(1.0, WHOLE_CPU / self.settings.memory)
        warm, cold = ceil(WARM_MS * slower), ceil(COLD_MS * slower)
        seconds = (self.requests * warm + self.cold_starts * cold) / 1000
        return seconds * self.settings.memory / 1024

    @property
    def s3_reads(self) -> float:
        """At most: CloudFront asks for a file after a second, an instance for the pointer after a
        minute."""
        looks = min(self.requests, INSTANCES * SECONDS / 60)
        return self.page_files + looks + self.cold_starts * MODEL_OBJECTS

    @property
    def gb_of_access_logs(self) -> float:
        """In the bucket at any time: CloudFront's and S3's, which AWS delivers for nothing."""
        cdn = (self.requests + self.page_files) * CDN_LOG_BYTES
        return (cdn + self.s3_reads * S3_LOG_BYTES) / GB * self._months_kept

    @property
    def gb_of_logs(self) -> float:
        """Written to CloudWatch."""
        texts = FUNCTION_LOG_BYTES + PLATFORM_LOG_BYTES + GATEWAY_LOG_BYTES
        return self.requests * (texts + EVENTS * EVENT_BYTES) / GB

    @property
    def gb_of_logs_kept(self) -> float:
        """In CloudWatch at any time, at most: it keeps them compressed."""
        return self.gb_of_logs * self._months_kept

    @property
    def traces(self) -> float:
        """At most: as if the requests came one by one."""
        first = min(self.requests, SECONDS)
        return first + TRACED * (self.requests - first)

    @property
    def _months_kept(self) -> float:
        return self.settings.log_days / DAYS
