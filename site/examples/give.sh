#!/bin/sh
# Gives a drawing for training: sh give.sh [PICTURE LABEL], a PNG of one digit, and which it is.
BASE=${DIGITPAD:-http://localhost:8000}

printf '{"image": "data:image/png;base64,%s", "label": "%s"}' \
  "$(base64 < "${1:-7.png}" | tr -d '\n')" "${2:-7}" |
  curl --silent --show-error --fail-with-body "$BASE/api/drawings" \
    --header 'Content-Type: application/json' --data-binary @-
