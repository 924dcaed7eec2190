"""The core of the generated Python packages: V3, and V1 on request. Prints one JSON line per call."""

import json
import os

from alibabacloud_tea_openapi import models
from alibabacloud_tea_openapi.client import Client
from alibabacloud_tea_util.models import RuntimeOptions


def client(**more):
    settings = dict(
        endpoint=os.environ["ENDPOINT"],
        protocol=os.environ["SCHEME"],
        region_id="cn-hangzhou",
        access_key_id="local-network",
        access_key_secret="local-secret",
    )
    if os.environ["SCHEME"] == "HTTPS":
        settings["ca"] = os.environ["CA_FILE"]
    return Client(models.Config(**{**settings, **more}))


def call(label, made, action, version, query):
    params = models.Params(
        action=action,
        version=version,
        protocol=os.environ["SCHEME"],
        pathname="/",
        method="POST",
        auth_type="AK",
        style="RPC",
        req_body_type="formData",
        body_type="json",
    )
    try:
        answer = made.call_api(params, models.OpenApiRequest(query=query), RuntimeOptions())
        told = {"body": answer["body"]}
    except Exception as error:
        if not hasattr(error, "code"):
            raise
        told = {"code": error.code, "message": error.message}
    print(json.dumps({"call": label, **told}))


for signature in ("V3", "V1"):
    more = {"signature_algorithm": "v2"} if signature == "V1" else {}
    call(f"{signature} identity", client(**more), "GetCallerIdentity", "2015-04-01", {})
    share = {"ResourceShareId": "rs-doesnotexist", "ResourceShareName": "a"}
    call(f"{signature} refused", client(**more), "UpdateResourceShare", "2020-01-10", share)
    wrong = client(access_key_secret="guessed", **more)
    call(f"{signature} wrong secret", wrong, "GetCallerIdentity", "2015-04-01", {})
