"""A network shared by its owner, used by others, told by the packages of each product. Prints one JSON document: step -> what it was told."""

import json
import os

from alibabacloud_expressconnectrouter20230901 import models as ecr
from alibabacloud_expressconnectrouter20230901.client import Client as RouterClient
from alibabacloud_ram20150501 import models as ram
from alibabacloud_ram20150501.client import Client as RamClient
from alibabacloud_resourcesharing20200110 import models as rs
from alibabacloud_resourcesharing20200110.client import Client as SharingClient
from alibabacloud_sts20150401.client import Client as StsClient
from alibabacloud_tea_openapi.client import Client as CoreClient
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.models import Config, OpenApiRequest, Params
from alibabacloud_tea_util.models import RuntimeOptions
from alibabacloud_vpc20160428 import models as vpc
from alibabacloud_vpc20160428.client import Client as VpcClient

REGION = "cn-hangzhou"
OWNER, MEMBER, OUTSIDE = os.environ["OWNER"], os.environ["MEMBER"], os.environ["OUTSIDE"]
FOLDER, DIRECTORY = os.environ["FOLDER"], os.environ["DIRECTORY"]
saw = {}


def config(key, secret="local-secret"):
    made = Config(
        endpoint=os.environ["ENDPOINT"],
        protocol=os.environ["SCHEME"],
        region_id=REGION,
        access_key_id=key,
        access_key_secret=secret,
    )
    if os.environ["SCHEME"] == "HTTPS":
        made.ca = os.environ["CA_FILE"]
    return made


def tell(step, method, *request):
    """Calls, keeps what came back under the step's name, and gives it on."""
    answer = method(*request)
    saw[step] = {"status": answer.status_code, "answer": answer.body.to_map()}
    return answer.body


def refused(step, method, *request):
    try:
        answer = method(*request)
    except AlibabaCloudException as error:
        saw[step] = {
            "status": error.status_code,
            "code": error.code,
            "message": error.message,
            "requestId": error.data["RequestId"],
            "recommend": error.data["Recommend"],
            "denied": error.access_denied_detail,
        }
    else:
        raise SystemExit(f"{step} was not refused: {answer.body}")


owner, member, colleague, outside = (SharingClient(config(f"local-{name}")) for name in ("network", "prod", "dev", "partner"))
owner_vpc, member_vpc, outside_vpc = (VpcClient(config(f"local-{name}")) for name in ("network", "prod", "partner"))


def build():
    management = SharingClient(config("local-management"))
    tell("sharing with the directory", management.check_sharing_with_resource_directory_status)
    tell("regions", owner.describe_regions, rs.DescribeRegionsRequest(accept_language="en-US"))
    tell("identity", StsClient(config("local-network")).get_caller_identity)
    vpc_id = tell("VPC", owner_vpc.create_vpc, vpc.CreateVpcRequest(region_id=REGION, cidr_block="10.0.0.0/16")).vpc_id
    subnet = vpc.CreateVSwitchRequest(region_id=REGION, vpc_id=vpc_id, zone_id="cn-hangzhou-b", cidr_block="10.0.1.0/24")
    return vpc_id, tell("vSwitch", owner_vpc.create_vswitch, subnet).v_switch_id


def share(vswitch_id):
    new = rs.CreateResourceShareRequest(resource_share_name="story", allow_external_targets=True)
    share_id = tell("share", owner.create_resource_share, new).resource_share.resource_share_id
    resources = [rs.AssociateResourceShareRequestResources(resource_type="VSwitch", resource_id=vswitch_id)]
    targets = [MEMBER, FOLDER, DIRECTORY, OUTSIDE]
    what = rs.AssociateResourceShareRequest(resource_share_id=share_id, resources=resources, targets=targets)
    tell("associated", owner.associate_resource_share, what)
    return share_id


def associations(step, share_id, kind):
    asked = rs.ListResourceShareAssociationsRequest(association_type=kind, resource_share_ids=[share_id])
    tell(step, owner.list_resource_share_associations, asked)


def shared_resources(step, client, share_id, whose="OtherAccounts"):
    asked = rs.ListSharedResourcesRequest(resource_owner=whose, resource_share_ids=[share_id])
    tell(step, client.list_shared_resources, asked)


def shared_targets(step, client, share_id, whose="OtherAccounts"):
    asked = rs.ListSharedTargetsRequest(resource_owner=whose, resource_share_ids=[share_id], max_results=10)
    tell(step, client.list_shared_targets, asked)


def shares(step, client, share_id, whose="OtherAccounts"):
    asked = rs.ListResourceSharesRequest(resource_owner=whose, resource_share_ids=[share_id])
    tell(step, client.list_resource_shares, asked)


