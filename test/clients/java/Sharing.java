import com.aliyun.tea.TeaException;
import com.aliyun.tea.TeaModel;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import com.google.gson.Gson;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network shared by its owner and used by others, told by the package of each product; by the core of these packages where one could
 * not be had. Prints one JSON document: what each step was told.
 */
public final class Sharing {
    private static final String REGION = "cn-hangzhou";
    private static final String SELF = "Self";
    private static final String OTHERS = "OtherAccounts";
    private static final String MEMBER = System.getenv("MEMBER");
    private static final List<String> INSIDE = List.of(MEMBER, System.getenv("FOLDER"), System.getenv("DIRECTORY"));
    private static final Map<String, Object> SAW = new LinkedHashMap<>();

    public static void main(String[] args) throws Exception {
        Key owner = key("network");
        tell("sharing with the directory", key("management").of(Product.SHARING), "CheckSharingWithResourceDirectoryStatus", Map.of());
        tell("regions", owner.of(Product.SHARING), "DescribeRegions", Map.of("AcceptLanguage", "en-US"));
        tell("identity", owner.of(Product.STS), "GetCallerIdentity", Map.of());
        String vpcId = text(tell("VPC", owner.of(Product.VPC), "CreateVpc", Map.of("RegionId", REGION, "CidrBlock", "10.0.0.0/16")), "VpcId");
        Map<String, Object> subnet =
                Map.of("RegionId", REGION, "VpcId", vpcId, "ZoneId", "cn-hangzhou-b", "CidrBlock", "10.0.1.0/24");
        String vSwitchId = text(tell("vSwitch", owner.of(Product.VPC), "CreateVSwitch", subnet), "VSwitchId");
        String shareId = share(owner.of(Product.SHARING), vSwitchId);
        bothSidesList(owner.of(Product.SHARING), shareId, vpcId);
        outsideAccount(shareId, vpcId);
        permissions(owner.of(Product.SHARING), shareId);
        tags(owner.of(Product.SHARING), shareId);
        refusals(owner, shareId);
        takeBack(owner.of(Product.SHARING), shareId, vpcId);
        router(owner.of(Product.ROUTER));
        System.out.println(new Gson().toJson(SAW));
        // The clients keep threads of idle connections.
        System.exit(0);
    }

    private static String share(Caller owner, String vSwitchId) throws Exception {
        Map<String, Object> named = Map.of("ResourceShareName", "story", "AllowExternalTargets", true);
        String shareId = text(within(tell("share", owner, "CreateResourceShare", named), "ResourceShare"), "ResourceShareId");
        List<Object> targets = List.of(MEMBER, INSIDE.get(1), INSIDE.get(2), System.getenv("OUTSIDE"));
        List<Object> resources = List.of(Map.of("ResourceType", "VSwitch", "ResourceId", vSwitchId));
        tell("associated", owner, "AssociateResourceShare", Map.of("ResourceShareId", shareId, "Resources", resources, "Targets", targets));
        return shareId;
    }

    private static void bothSidesList(Caller owner, String shareId, String vpcId) throws Exception {
        associations("owner: resources of the share", owner, shareId, "Resource");
        associations("owner: principals of the share", owner, shareId, "Target");
        sharedResources("owner: shared resources", owner, shareId, SELF);
        sharedTargets("owner: shared targets", owner, shareId, SELF);
        Caller member = key("prod").of(Product.SHARING);
        tell("member: shares", member, "ListResourceShares", Map.of("ResourceOwner", OTHERS, "ResourceShareIds", List.of(shareId)));
        sharedResources("member: shared resources", member, shareId, OTHERS);
        sharedTargets("member: shared targets", member, shareId, OTHERS);
        tell("member: invitations", member, "ListResourceShareInvitations", Map.of());
        vSwitches("member: vSwitches", "prod", vpcId);
        sharedResources("colleague: shared resources", key("dev").of(Product.SHARING), shareId, OTHERS);
    }

