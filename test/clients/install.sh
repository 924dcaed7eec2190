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
  pip() {
    try "$1" python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --upgrade \
      --target "$cache/python" alibabacloud-tea-openapi==0.4.6 "${@:2}"
  }
  pip python aliyun-python-sdk-core==2.16.1
  pip python-products alibabacloud_resourcesharing20200110==2.2.2 alibabacloud_expressconnectrouter20230901==4.1.3 \
    alibabacloud_vpc20160428==7.2.2 alibabacloud_ram20150501==1.3.0 alibabacloud_sts20150401==1.2.0
fi
if have go; then
  try go go build -C go -o "$cache/go/clients" .
  try go-sharing go build -C go -o "$cache/go/sharing" ./sharing
  try go-routing go build -C go -o "$cache/go/routing" ./routing
  # Its modules are not in every proxy, so it is a module of its own; sums are written beside the copy of its go.mod.
  cp go/todays-sharing/go.mod "$cache/go-todays-sharing.mod"
  try go-todays-sharing go build -C go/todays-sharing -mod=mod -modfile="$cache/go-todays-sharing.mod" -o "$cache/go/todays-sharing" .
fi
if have java && have mvn; then
  try java mvn -q -B -f java/pom.xml dependency:copy-dependencies "-DoutputDirectory=$cache/java"
  for product in resourcesharing20200110:2.2.2 expressconnectrouter20230901:4.1.3; do
    try "java-${product%:*}" mvn -q -B dependency:copy "-Dartifact=com.aliyun:$product" "-DoutputDirectory=$cache/java"
  done
fi
exit 0
