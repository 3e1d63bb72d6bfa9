#!/bin/sh
# Reads the number in a picture: sh predict.sh [PICTURE], a PNG. Needs curl.
BASE=${DIGITPAD:-http://localhost:8000}

curl --silent --show-error --fail-with-body "$BASE/api/predict" \
  --header 'Content-Type: image/png' --data-binary "@${1:-47.png}"