    private static void outsideAccount(String shareId, String vpcId) throws Exception {
        Caller outside = key("partner").of(Product.SHARING);
        sharedResources("outside, invited: shared resources", outside, shareId, OTHERS);
        Map<String, Object> ofTheShare = Map.of("ResourceShareIds", List.of(shareId));
        Map<String, Object> found = tell("outside: invitations", outside, "ListResourceShareInvitations", ofTheShare);
        String id = text(rows(found, "ResourceShareInvitations").get(0), "ResourceShareInvitationId");
        Map<String, Object> invitation = Map.of("ResourceShareInvitationId", id);
        tell("outside: accepts", outside, "AcceptResourceShareInvitation", invitation);
        refused("outside: accepts again", outside, "AcceptResourceShareInvitation", invitation);
        sharedResources("outside, accepted: shared resources", outside, shareId, OTHERS);
        vSwitches("outside, accepted: vSwitches", "partner", vpcId);
        Caller owner = key("network").of(Product.SHARING);
        sharedTargets("owner, outside accepted: shared targets", owner, shareId, SELF);
        tell("outside: leaves", outside, "DisassociateResourceShare", Map.of("ResourceShareId", shareId, "ResourceOwner", OTHERS));
        vSwitches("outside, gone: vSwitches", "partner", vpcId);
        tell("outside: invited again", owner, "AssociateResourceShare", with(shareId, System.getenv("OUTSIDE")));
        Map<String, Object> both = tell("outside: both invitations", outside, "ListResourceShareInvitations", ofTheShare);
        String pending = "";
        for (Map<String, Object> each : rows(both, "ResourceShareInvitations"))
            if (text(each, "Status").equals("Pending")) pending = text(each, "ResourceShareInvitationId");
        tell("outside: rejects", outside, "RejectResourceShareInvitation", Map.of("ResourceShareInvitationId", pending));
    }

    private static void permissions(Caller owner, String shareId) throws Exception {
        Map<String, Object> listed = tell("permissions", owner, "ListPermissions", Map.of("ResourceType", "VSwitch", "MaxResults", 100));
        String name = "";
        for (Map<String, Object> permission : rows(listed, "Permissions"))
            if (Boolean.TRUE.equals(permission.get("DefaultPermission"))) name = text(permission, "PermissionName");
        tell("permission", owner, "GetPermission", Map.of("PermissionName", name));
        tell("versions", owner, "ListPermissionVersions", Map.of("PermissionName", name));
        Map<String, Object> one = Map.of("ResourceShareId", shareId, "PermissionName", name);
        tell("permission associated", owner, "AssociateResourceSharePermission", and(one, "Replace", true));
        tell("permissions of the share", owner, "ListResourceSharePermissions", Map.of("ResourceShareId", shareId, "ResourceOwner", SELF));
        refused("permission in use", owner, "DisassociateResourceSharePermission", one);
    }

    private static void tags(Caller owner, String shareId) throws Exception {
        Map<String, Object> about = Map.of("RegionId", REGION, "ResourceType", "ResourceShare", "ResourceId", List.of(shareId));
        List<Object> put = List.of(Map.of("Key", "team", "Value", "core"), Map.of("Key", "tier", "Value", "core"));
        tell("tagged", owner, "TagResources", and(about, "Tag", put));
        tell("untagged", owner, "UntagResources", and(about, "TagKey", List.of("tier")));
        tell("tags", owner, "ListTagResources", about);
    }

    private static void refusals(Key key, String shareId) throws Exception {
        Caller owner = key.of(Product.SHARING);
        refused("no name", owner, "CreateResourceShare", Map.of("AllowExternalTargets", true));
        refused("no such share", owner, "UpdateResourceShare", rename("rs-doesnotexist"));
        refused("itself", owner, "AssociateResourceShare", with(shareId, System.getenv("OWNER")));
        refused("no principal", owner, "AssociateResourceShare", with(shareId, "somebody"));
        Map<String, Object> name = Map.of("UserName", "bystander");
        tell("user", key.of(Product.RAM), "CreateUser", name);
        Map<String, Object> made = within(tell("key", key.of(Product.RAM), "CreateAccessKey", name), "AccessKey");
        Key user = new Key(text(made, "AccessKeyId"), text(made, "AccessKeySecret"));
        refused("no policy", user.of(Product.SHARING), "AssociateResourceShare", with(shareId, MEMBER));
    }

    private static void takeBack(Caller owner, String shareId, String vpcId) throws Exception {
        tell("owner: takes it back", owner, "DisassociateResourceShare", Map.of("ResourceShareId", shareId, "Targets", INSIDE));
        vSwitches("member, removed: vSwitches", "prod", vpcId);
        associations("owner: principals afterwards", owner, shareId, "Target");
        tell("owner: deletes the share", owner, "DeleteResourceShare", Map.of("ResourceShareId", shareId));
        refused("the share is gone", owner, "UpdateResourceShare", rename(shareId));
    }

