#!/bin/sh
# Takes a drawing back: sh take-back.sh ID TOKEN, which came when it was given.
BASE=${DIGITPAD:-http://localhost:8000}

curl --silent --show-error --fail-with-body "$BASE/api/drawings/$1" \
  --request DELETE --header "Authorization: Bearer $2"