def vswitches(step, client, vpc_id):
    tell(step, client.describe_vswitches, vpc.DescribeVSwitchesRequest(region_id=REGION, vpc_id=vpc_id))


def both_sides_list(share_id, vpc_id):
    associations("owner: resources of the share", share_id, "Resource")
    associations("owner: principals of the share", share_id, "Target")
    shared_resources("owner: shared resources", owner, share_id, "Self")
    shared_targets("owner: shared targets", owner, share_id, "Self")
    shares("member: shares", member, share_id)
    shared_resources("member: shared resources", member, share_id)
    shared_targets("member: shared targets", member, share_id)
    tell("member: invitations", member.list_resource_share_invitations, rs.ListResourceShareInvitationsRequest())
    vswitches("member: vSwitches", member_vpc, vpc_id)
    shared_resources("colleague: shared resources", colleague, share_id)


def outside_account(share_id, vpc_id):
    shared_resources("outside, invited: shared resources", outside, share_id)
    asked = rs.ListResourceShareInvitationsRequest(resource_share_ids=[share_id])
    found = tell("outside: invitations", outside.list_resource_share_invitations, asked).resource_share_invitations
    invitation = rs.AcceptResourceShareInvitationRequest(
        resource_share_invitation_id=found[0].resource_share_invitation_id
    )
    tell("outside: accepts", outside.accept_resource_share_invitation, invitation)
    refused("outside: accepts again", outside.accept_resource_share_invitation, invitation)
    shared_resources("outside, accepted: shared resources", outside, share_id)
    vswitches("outside, accepted: vSwitches", outside_vpc, vpc_id)
    shared_targets("owner, outside accepted: shared targets", owner, share_id, "Self")
    leave = rs.DisassociateResourceShareRequest(resource_share_id=share_id, resource_owner="OtherAccounts")
    tell("outside: leaves", outside.disassociate_resource_share, leave)
    vswitches("outside, gone: vSwitches", outside_vpc, vpc_id)
    again = rs.AssociateResourceShareRequest(resource_share_id=share_id, targets=[OUTSIDE])
    tell("outside: invited again", owner.associate_resource_share, again)
    found = tell("outside: both invitations", outside.list_resource_share_invitations, asked).resource_share_invitations
    pending = next(each.resource_share_invitation_id for each in found if each.status == "Pending")
    reject = rs.RejectResourceShareInvitationRequest(resource_share_invitation_id=pending)
    tell("outside: rejects", outside.reject_resource_share_invitation, reject)


def permissions(share_id):
    listed = tell("permissions", owner.list_permissions, rs.ListPermissionsRequest(resource_type="VSwitch", max_results=100))
    name = next(each.permission_name for each in listed.permissions if each.default_permission)
    tell("permission", owner.get_permission, rs.GetPermissionRequest(permission_name=name))
    tell("versions", owner.list_permission_versions, rs.ListPermissionVersionsRequest(permission_name=name))
    attach = rs.AssociateResourceSharePermissionRequest(resource_share_id=share_id, permission_name=name, replace=True)
    tell("permission associated", owner.associate_resource_share_permission, attach)
    asked = rs.ListResourceSharePermissionsRequest(resource_share_id=share_id, resource_owner="Self")
    tell("permissions of the share", owner.list_resource_share_permissions, asked)
    detach = rs.DisassociateResourceSharePermissionRequest(resource_share_id=share_id, permission_name=name)
    refused("permission in use", owner.disassociate_resource_share_permission, detach)


def tags(share_id):
    about = {"region_id": REGION, "resource_type": "ResourceShare", "resource_id": [share_id]}
    put = rs.TagResourcesRequest(tag=[rs.TagResourcesRequestTag(key=key, value="core") for key in ("team", "tier")], **about)
    tell("tagged", owner.tag_resources, put)
    tell("untagged", owner.untag_resources, rs.UntagResourcesRequest(tag_key=["tier"], **about))
    tell("tags", owner.list_tag_resources, rs.ListTagResourcesRequest(**about))


def take_back(share_id, vpc_id):
    targets = [MEMBER, FOLDER, DIRECTORY]
    back = rs.DisassociateResourceShareRequest(resource_share_id=share_id, targets=targets)
    tell("owner: takes it back", owner.disassociate_resource_share, back)
    vswitches("member, removed: vSwitches", member_vpc, vpc_id)
    associations("owner: principals afterwards", share_id, "Target")
    delete = rs.DeleteResourceShareRequest(resource_share_id=share_id)
    tell("owner: deletes the share", owner.delete_resource_share, delete)
    refused("the share is gone", owner.update_resource_share, rename(share_id))