    private static void router(Caller owner) throws Exception {
        Map<String, Object> named = Map.of("AlibabaSideAsn", 64610L, "Name", "story");
        String ecrId = text(tell("router", owner, "CreateExpressConnectRouter", named), "EcrId");
        Map<String, Object> range = Map.of("RegionId", REGION, "CidrBlock", "10.9.0.0/16");
        String vpcId = text(tell("their VPC", key("partner").of(Product.VPC), "CreateVpc", range), "VpcId");
        Map<String, Object> instance = Map.of("InstanceId", vpcId, "InstanceType", "VPC", "InstanceRegionId", REGION);
        Map<String, Object> grant = and(and(instance, "EcrId", ecrId), "EcrOwnerAliUid", Long.valueOf(System.getenv("OWNER")));
        tell("grant", key("partner").of(Product.ROUTER), "GrantInstanceToExpressConnectRouter", grant);
        tell("granted", owner, "DescribeInstanceGrantedToExpressConnectRouter", Map.of("EcrId", ecrId));
        Map<String, Object> missing = Map.of("EcrId", "ecr-000000000000000000");
        refused("no such router", owner, "DescribeInstanceGrantedToExpressConnectRouter", missing);
        joined(owner, ecrId, vpcId, grant);
    }

    /** A VPC and a VBR of an account outside, and a transit router, on one router; changed, and taken off again. */
    private static void joined(Caller owner, String ecrId, String vpcId, Map<String, Object> grant) throws Exception {
        Caller outside = key("partner").of(Product.ROUTER);
        Caller theirs = key("partner").of(Product.VPC);
        Map<String, Object> in = Map.of("RegionId", REGION, "VpcId", vpcId, "ZoneId", "cn-hangzhou-b", "CidrBlock", "10.9.1.0/24");
        tell("their vSwitch", theirs, "CreateVSwitch", in);
        Long other = Long.valueOf(System.getenv("OUTSIDE"));
        Map<String, Object> ofVpc = Map.of("EcrId", ecrId, "VpcId", vpcId, "VpcOwnerId", other, "AssociationRegionId", REGION);
        List<Object> prefixes = List.of("10.9.2.0/24", "10.9.1.0/24");
        String first = associated("association", owner, and(ofVpc, "AllowedPrefixes", prefixes));
        association("associations", owner, ecrId, first);
        Map<String, Object> which = Map.of("EcrId", ecrId, "AssociationId", first);
        List<Object> others = List.of("10.9.4.0/24", "10.9.3.0/24");
        tell("prefixes", owner, "ModifyExpressConnectRouterAssociationAllowedPrefix", and(which, "AllowedPrefixes", others));
        association("associations, changed", owner, ecrId, first);

        String vbrId = vbr(theirs);
        Map<String, Object> granted = and(and(grant, "InstanceId", vbrId), "InstanceType", "VBR");
        tell("VBR granted", outside, "GrantInstanceToExpressConnectRouter", granted);
        Map<String, Object> child = Map.of("EcrId", ecrId, "ChildInstanceId", vbrId, "ChildInstanceType", "VBR");
        Map<String, Object> attach = and(and(child, "ChildInstanceRegionId", REGION), "ChildInstanceOwnerId", other);
        tell("attached", owner, "AttachExpressConnectRouterChildInstance", attach);
        Map<String, Object> children = Map.of("EcrId", ecrId, "ChildInstanceId", vbrId);
        tell("child instances", owner, "DescribeExpressConnectRouterChildInstance", children);

        Caller cen = key("network").of(Product.CEN);
        String cenId = text(tell("CEN instance", cen, "CreateCen", Map.of("Name", "story")), "CenId");
        Map<String, Object> in2 = Map.of("RegionId", REGION, "CenId", cenId);
        String hub = text(tell("transit router", cen, "CreateTransitRouter", in2), "TransitRouterId");
        Map<String, Object> ofHub = Map.of("EcrId", ecrId, "TransitRouterId", hub, "CenId", cenId, "AssociationRegionId", REGION);
        String second = associated("transit router association", owner, ofHub);
        association("transit router associations", owner, ecrId, second);
        Map<String, Object> both = Map.of("EcrId", ecrId, "CenId", cenId, "TransitRouterId", hub);
        Map<String, Object> made = tell("CEN attachment", cen, "CreateTransitRouterEcrAttachment", both);
        association("transit router associations, attached", owner, ecrId, second);
        tell("routes", owner, "DescribeExpressConnectRouterRouteEntries", Map.of("EcrId", ecrId, "MaxResults", 100));

        tell("revoked", outside, "RevokeInstanceFromExpressConnectRouter", grant);
        tell("granted afterwards", owner, "DescribeInstanceGrantedToExpressConnectRouter", Map.of("EcrId", ecrId));
        Map<String, Object> side = Map.of("TransitRouterAttachmentId", text(made, "TransitRouterAttachmentId"));
        tell("CEN attachment deleted", cen, "DeleteTransitRouterEcrAttachment", side);
        Map<String, Object> leaves = Map.of("EcrId", ecrId, "AssociationId", second);
        tell("transit router leaves", owner, "DeleteExpressConnectRouterAssociation", leaves);
        tell("VPC leaves", owner, "DeleteExpressConnectRouterAssociation", which);
        refused("VPC, not granted", owner, "CreateExpressConnectRouterAssociation", ofVpc);
        tell("detached", owner, "DetachExpressConnectRouterChildInstance", child);
        tell("child instances afterwards", owner, "DescribeExpressConnectRouterChildInstance", children);
        tell("router deleted", owner, "DeleteExpressConnectRouter", Map.of("EcrId", ecrId));
        refused("router gone", owner, "DescribeInstanceGrantedToExpressConnectRouter", Map.of("EcrId", ecrId));
    }

