// A router that an account outside joins with a VPC and a VBR, and a transit router: Express Connect Router through the core of
// today's packages, VPC and CEN through the old SDK's packages. Prints one JSON document: what each step was told.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/cbn"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/vpc"
)

const region = "cn-hangzhou"

type fields = map[string]any

type told struct {
	Status int    `json:"status"`
	Answer any    `json:"answer,omitempty"`
	Code   string `json:"code,omitempty"`
}

var (
	saw            = map[string]told{}
	owner, outside = routers("network"), routers("partner")
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func with(some fields, more fields) fields {
	all := fields{}
	for _, each := range []fields{some, more} {
		for name, value := range each {
			all[name] = value
		}
	}
	return all
}

// One key of the core of today.
type routerClient struct{ core *openapi.Client }

func routers(alias string) routerClient {
	core, err := openapi.NewClient(&openapi.Config{
		AccessKeyId: tea.String("local-" + alias), AccessKeySecret: tea.String("local-secret"), RegionId: tea.String(region),
		Endpoint: tea.String(os.Getenv("ENDPOINT")), Protocol: tea.String(os.Getenv("SCHEME")),
	})
	must(err)
	return routerClient{core}
}

func (client routerClient) call(action string, given fields) (fields, error) {
	params := &openapi.Params{
		Action: tea.String(action), Version: tea.String("2023-09-01"), Protocol: tea.String(os.Getenv("SCHEME")),
		Pathname: tea.String("/"), Method: tea.String("POST"), AuthType: tea.String("AK"), Style: tea.String("RPC"),
		ReqBodyType: tea.String("formData"), BodyType: tea.String("json"),
	}
	request := &openapi.OpenApiRequest{Body: utils.ParseToMap(given)}
	answer, err := client.core.CallApi(params, request, &dara.RuntimeOptions{})
	if err != nil {
		return nil, err
	}
	return answer["body"].(fields), nil
}

// Calls, keeps what came back under the step's name, and gives it on.
func (client routerClient) tell(step, action string, given fields) fields {
	body, err := client.call(action, given)
	if err != nil {
		fmt.Fprintln(os.Stderr, step)
	}
	must(err)
	saw[step] = told{Status: 200, Answer: body}
	return body
}

func (client routerClient) refused(step, action string, given fields) {
	_, err := client.call(action, given)
	var refusal *tea.SDKError
	if !errors.As(err, &refusal) {
		must(fmt.Errorf("%s was not refused: %w", step, err))
	}
	saw[step] = told{Status: tea.IntValue(refusal.StatusCode), Code: tea.StringValue(refusal.Code)}
}

// The same through the old SDK.
func older[Q requests.AcsRequest, R interface{ GetHttpStatus() int }](step string, call func(Q) (R, error), request Q) R {
	request.SetDomain(os.Getenv("ENDPOINT"))
	request.SetScheme(os.Getenv("SCHEME"))
	answer, err := call(request)
	if err != nil {
		fmt.Fprintln(os.Stderr, step)
	}
	must(err)
	saw[step] = told{Status: answer.GetHttpStatus(), Answer: answer}
	return answer
}

func config() *sdk.Config { return sdk.NewConfig().WithScheme(os.Getenv("SCHEME")) }

func key(alias string) *credentials.AccessKeyCredential {
	return credentials.NewAccessKeyCredential("local-"+alias, "local-secret")
}

func network(theirs *vpc.Client) (vpcId string) {
	net := vpc.CreateCreateVpcRequest()
	net.CidrBlock = "10.9.0.0/16"
	vpcId = older("their VPC", theirs.CreateVpc, net).VpcId
	subnet := vpc.CreateCreateVSwitchRequest()
	subnet.VpcId, subnet.ZoneId, subnet.CidrBlock = vpcId, "cn-hangzhou-b", "10.9.1.0/24"
	older("their vSwitch", theirs.CreateVSwitch, subnet)
	return vpcId
}

func vbr(theirs *vpc.Client) string {
	line := vpc.CreateCreatePhysicalConnectionRequest()
	line.AccessPointId, line.LineOperator, line.PeerLocation = "ap-cn-hangzhou-yh-B", "Other", "Hangzhou"
	side := vpc.CreateCreateVirtualBorderRouterRequest()
	side.PhysicalConnectionId = older("line", theirs.CreatePhysicalConnection, line).PhysicalConnectionId
	side.VlanId = requests.NewInteger(10)
	side.LocalGatewayIp, side.PeerGatewayIp, side.PeeringSubnetMask = "192.168.100.1", "192.168.100.2", "255.255.255.252"
	return older("VBR", theirs.CreateVirtualBorderRouter, side).VbrId
}

func main() {
	theirs, err := vpc.NewClientWithOptions(region, config(), key("partner"))
	must(err)
	ownerId, err := strconv.ParseInt(os.Getenv("OWNER"), 10, 64)
	must(err)
	outsideId, err := strconv.ParseInt(os.Getenv("OUTSIDE"), 10, 64)
	must(err)

	ecr := fields{"EcrId": owner.tell("router", "CreateExpressConnectRouter", fields{"AlibabaSideAsn": 64610, "Name": "story"})["EcrId"]}
	vpcId := network(theirs)
	grant := with(ecr, fields{"EcrOwnerAliUid": ownerId, "InstanceId": vpcId, "InstanceType": "VPC", "InstanceRegionId": region})
	outside.tell("grant", "GrantInstanceToExpressConnectRouter", grant)
	const granted = "DescribeInstanceGrantedToExpressConnectRouter"
	owner.tell("granted", granted, ecr)
	owner.refused("no such router", granted, fields{"EcrId": "ecr-000000000000000000"})

	const associate, listed = "CreateExpressConnectRouterAssociation", "DescribeExpressConnectRouterAssociation"
	ofVpc := with(ecr, fields{"VpcId": vpcId, "VpcOwnerId": outsideId, "AssociationRegionId": region})
	made := owner.tell("association", associate, with(ofVpc, fields{"AllowedPrefixes": []string{"10.9.2.0/24", "10.9.1.0/24"}}))
	first := with(ecr, fields{"AssociationId": made["AssociationId"]})
	owner.tell("associations", listed, first)
	changed := with(first, fields{"AllowedPrefixes": []string{"10.9.4.0/24", "10.9.3.0/24"}})
	owner.tell("prefixes", "ModifyExpressConnectRouterAssociationAllowedPrefix", changed)
	owner.tell("associations, changed", listed, first)

	vbrId := vbr(theirs)
	outside.tell("VBR granted", "GrantInstanceToExpressConnectRouter", with(grant, fields{"InstanceId": vbrId, "InstanceType": "VBR"}))
	child := with(ecr, fields{"ChildInstanceId": vbrId, "ChildInstanceType": "VBR"})
	of := fields{"ChildInstanceRegionId": region, "ChildInstanceOwnerId": outsideId}
	owner.tell("attached", "AttachExpressConnectRouterChildInstance", with(child, of))
	owner.tell("child instances", "DescribeExpressConnectRouterChildInstance", child)

	net, err := cbn.NewClientWithOptions(region, config(), key("network"))
	must(err)
	backbone := cbn.CreateCreateCenRequest()
	backbone.Name = "story"
	cenId := older("CEN instance", net.CreateCen, backbone).CenId
	hub := cbn.CreateCreateTransitRouterRequest()
	hub.CenId = cenId
	hubId := older("transit router", net.CreateTransitRouter, hub).TransitRouterId
	ofHub := with(ecr, fields{"TransitRouterId": hubId, "CenId": cenId, "AssociationRegionId": region})
	made = owner.tell("transit router association", associate, ofHub)
	second := with(ecr, fields{"AssociationId": made["AssociationId"]})
	owner.tell("transit router associations", listed, second)
	side := cbn.CreateCreateTransitRouterEcrAttachmentRequest()
	side.EcrId, side.CenId, side.TransitRouterId = ecr["EcrId"].(string), cenId, hubId
	leave := cbn.CreateDeleteTransitRouterEcrAttachmentRequest()
	leave.TransitRouterAttachmentId = older("CEN attachment", net.CreateTransitRouterEcrAttachment, side).TransitRouterAttachmentId
	owner.tell("transit router associations, attached", listed, second)
	owner.tell("routes", "DescribeExpressConnectRouterRouteEntries", with(ecr, fields{"MaxResults": 100}))

	outside.tell("revoked", "RevokeInstanceFromExpressConnectRouter", grant)
	owner.tell("granted afterwards", granted, ecr)
	older("CEN attachment deleted", net.DeleteTransitRouterEcrAttachment, leave)
	owner.tell("transit router leaves", "DeleteExpressConnectRouterAssociation", second)
	owner.tell("VPC leaves", "DeleteExpressConnectRouterAssociation", first)
	owner.refused("VPC, not granted", associate, ofVpc)
	owner.tell("detached", "DetachExpressConnectRouterChildInstance", child)
	owner.tell("child instances afterwards", "DescribeExpressConnectRouterChildInstance", child)
	owner.tell("router deleted", "DeleteExpressConnectRouter", ecr)
	owner.refused("router gone", granted, ecr)
	must(json.NewEncoder(os.Stdout).Encode(saw))
}