def rename(share_id):
    return rs.UpdateResourceShareRequest(resource_share_id=share_id, resource_share_name="other")


def refusals(share_id):
    refused("no name", owner.create_resource_share, rs.CreateResourceShareRequest(allow_external_targets=True))
    refused("no such share", owner.update_resource_share, rename("rs-doesnotexist"))
    for step, target in (("itself", OWNER), ("no principal", "somebody")):
        asked = rs.AssociateResourceShareRequest(resource_share_id=share_id, targets=[target])
        refused(step, owner.associate_resource_share, asked)
    users = RamClient(config("local-network"))
    users.create_user(ram.CreateUserRequest(user_name="bystander"))
    key = users.create_access_key(ram.CreateAccessKeyRequest(user_name="bystander")).body.access_key
    user = SharingClient(config(key.access_key_id, key.access_key_secret))
    asked = rs.AssociateResourceShareRequest(resource_share_id=share_id, targets=[MEMBER])
    refused("no policy", user.associate_resource_share, asked)


def router():
    owner_ecr, outside_ecr = RouterClient(config("local-network")), RouterClient(config("local-partner"))
    new = ecr.CreateExpressConnectRouterRequest(alibaba_side_asn=64610, name="story")
    ecr_id = tell("router", owner_ecr.create_express_connect_router, new).ecr_id
    own = outside_vpc.create_vpc(vpc.CreateVpcRequest(region_id=REGION, cidr_block="10.9.0.0/16")).body
    grant = ecr.GrantInstanceToExpressConnectRouterRequest(
        ecr_id=ecr_id,
        ecr_owner_ali_uid=int(OWNER),
        instance_id=own.vpc_id,
        instance_type="VPC",
        instance_region_id=REGION,
    )
    tell("grant", outside_ecr.grant_instance_to_express_connect_router, grant)
    asked = ecr.DescribeInstanceGrantedToExpressConnectRouterRequest(ecr_id=ecr_id)
    tell("granted", owner_ecr.describe_instance_granted_to_express_connect_router, asked)
    missing = ecr.DescribeInstanceGrantedToExpressConnectRouterRequest(ecr_id="ecr-000000000000000000")
    refused("no such router", owner_ecr.describe_instance_granted_to_express_connect_router, missing)
    joined(owner_ecr, outside_ecr, ecr_id, own.vpc_id, grant)


def cen(step, action, **query):
    """CEN has no package here: through the core."""
    params = Params(
        action=action,
        version="2017-09-12",
        protocol=os.environ["SCHEME"],
        pathname="/",
        method="POST",
        auth_type="AK",
        style="RPC",
        req_body_type="formData",
        body_type="json",
    )
    answer = CoreClient(config("local-network")).call_api(params, OpenApiRequest(query=query), RuntimeOptions())
    saw[step] = {"status": answer["statusCode"], "answer": answer["body"]}
    return answer["body"]


