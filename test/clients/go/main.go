// Three Go clients, each asking who it is, being refused, and signing with a wrong secret. Prints one JSON line per call.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
)

type outcome struct {
	Call    string         `json:"call"`
	Code    string         `json:"code,omitempty"`
	Message string         `json:"message,omitempty"`
	Status  int            `json:"status,omitempty"`
	Advice  string         `json:"advice,omitempty"`
	Body    map[string]any `json:"body,omitempty"`
}

func tell(told outcome) {
	line, err := json.Marshal(told)
	must(err)
	fmt.Println(string(line))
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var (
	endpoint = os.Getenv("ENDPOINT")
	scheme   = os.Getenv("SCHEME")
	share    = map[string]string{"ResourceShareId": "rs-doesnotexist", "ResourceShareName": "a"}
)

// The old SDK, on which the aliyun CLI is built.
func older(label, secret, method, version, action string, query map[string]string) {
	config := sdk.NewConfig().WithScheme(scheme)
	client, err := sdk.NewClientWithOptions("cn-hangzhou", config, credentials.NewAccessKeyCredential("local-network", secret))
	must(err)
	request := requests.NewCommonRequest()
	request.Domain, request.Scheme, request.Method = endpoint, scheme, method
	request.Version, request.ApiName = version, action
	for name, value := range query {
		request.QueryParams[name] = value
	}
	response, err := client.ProcessCommonRequest(request)
	var refused *sdkerrors.ServerError
	if errors.As(err, &refused) {
		tell(outcome{Call: label, Code: refused.ErrorCode(), Message: refused.Message(), Status: refused.HttpStatus(), Advice: refused.Recommend()})
		return
	}
	must(err)
	body := map[string]any{}
	must(json.Unmarshal(response.GetHttpContentBytes(), &body))
	tell(outcome{Call: label, Status: response.GetHttpStatus(), Body: body})
}

// The core of the packages of today; V1 is its signature algorithm "v2".
func todays(label, secret, signature, version, action string, query map[string]string) {
	config := &openapi.Config{
		AccessKeyId:     tea.String("local-network"),
		AccessKeySecret: tea.String(secret),
		Endpoint:        tea.String(endpoint),
		Protocol:        tea.String(scheme),
		RegionId:        tea.String("cn-hangzhou"),
	}
	if signature == "V1" {
		config.SignatureAlgorithm = tea.String("v2")
	}
	client, err := openapi.NewClient(config)
	must(err)
	params := &openapi.Params{
		Action: tea.String(action), Version: tea.String(version), Protocol: tea.String(scheme), Pathname: tea.String("/"),
		Method: tea.String("POST"), AuthType: tea.String("AK"), Style: tea.String("RPC"),
		ReqBodyType: tea.String("formData"), BodyType: tea.String("json"),
	}
	request := &openapi.OpenApiRequest{Query: map[string]*string{}}
	for name, value := range query {
		request.Query[name] = tea.String(value)
	}
	answer, err := client.CallApi(params, request, &dara.RuntimeOptions{})
	var refused *tea.SDKError
	if errors.As(err, &refused) {
		tell(outcome{Call: label, Code: *refused.Code, Message: *refused.Message, Status: *refused.StatusCode})
		return
	}
	must(err)
	tell(outcome{Call: label, Status: 200, Body: answer["body"].(map[string]any)})
}

func main() {
	for _, method := range []string{"GET", "POST"} {
		older("old SDK "+method+" identity", "local-secret", method, "2015-04-01", "GetCallerIdentity", nil)
		older("old SDK "+method+" refused", "local-secret", method, "2020-01-10", "UpdateResourceShare", share)
		older("old SDK "+method+" wrong secret", "guessed", method, "2015-04-01", "GetCallerIdentity", nil)
	}
	for _, signature := range []string{"V3", "V1"} {
		todays(signature+" identity", "local-secret", signature, "2015-04-01", "GetCallerIdentity", nil)
		todays(signature+" refused", "local-secret", signature, "2020-01-10", "UpdateResourceShare", share)
		todays(signature+" wrong secret", "guessed", signature, "2015-04-01", "GetCallerIdentity", nil)
	}
}
