// A network shared by its owner and used by others, told by the packages of today for sharing and for routers; what surrounds them by the
// old SDK. Prints one JSON document: what each step was told.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	ecr "github.com/alibabacloud-go/expressconnectrouter-20230901/v4/client"
	rs "github.com/alibabacloud-go/resourcesharing-20200110/v2/client"
	"github.com/alibabacloud-go/tea/tea"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/ram"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/sts"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/vpc"
)

const region = "cn-hangzhou"

var (
	ownerId, memberId = os.Getenv("OWNER"), os.Getenv("MEMBER")
	targets           = tea.StringSlice([]string{memberId, os.Getenv("FOLDER"), os.Getenv("DIRECTORY"), os.Getenv("OUTSIDE")})
	self, others      = tea.String("Self"), tea.String("OtherAccounts")
	saw               = map[string]told{}

	owner     = sharing("local-network", "local-secret")
	member    = sharing("local-prod", "local-secret")
	colleague = sharing("local-dev", "local-secret")
	outside   = sharing("local-partner", "local-secret")
)

type told struct {
	Status    int            `json:"status"`
	Answer    any            `json:"answer,omitempty"`
	Code      string         `json:"code,omitempty"`
	Message   string         `json:"message,omitempty"`
	RequestId string         `json:"requestId,omitempty"`
	Recommend string         `json:"recommend,omitempty"`
	Denied    map[string]any `json:"denied,omitempty"`
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func config(id, secret string) *openapi.Config {
	return &openapi.Config{
		AccessKeyId: tea.String(id), AccessKeySecret: tea.String(secret), RegionId: tea.String(region),
		Endpoint: tea.String(os.Getenv("ENDPOINT")), Protocol: tea.String(os.Getenv("SCHEME")),
	}
}

func sharing(id, secret string) *rs.Client {
	client, err := rs.NewClient(config(id, secret))
	must(err)
	return client
}

func routers(alias string) *ecr.Client {
	client, err := ecr.NewClient(config("local-"+alias, "local-secret"))
	must(err)
	return client
}

// Calls, keeps what came back under the step's name, and gives it on: a response has its status and its body.
func tell[Q, R any](step string, call func(Q) (R, error), request Q) R {
	response, err := call(request)
	if err != nil {
		fmt.Fprintln(os.Stderr, step)
	}
	must(err)
	text, err := json.Marshal(response)
	must(err)
	read := struct {
		StatusCode int `json:"statusCode"`
		Body       any `json:"body"`
	}{}
	must(json.Unmarshal(text, &read))
	saw[step] = told{Status: read.StatusCode, Answer: read.Body}
	return response
}

func refused[Q, R any](step string, call func(Q) (R, error), request Q) {
	_, err := call(request)
	var refusal *tea.SDKError
	if !errors.As(err, &refusal) {
		must(fmt.Errorf("%s was not refused: %w", step, err))
	}
	data := struct{ RequestId, Recommend string }{}
	must(json.Unmarshal([]byte(tea.StringValue(refusal.Data)), &data))
	saw[step] = told{
		Status: tea.IntValue(refusal.StatusCode), Code: tea.StringValue(refusal.Code), Message: tea.StringValue(refusal.Message),
		RequestId: data.RequestId, Recommend: data.Recommend, Denied: refusal.AccessDeniedDetail,
	}
}

// The same for the old SDK.
func older[Q requests.AcsRequest, R interface{ GetHttpStatus() int }](step string, call func(Q) (R, error), request Q) R {
	request.SetDomain(os.Getenv("ENDPOINT"))
	request.SetScheme(os.Getenv("SCHEME"))
	answer, err := call(request)
	must(err)
	saw[step] = told{Status: answer.GetHttpStatus(), Answer: answer}
	return answer
}

func olderConfig() *sdk.Config { return sdk.NewConfig().WithScheme(os.Getenv("SCHEME")) }

func olderKey(alias string) *credentials.AccessKeyCredential {
	return credentials.NewAccessKeyCredential("local-"+alias, "local-secret")
}

func network(alias string) *vpc.Client {
	client, err := vpc.NewClientWithOptions(region, olderConfig(), olderKey(alias))
	must(err)
	return client
}

func newVpc(step, alias, cidr string) string {
	request := vpc.CreateCreateVpcRequest()
	request.CidrBlock = cidr
	return older(step, network(alias).CreateVpc, request).VpcId
}

func build() (vpcId, vSwitchId string) {
	management := sharing("local-management", "local-secret")
	status, err := management.CheckSharingWithResourceDirectoryStatus()
	must(err)
	saw["sharing with the directory"] = told{Status: int(tea.Int32Value(status.StatusCode)), Answer: status.Body}
	tell("regions", owner.DescribeRegions, &rs.DescribeRegionsRequest{AcceptLanguage: tea.String("en-US")})
	identity, err := sts.NewClientWithOptions(region, olderConfig(), olderKey("network"))
	must(err)
	older("identity", identity.GetCallerIdentity, sts.CreateGetCallerIdentityRequest())
	vpcId = newVpc("VPC", "network", "10.0.0.0/16")
	subnet := vpc.CreateCreateVSwitchRequest()
	subnet.VpcId, subnet.ZoneId, subnet.CidrBlock = vpcId, "cn-hangzhou-b", "10.0.1.0/24"
	return vpcId, older("vSwitch", network("network").CreateVSwitch, subnet).VSwitchId
}

func vSwitches(step, alias, vpcId string) {
	request := vpc.CreateDescribeVSwitchesRequest()
	request.VpcId = vpcId
	older(step, network(alias).DescribeVSwitches, request)
}

func share(vSwitchId string) *string {
	request := &rs.CreateResourceShareRequest{ResourceShareName: tea.String("story"), AllowExternalTargets: tea.Bool(true)}
	shareId := tell("share", owner.CreateResourceShare, request).Body.ResourceShare.ResourceShareId
	resource := &rs.AssociateResourceShareRequestResources{ResourceType: tea.String("VSwitch"), ResourceId: tea.String(vSwitchId)}
	tell("associated", owner.AssociateResourceShare, &rs.AssociateResourceShareRequest{
		ResourceShareId: shareId, Resources: []*rs.AssociateResourceShareRequestResources{resource}, Targets: targets,
	})
	return shareId
}

func associations(step string, shareId *string, kind string) {
	tell(step, owner.ListResourceShareAssociations, &rs.ListResourceShareAssociationsRequest{
		AssociationType: tea.String(kind), ResourceShareIds: []*string{shareId},
	})
}

func sharedResources(step string, client *rs.Client, shareId, whose *string) {
	request := &rs.ListSharedResourcesRequest{ResourceOwner: whose, ResourceShareIds: []*string{shareId}}
	tell(step, client.ListSharedResources, request)
}

func sharedTargets(step string, client *rs.Client, shareId, whose *string) {
	ofTheShare := []*string{shareId}
	request := &rs.ListSharedTargetsRequest{ResourceOwner: whose, ResourceShareIds: ofTheShare, MaxResults: tea.Int32(10)}
	tell(step, client.ListSharedTargets, request)
}

func bothSidesList(shareId *string, vpcId string) {
	associations("owner: resources of the share", shareId, "Resource")
	associations("owner: principals of the share", shareId, "Target")
	sharedResources("owner: shared resources", owner, shareId, self)
	sharedTargets("owner: shared targets", owner, shareId, self)
	shares := &rs.ListResourceSharesRequest{ResourceOwner: others, ResourceShareIds: []*string{shareId}}
	tell("member: shares", member.ListResourceShares, shares)
	sharedResources("member: shared resources", member, shareId, others)
	sharedTargets("member: shared targets", member, shareId, others)
	tell("member: invitations", member.ListResourceShareInvitations, &rs.ListResourceShareInvitationsRequest{})
	vSwitches("member: vSwitches", "prod", vpcId)
	sharedResources("colleague: shared resources", colleague, shareId, others)
}

func outsideAccount(shareId *string, vpcId string) {
	sharedResources("outside, invited: shared resources", outside, shareId, others)
	asked := &rs.ListResourceShareInvitationsRequest{ResourceShareIds: []*string{shareId}}
	found := tell("outside: invitations", outside.ListResourceShareInvitations, asked).Body.ResourceShareInvitations
	accept := &rs.AcceptResourceShareInvitationRequest{ResourceShareInvitationId: found[0].ResourceShareInvitationId}
	tell("outside: accepts", outside.AcceptResourceShareInvitation, accept)
	refused("outside: accepts again", outside.AcceptResourceShareInvitation, accept)
	sharedResources("outside, accepted: shared resources", outside, shareId, others)
	vSwitches("outside, accepted: vSwitches", "partner", vpcId)
	sharedTargets("owner, outside accepted: shared targets", owner, shareId, self)
	leave := &rs.DisassociateResourceShareRequest{ResourceShareId: shareId, ResourceOwner: others}
	tell("outside: leaves", outside.DisassociateResourceShare, leave)
	vSwitches("outside, gone: vSwitches", "partner", vpcId)
	tell("outside: invited again", owner.AssociateResourceShare, with(shareId, os.Getenv("OUTSIDE")))
	reject := &rs.RejectResourceShareInvitationRequest{}
	for _, each := range tell("outside: both invitations", outside.ListResourceShareInvitations, asked).Body.ResourceShareInvitations {
		if tea.StringValue(each.Status) == "Pending" {
			reject.ResourceShareInvitationId = each.ResourceShareInvitationId
		}
	}
	tell("outside: rejects", outside.RejectResourceShareInvitation, reject)
}

func permissions(shareId *string) {
	var name *string
	list := &rs.ListPermissionsRequest{ResourceType: tea.String("VSwitch"), MaxResults: tea.Int32(100)}
	for _, permission := range tell("permissions", owner.ListPermissions, list).Body.Permissions {
		if tea.BoolValue(permission.DefaultPermission) {
			name = permission.PermissionName
		}
	}
	tell("permission", owner.GetPermission, &rs.GetPermissionRequest{PermissionName: name})
	tell("versions", owner.ListPermissionVersions, &rs.ListPermissionVersionsRequest{PermissionName: name})
	attach := &rs.AssociateResourceSharePermissionRequest{ResourceShareId: shareId, PermissionName: name, Replace: tea.Bool(true)}
	tell("permission associated", owner.AssociateResourceSharePermission, attach)
	held := &rs.ListResourceSharePermissionsRequest{ResourceShareId: shareId, ResourceOwner: self}
	tell("permissions of the share", owner.ListResourceSharePermissions, held)
	detach := &rs.DisassociateResourceSharePermissionRequest{ResourceShareId: shareId, PermissionName: name}
	refused("permission in use", owner.DisassociateResourceSharePermission, detach)
}

func tags(shareId *string) {
	here, kind, ids := tea.String(region), tea.String("ResourceShare"), []*string{shareId}
	put := []*rs.TagResourcesRequestTag{
		{Key: tea.String("team"), Value: tea.String("core")}, {Key: tea.String("tier"), Value: tea.String("core")},
	}
	tell("tagged", owner.TagResources, &rs.TagResourcesRequest{RegionId: here, ResourceType: kind, ResourceId: ids, Tag: put})
	tell("untagged", owner.UntagResources, &rs.UntagResourcesRequest{
		RegionId: here, ResourceType: kind, ResourceId: ids, TagKey: tea.StringSlice([]string{"tier"}),
	})
	tell("tags", owner.ListTagResources, &rs.ListTagResourcesRequest{RegionId: here, ResourceType: kind, ResourceId: ids})
}

func rename(shareId *string) *rs.UpdateResourceShareRequest {
	return &rs.UpdateResourceShareRequest{ResourceShareId: shareId, ResourceShareName: tea.String("other")}
}

func with(shareId *string, target string) *rs.AssociateResourceShareRequest {
	return &rs.AssociateResourceShareRequest{ResourceShareId: shareId, Targets: []*string{tea.String(target)}}
}

func refusals(shareId *string) {
	refused("no name", owner.CreateResourceShare, &rs.CreateResourceShareRequest{AllowExternalTargets: tea.Bool(true)})
	refused("no such share", owner.UpdateResourceShare, rename(tea.String("rs-doesnotexist")))
	refused("itself", owner.AssociateResourceShare, with(shareId, ownerId))
	refused("no principal", owner.AssociateResourceShare, with(shareId, "somebody"))

	users, err := ram.NewClientWithOptions(region, olderConfig(), olderKey("network"))
	must(err)
	newUser := ram.CreateCreateUserRequest()
	newUser.UserName = "bystander"
	older("user", users.CreateUser, newUser)
	newKey := ram.CreateCreateAccessKeyRequest()
	newKey.UserName = "bystander"
	made := older("key", users.CreateAccessKey, newKey).AccessKey
	user := sharing(made.AccessKeyId, made.AccessKeySecret)
	refused("no policy", user.AssociateResourceShare, with(shareId, memberId))
}

func takeBack(shareId *string, vpcId string) {
	back := &rs.DisassociateResourceShareRequest{ResourceShareId: shareId, Targets: targets[:3]}
	tell("owner: takes it back", owner.DisassociateResourceShare, back)
	vSwitches("member, removed: vSwitches", "prod", vpcId)
	associations("owner: principals afterwards", shareId, "Target")
	tell("owner: deletes the share", owner.DeleteResourceShare, &rs.DeleteResourceShareRequest{ResourceShareId: shareId})
	refused("the share is gone", owner.UpdateResourceShare, rename(shareId))
}

func router() {
	owner, outside := routers("network"), routers("partner")
	made := &ecr.CreateExpressConnectRouterRequest{AlibabaSideAsn: tea.Int64(64610), Name: tea.String("story")}
	ecrId := tell("router", owner.CreateExpressConnectRouter, made).Body.EcrId
	account, err := strconv.ParseInt(ownerId, 10, 64)
	must(err)
	tell("grant", outside.GrantInstanceToExpressConnectRouter, &ecr.GrantInstanceToExpressConnectRouterRequest{
		EcrId: ecrId, EcrOwnerAliUid: tea.Int64(account), InstanceType: tea.String("VPC"), InstanceRegionId: tea.String(region),
		InstanceId: tea.String(newVpc("their VPC", "partner", "10.9.0.0/16")),
	})
	asked := &ecr.DescribeInstanceGrantedToExpressConnectRouterRequest{EcrId: ecrId}
	tell("granted", owner.DescribeInstanceGrantedToExpressConnectRouter, asked)
	missing := &ecr.DescribeInstanceGrantedToExpressConnectRouterRequest{EcrId: tea.String("ecr-000000000000000000")}
	refused("no such router", owner.DescribeInstanceGrantedToExpressConnectRouter, missing)
}

func main() {
	vpcId, vSwitchId := build()
	shareId := share(vSwitchId)
	bothSidesList(shareId, vpcId)
	outsideAccount(shareId, vpcId)
	permissions(shareId)
	tags(shareId)
	refusals(shareId)
	takeBack(shareId, vpcId)
	router()
	must(json.NewEncoder(os.Stdout).Encode(saw))
}