def joined(owner_ecr, outside_ecr, ecr_id, vpc_id, vpc_grant):
    """A VPC and a VBR of an account outside, and a transit router, on one router; changed, and taken off again."""
    subnet = vpc.CreateVSwitchRequest(region_id=REGION, vpc_id=vpc_id, zone_id="cn-hangzhou-b", cidr_block="10.9.1.0/24")
    outside_vpc.create_vswitch(subnet)
    new = ecr.CreateExpressConnectRouterAssociationRequest(
        ecr_id=ecr_id,
        vpc_id=vpc_id,
        vpc_owner_id=int(OUTSIDE),
        association_region_id=REGION,
        allowed_prefixes=["10.9.2.0/24", "10.9.1.0/24"],
    )
    association_id = tell("association", owner_ecr.create_express_connect_router_association, new).association_id
    one = ecr.DescribeExpressConnectRouterAssociationRequest(ecr_id=ecr_id, association_id=association_id)
    tell("associations", owner_ecr.describe_express_connect_router_association, one)
    change = ecr.ModifyExpressConnectRouterAssociationAllowedPrefixRequest(
        ecr_id=ecr_id, association_id=association_id, allowed_prefixes=["10.9.4.0/24", "10.9.3.0/24"]
    )
    tell("prefixes", owner_ecr.modify_express_connect_router_association_allowed_prefix, change)
    tell("associations, changed", owner_ecr.describe_express_connect_router_association, one)

    line = vpc.CreatePhysicalConnectionRequest(
        region_id=REGION, access_point_id="ap-cn-hangzhou-yh-B", line_operator="Other", peer_location="Hangzhou"
    )
    on = tell("line", outside_vpc.create_physical_connection, line).physical_connection_id
    side = vpc.CreateVirtualBorderRouterRequest(
        region_id=REGION,
        physical_connection_id=on,
        vlan_id=10,
        local_gateway_ip="192.168.100.1",
        peer_gateway_ip="192.168.100.2",
        peering_subnet_mask="255.255.255.252",
    )
    vbr_id = tell("VBR", outside_vpc.create_virtual_border_router, side).vbr_id
    vbr_grant = {**vpc_grant.to_map(), "InstanceId": vbr_id, "InstanceType": "VBR"}
    grant = ecr.GrantInstanceToExpressConnectRouterRequest().from_map(vbr_grant)
    tell("VBR granted", outside_ecr.grant_instance_to_express_connect_router, grant)
    child = {"ecr_id": ecr_id, "child_instance_id": vbr_id, "child_instance_type": "VBR"}
    attach = ecr.AttachExpressConnectRouterChildInstanceRequest(
        child_instance_region_id=REGION, child_instance_owner_id=int(OUTSIDE), **child
    )
    tell("attached", owner_ecr.attach_express_connect_router_child_instance, attach)
    children = ecr.DescribeExpressConnectRouterChildInstanceRequest(ecr_id=ecr_id, child_instance_id=vbr_id)
    tell("child instances", owner_ecr.describe_express_connect_router_child_instance, children)

    cen_id = cen("CEN instance", "CreateCen", Name="story")["CenId"]
    hub = cen("transit router", "CreateTransitRouter", RegionId=REGION, CenId=cen_id)["TransitRouterId"]
    new = ecr.CreateExpressConnectRouterAssociationRequest(
        ecr_id=ecr_id, transit_router_id=hub, cen_id=cen_id, association_region_id=REGION
    )
    hub_id = tell("transit router association", owner_ecr.create_express_connect_router_association, new).association_id
    both = ecr.DescribeExpressConnectRouterAssociationRequest(ecr_id=ecr_id, association_id=hub_id)
    tell("transit router associations", owner_ecr.describe_express_connect_router_association, both)
    made = cen("CEN attachment", "CreateTransitRouterEcrAttachment", EcrId=ecr_id, CenId=cen_id, TransitRouterId=hub)
    tell("transit router associations, attached", owner_ecr.describe_express_connect_router_association, both)
    routes = ecr.DescribeExpressConnectRouterRouteEntriesRequest(ecr_id=ecr_id, max_results=100)
    tell("routes", owner_ecr.describe_express_connect_router_route_entries, routes)

    revoke = ecr.RevokeInstanceFromExpressConnectRouterRequest().from_map(vpc_grant.to_map())
    tell("revoked", outside_ecr.revoke_instance_from_express_connect_router, revoke)
    asked = ecr.DescribeInstanceGrantedToExpressConnectRouterRequest(ecr_id=ecr_id)
    tell("granted afterwards", owner_ecr.describe_instance_granted_to_express_connect_router, asked)

    attachment_id = made["TransitRouterAttachmentId"]
    cen("CEN attachment deleted", "DeleteTransitRouterEcrAttachment", TransitRouterAttachmentId=attachment_id)
    for step, each in (("transit router leaves", hub_id), ("VPC leaves", association_id)):
        leave = ecr.DeleteExpressConnectRouterAssociationRequest(ecr_id=ecr_id, association_id=each)
        tell(step, owner_ecr.delete_express_connect_router_association, leave)
    refused("VPC, not granted", owner_ecr.create_express_connect_router_association, again(ecr_id, vpc_id))
    detach = ecr.DetachExpressConnectRouterChildInstanceRequest(**child)
    tell("detached", owner_ecr.detach_express_connect_router_child_instance, detach)
    tell("child instances afterwards", owner_ecr.describe_express_connect_router_child_instance, children)
    delete = ecr.DeleteExpressConnectRouterRequest(ecr_id=ecr_id)
    tell("router deleted", owner_ecr.delete_express_connect_router, delete)
    refused("router gone", owner_ecr.describe_instance_granted_to_express_connect_router, asked)


def again(ecr_id, vpc_id):
    return ecr.CreateExpressConnectRouterAssociationRequest(
        ecr_id=ecr_id, vpc_id=vpc_id, vpc_owner_id=int(OUTSIDE), association_region_id=REGION
    )


vpc_id, vswitch_id = build()
share_id = share(vswitch_id)
both_sides_list(share_id, vpc_id)
outside_account(share_id, vpc_id)
permissions(share_id)
tags(share_id)
refusals(share_id)
take_back(share_id, vpc_id)
router()
print(json.dumps(saw))
