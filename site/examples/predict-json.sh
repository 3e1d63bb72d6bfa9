#!/bin/sh
# The same with the picture in JSON, as a data URL: sh predict-json.sh [PICTURE], a PNG.
BASE=${DIGITPAD:-http://localhost:8000}

printf '{"image": "data:image/png;base64,%s"}' "$(base64 < "${1:-47.png}" | tr -d '\n')" |
  curl --silent --show-error --fail-with-body "$BASE/api/predict" \
    --header 'Content-Type: application/json' --data-binary @-
