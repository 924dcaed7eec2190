"""The older Python core: V1, GET and POST. Prints one JSON line per call."""

import json
import os

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest


def call(label, secret, method, version, action, query):
    verify = os.environ["CA_FILE"] if os.environ["SCHEME"] == "HTTPS" else None
    client = AcsClient("local-network", secret, "cn-hangzhou", verify=verify)
    request = CommonRequest()
    request.set_domain(os.environ["ENDPOINT"])
    request.set_protocol_type(os.environ["SCHEME"].lower())
    request.set_method(method)
    request.set_version(version)
    request.set_action_name(action)
    for name, value in query.items():
        request.add_query_param(name, value)
    try:
        told = {"body": json.loads(client.do_action_with_exception(request))}
    except ServerException as error:
        told = {"code": error.get_error_code(), "message": error.get_error_msg()}
    print(json.dumps({"call": label, **told}))


for method in ("GET", "POST"):
    call(f"{method} identity", "local-secret", method, "2015-04-01", "GetCallerIdentity", {})
    share = {"ResourceShareId": "rs-doesnotexist", "ResourceShareName": "a"}
    call(f"{method} refused", "local-secret", method, "2020-01-10", "UpdateResourceShare", share)
    call(f"{method} wrong secret", "guessed", method, "2015-04-01", "GetCallerIdentity", {})