    private static String associated(String step, Caller owner, Map<String, Object> what) throws Exception {
        return text(tell(step, owner, "CreateExpressConnectRouterAssociation", what), "AssociationId");
    }

    private static void association(String step, Caller owner, String ecrId, String associationId) throws Exception {
        Map<String, Object> which = Map.of("EcrId", ecrId, "AssociationId", associationId);
        tell(step, owner, "DescribeExpressConnectRouterAssociation", which);
    }

    private static String vbr(Caller theirs) throws Exception {
        Map<String, Object> at = Map.of("RegionId", REGION, "AccessPointId", "ap-cn-hangzhou-yh-B", "LineOperator", "Other");
        String line = text(tell("line", theirs, "CreatePhysicalConnection", and(at, "PeerLocation", "Hangzhou")), "PhysicalConnectionId");
        Map<String, Object> side = Map.of(
                "LocalGatewayIp", "192.168.100.1", "PeerGatewayIp", "192.168.100.2", "PeeringSubnetMask", "255.255.255.252",
                "RegionId", REGION, "PhysicalConnectionId", line, "VlanId", 10);
        return text(tell("VBR", theirs, "CreateVirtualBorderRouter", side), "VbrId");
    }

    private static void associations(String step, Caller owner, String shareId, String kind) throws Exception {
        Map<String, Object> filter = Map.of("AssociationType", kind, "ResourceShareIds", List.of(shareId));
        tell(step, owner, "ListResourceShareAssociations", filter);
    }

    private static void sharedResources(String step, Caller caller, String shareId, String whose) throws Exception {
        tell(step, caller, "ListSharedResources", Map.of("ResourceOwner", whose, "ResourceShareIds", List.of(shareId)));
    }

    private static void sharedTargets(String step, Caller caller, String shareId, String whose) throws Exception {
        Map<String, Object> filter = Map.of("ResourceOwner", whose, "ResourceShareIds", List.of(shareId), "MaxResults", 10);
        tell(step, caller, "ListSharedTargets", filter);
    }

    private static void vSwitches(String step, String alias, String vpcId) throws Exception {
        tell(step, key(alias).of(Product.VPC), "DescribeVSwitches", Map.of("RegionId", REGION, "VpcId", vpcId));
    }

    private static Map<String, Object> rename(String shareId) {
        return Map.of("ResourceShareId", shareId, "ResourceShareName", "other");
    }

    private static Map<String, Object> with(String shareId, String target) {
        return Map.of("ResourceShareId", shareId, "Targets", List.of(target));
    }

    private static Map<String, Object> and(Map<String, Object> some, String name, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(some);
        all.put(name, value);
        return all;
    }

    /** Calls, keeps what came back under the step's name, and gives it on. */
    private static Map<String, Object> tell(String step, Caller caller, String action, Map<String, Object> given) throws Exception {
        Answer answer;
        try {
            answer = caller.call(action, given);
        } catch (TeaException refusal) {
            throw new IllegalStateException(step, refusal);
        }
        SAW.put(step, Map.of("status", answer.status, "answer", answer.body));
        return answer.body;
    }

