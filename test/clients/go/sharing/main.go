// A network shared by its owner and used by others, told by the old SDK's package of each product. Prints one JSON document: what each
// step was told.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/ram"
	rs "github.com/aliyun/alibaba-cloud-sdk-go/services/resourcesharing"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/sts"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/vpc"
)

const region, self, others = "cn-hangzhou", "Self", "OtherAccounts"

var (
	ownerId, memberId = os.Getenv("OWNER"), os.Getenv("MEMBER")
	targets           = []string{memberId, os.Getenv("FOLDER"), os.Getenv("DIRECTORY"), os.Getenv("OUTSIDE")}
	saw               = map[string]told{}

	owner, ownerVpc     = sharing("network"), network("network")
	member, memberVpc   = sharing("prod"), network("prod")
	colleague           = sharing("dev")
	outside, outsideVpc = sharing("partner"), network("partner")
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

func config() *sdk.Config { return sdk.NewConfig().WithScheme(os.Getenv("SCHEME")) }

func key(id, secret string) *credentials.AccessKeyCredential {
	return credentials.NewAccessKeyCredential(id, secret)
}

func sharing(alias string) *rs.Client {
	client, err := rs.NewClientWithOptions(region, config(), key("local-"+alias, "local-secret"))
	must(err)
	return client
}

func network(alias string) *vpc.Client {
	client, err := vpc.NewClientWithOptions(region, config(), key("local-"+alias, "local-secret"))
	must(err)
	return client
}

// Calls, keeps what came back under the step's name, and gives it on.
func tell[Q requests.AcsRequest, R interface{ GetHttpStatus() int }](step string, call func(Q) (R, error), request Q) R {
	answer, err := call(here(request))
	if err != nil {
		fmt.Fprintln(os.Stderr, step)
	}
	must(err)
	saw[step] = told{Status: answer.GetHttpStatus(), Answer: answer}
	return answer
}

func refused[Q requests.AcsRequest, R any](step string, call func(Q) (R, error), request Q) {
	_, err := call(here(request))
	var refusal *sdkerrors.ServerError
	if !errors.As(err, &refusal) {
		must(fmt.Errorf("%s was not refused: %w", step, err))
	}
	saw[step] = told{
		Status: refusal.HttpStatus(), Code: refusal.ErrorCode(), Message: refusal.Message(),
		RequestId: refusal.RequestId(), Recommend: refusal.Recommend(), Denied: refusal.AccessDeniedDetail(),
	}
}

func here[Q requests.AcsRequest](request Q) Q {
	request.SetDomain(os.Getenv("ENDPOINT"))
	request.SetScheme(os.Getenv("SCHEME"))
	return request
}

func build() (vpcId, vSwitchId string) {
	inDirectory := sharing("management").CheckSharingWithResourceDirectoryStatus
	tell("sharing with the directory", inDirectory, rs.CreateCheckSharingWithResourceDirectoryStatusRequest())
	regions := rs.CreateDescribeRegionsRequest()
	regions.AcceptLanguage = "en-US"
	tell("regions", owner.DescribeRegions, regions)
	identity, err := sts.NewClientWithOptions(region, config(), key("local-network", "local-secret"))
	must(err)
	tell("identity", identity.GetCallerIdentity, sts.CreateGetCallerIdentityRequest())
	newVpc := vpc.CreateCreateVpcRequest()
	newVpc.CidrBlock = "10.0.0.0/16"
	vpcId = tell("VPC", ownerVpc.CreateVpc, newVpc).VpcId
	subnet := vpc.CreateCreateVSwitchRequest()
	subnet.VpcId, subnet.ZoneId, subnet.CidrBlock = vpcId, "cn-hangzhou-b", "10.0.1.0/24"
	return vpcId, tell("vSwitch", ownerVpc.CreateVSwitch, subnet).VSwitchId
}

func share(vSwitchId string) string {
	request := rs.CreateCreateResourceShareRequest()
	request.ResourceShareName, request.AllowExternalTargets = "story", requests.NewBoolean(true)
	shareId := tell("share", owner.CreateResourceShare, request).ResourceShare.ResourceShareId
	what := rs.CreateAssociateResourceShareRequest()
	what.ResourceShareId, what.Targets = shareId, &targets
	what.Resources = &[]rs.AssociateResourceShareResources{{ResourceType: "VSwitch", ResourceId: vSwitchId}}
	tell("associated", owner.AssociateResourceShare, what)
	return shareId
}

func associations(step, shareId, kind string) {
	request := rs.CreateListResourceShareAssociationsRequest()
	request.AssociationType, request.ResourceShareIds = kind, &[]string{shareId}
	tell(step, owner.ListResourceShareAssociations, request)
}

func sharedResources(step string, client *rs.Client, shareId, whose string) {
	request := rs.CreateListSharedResourcesRequest()
	request.ResourceOwner, request.ResourceShareIds = whose, &[]string{shareId}
	tell(step, client.ListSharedResources, request)
}

func sharedTargets(step string, client *rs.Client, shareId, whose string) {
	request := rs.CreateListSharedTargetsRequest()
	request.ResourceOwner, request.ResourceShareIds, request.MaxResults = whose, &[]string{shareId}, requests.NewInteger(10)
	tell(step, client.ListSharedTargets, request)
}

func vSwitches(step string, client *vpc.Client, vpcId string) {
	request := vpc.CreateDescribeVSwitchesRequest()
	request.VpcId = vpcId
	tell(step, client.DescribeVSwitches, request)
}

func bothSidesList(shareId, vpcId string) {
	associations("owner: resources of the share", shareId, "Resource")
	associations("owner: principals of the share", shareId, "Target")
	sharedResources("owner: shared resources", owner, shareId, self)
	sharedTargets("owner: shared targets", owner, shareId, self)
	shares := rs.CreateListResourceSharesRequest()
	shares.ResourceOwner, shares.ResourceShareIds = others, &[]string{shareId}
	tell("member: shares", member.ListResourceShares, shares)
	sharedResources("member: shared resources", member, shareId, others)
	sharedTargets("member: shared targets", member, shareId, others)
	tell("member: invitations", member.ListResourceShareInvitations, rs.CreateListResourceShareInvitationsRequest())
	vSwitches("member: vSwitches", memberVpc, vpcId)
	sharedResources("colleague: shared resources", colleague, shareId, others)
}

func outsideAccount(shareId, vpcId string) {
	sharedResources("outside, invited: shared resources", outside, shareId, others)
	asked := rs.CreateListResourceShareInvitationsRequest()
	asked.ResourceShareIds = &[]string{shareId}
	found := tell("outside: invitations", outside.ListResourceShareInvitations, asked).ResourceShareInvitations
	accept := func() *rs.AcceptResourceShareInvitationRequest {
		request := rs.CreateAcceptResourceShareInvitationRequest()
		request.ResourceShareInvitationId = found[0].ResourceShareInvitationId
		return request
	}
	tell("outside: accepts", outside.AcceptResourceShareInvitation, accept())
	refused("outside: accepts again", outside.AcceptResourceShareInvitation, accept())
	sharedResources("outside, accepted: shared resources", outside, shareId, others)
	vSwitches("outside, accepted: vSwitches", outsideVpc, vpcId)
	sharedTargets("owner, outside accepted: shared targets", owner, shareId, self)
	leave := rs.CreateDisassociateResourceShareRequest()
	leave.ResourceShareId, leave.ResourceOwner = shareId, others
	tell("outside: leaves", outside.DisassociateResourceShare, leave)
	vSwitches("outside, gone: vSwitches", outsideVpc, vpcId)
	tell("outside: invited again", owner.AssociateResourceShare, with(shareId, targets[3]))
	reject := rs.CreateRejectResourceShareInvitationRequest()
	for _, each := range tell("outside: both invitations", outside.ListResourceShareInvitations, asked).ResourceShareInvitations {
		if each.Status == "Pending" {
			reject.ResourceShareInvitationId = each.ResourceShareInvitationId
		}
	}
	tell("outside: rejects", outside.RejectResourceShareInvitation, reject)
}

func permissions(shareId string) {
	list := rs.CreateListPermissionsRequest()
	list.ResourceType, list.MaxResults = "VSwitch", requests.NewInteger(100)
	name := ""
	for _, permission := range tell("permissions", owner.ListPermissions, list).Permissions {
		if permission.DefaultPermission {
			name = permission.PermissionName
		}
	}
	get := rs.CreateGetPermissionRequest()
	get.PermissionName = name
	tell("permission", owner.GetPermission, get)
	versions := rs.CreateListPermissionVersionsRequest()
	versions.PermissionName = name
	tell("versions", owner.ListPermissionVersions, versions)
	attach := rs.CreateAssociateResourceSharePermissionRequest()
	attach.ResourceShareId, attach.PermissionName, attach.Replace = shareId, name, requests.NewBoolean(true)
	tell("permission associated", owner.AssociateResourceSharePermission, attach)
	held := rs.CreateListResourceSharePermissionsRequest()
	held.ResourceShareId, held.ResourceOwner = shareId, self
	tell("permissions of the share", owner.ListResourceSharePermissions, held)
	detach := rs.CreateDisassociateResourceSharePermissionRequest()
	detach.ResourceShareId, detach.PermissionName = shareId, name
	refused("permission in use", owner.DisassociateResourceSharePermission, detach)
}

func rename(shareId string) *rs.UpdateResourceShareRequest {
	request := rs.CreateUpdateResourceShareRequest()
	request.ResourceShareId, request.ResourceShareName = shareId, "other"
	return request
}

func with(shareId, target string) *rs.AssociateResourceShareRequest {
	request := rs.CreateAssociateResourceShareRequest()
	request.ResourceShareId, request.Targets = shareId, &[]string{target}
	return request
}

func refusals(shareId string) {
	unnamed := rs.CreateCreateResourceShareRequest()
	unnamed.AllowExternalTargets = requests.NewBoolean(true)
	refused("no name", owner.CreateResourceShare, unnamed)
	refused("no such share", owner.UpdateResourceShare, rename("rs-doesnotexist"))
	refused("itself", owner.AssociateResourceShare, with(shareId, ownerId))
	refused("no principal", owner.AssociateResourceShare, with(shareId, "somebody"))

	users, err := ram.NewClientWithOptions(region, config(), key("local-network", "local-secret"))
	must(err)
	newUser := ram.CreateCreateUserRequest()
	newUser.UserName = "bystander"
	tell("user", users.CreateUser, newUser)
	newKey := ram.CreateCreateAccessKeyRequest()
	newKey.UserName = "bystander"
	made := tell("key", users.CreateAccessKey, newKey).AccessKey
	user, err := rs.NewClientWithOptions(region, config(), key(made.AccessKeyId, made.AccessKeySecret))
	must(err)
	refused("no policy", user.AssociateResourceShare, with(shareId, memberId))
}

func takeBack(shareId, vpcId string) {
	inside := targets[:3]
	back := rs.CreateDisassociateResourceShareRequest()
	back.ResourceShareId, back.Targets = shareId, &inside
	tell("owner: takes it back", owner.DisassociateResourceShare, back)
	vSwitches("member, removed: vSwitches", memberVpc, vpcId)
	associations("owner: principals afterwards", shareId, "Target")
	remove := rs.CreateDeleteResourceShareRequest()
	remove.ResourceShareId = shareId
	tell("owner: deletes the share", owner.DeleteResourceShare, remove)
	refused("the share is gone", owner.UpdateResourceShare, rename(shareId))
}

func main() {
	vpcId, vSwitchId := build()
	shareId := share(vSwitchId)
	bothSidesList(shareId, vpcId)
	outsideAccount(shareId, vpcId)
	permissions(shareId)
	refusals(shareId)
	takeBack(shareId, vpcId)
	must(json.NewEncoder(os.Stdout).Encode(saw))
}
