#!/usr/bin/env bash
# Puts the vendor's Python, Go and Java clients into node_modules/.cache, for the tests of this folder. What cannot be had
# is said and left out, and its test is skipped by name: this script never fails. Run it after `npm ci`, which empties the folder.
set -u
cd "$(dirname "$0")"
cache="$(cd ../.. && pwd)/node_modules/.cache/crossgrant-clients"
mkdir -p "$cache"

have() { command -v "$1" >/dev/null 2>&1; }
try() {
  local name="$1"
  shift
  timeout 300 "$@" >"$cache/$name.log" 2>&1 || echo "could not be had: $name (see $cache/$name.log)"
}

if have python3 && python3 -m pip --version >/dev/null 2>&1; then
  try python python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --upgrade \
    --target "$cache/python" alibabacloud-tea-openapi==0.4.6 aliyun-python-sdk-core==2.16.1
fi
if have go; then
  try go go build -C go -o "$cache/go/clients" .
fi
if have java && have mvn; then
  try java mvn -q -B -f java/pom.xml dependency:copy-dependencies "-DoutputDirectory=$cache/java"
fi
exit 0