    private static void refused(String step, Caller caller, String action, Map<String, Object> given) throws Exception {
        try {
            caller.call(action, given);
        } catch (TeaException refusal) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("status", refusal.getStatusCode());
            told.put("code", refusal.getCode());
            told.put("message", refusal.getMessage());
            told.put("requestId", refusal.getData().get("RequestId"));
            told.put("recommend", refusal.getData().get("Recommend"));
            told.put("denied", refusal.getAccessDeniedDetail());
            SAW.put(step, told);
            return;
        }
        throw new IllegalStateException(step + " was not refused");
    }

    private static String text(Map<String, Object> of, String name) {
        return (String) of.get(name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> within(Map<String, Object> of, String name) {
        return (Map<String, Object>) of.get(name);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Map<String, Object> of, String name) {
        return (List<Map<String, Object>>) of.get(name);
    }

    private enum Product {
        SHARING("resourcesharing20200110", "2020-01-10", false),
        ROUTER("expressconnectrouter20230901", "2023-09-01", true),
        VPC("vpc20160428", "2016-04-28", false),
        CEN("cbn20170912", "2017-09-12", false),
        RAM("ram20150501", "2015-05-01", false),
        STS("sts20150401", "2015-04-01", false);

        final String artifact;
        final String version;
        final boolean inBody;

        Product(String artifact, String version, boolean inBody) {
            this.artifact = artifact;
            this.version = version;
            this.inBody = inBody;
        }
    }

    private static Key key(String alias) {
        return new Key("local-" + alias, "local-secret");
    }

    private record Answer(int status, Map<String, Object> body) {}

    private interface Caller {
        Answer call(String action, Map<String, Object> given) throws Exception;
    }

    private record Key(String id, String secret) {
        Caller of(Product product) throws Exception {
            Config config = new Config()
                    .setAccessKeyId(id).setAccessKeySecret(secret).setRegionId(REGION)
                    .setEndpoint(System.getenv("ENDPOINT")).setProtocol(System.getenv("SCHEME"));
            if (System.getenv("SCHEME").equals("HTTPS")) config.setCa(Files.readString(Path.of(System.getenv("CA_FILE"))));
            String name = "com.aliyun." + product.artifact;
            Class<?> client;
            try {
                client = Class.forName(name + ".Client");
            } catch (ClassNotFoundException absent) {
                return core(config, product);
            }
            return generated(client.getConstructor(Config.class).newInstance(config), name + ".models.");
        }
    }

    private static final List<String> withoutParameters = List.of("GetCallerIdentity", "CheckSharingWithResourceDirectoryStatus");

    /** Through the request and response classes of the product's package; found by name, so that this also compiles without it. */
    private static Caller generated(Object client, String models) {
        return (action, given) -> {
            String method = Character.toLowerCase(action.charAt(0)) + action.substring(1);
            try {
                Object response;
                if (withoutParameters.contains(action)) response = client.getClass().getMethod(method).invoke(client);
                else {
                    Class<?> type = Class.forName(models + action + "Request");
                    TeaModel request = TeaModel.toModel(given, (TeaModel) type.getConstructor().newInstance());
                    response = client.getClass().getMethod(method, type).invoke(client, request);
                }
                TeaModel body = (TeaModel) response.getClass().getMethod("getBody").invoke(response);
                return new Answer((Integer) response.getClass().getMethod("getStatusCode").invoke(response), body.toMap());
            } catch (InvocationTargetException wrapped) {
                if (wrapped.getCause() instanceof Exception cause) throw cause;
                throw wrapped;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static Caller core(Config config, Product product) throws Exception {
        com.aliyun.teaopenapi.Client client = new com.aliyun.teaopenapi.Client(config);
        return (action, given) -> {
            Params params = new Params()
                    .setAction(action).setVersion(product.version).setProtocol(config.getProtocol()).setPathname("/").setMethod("POST")
                    .setAuthType("AK").setStyle("RPC").setReqBodyType("formData").setBodyType("json");
            OpenApiRequest request = new OpenApiRequest();
            if (product.inBody) request.setBody(com.aliyun.openapiutil.Client.parseToMap(given));
            else request.setQuery(com.aliyun.openapiutil.Client.query(given));
            Map<String, ?> answer = client.callApi(params, request, new RuntimeOptions());
            return new Answer(((Number) answer.get("statusCode")).intValue(), (Map<String, Object>) answer.get("body"));
        };
    }
}
