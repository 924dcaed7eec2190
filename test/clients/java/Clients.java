import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import com.google.gson.Gson;
import java.util.LinkedHashMap;
import java.util.Map;

/** Two Java clients, each asking who it is, being refused, and signing with a wrong secret. Prints one JSON line per call. */
public final class Clients {
    private static final String ENDPOINT = System.getenv("ENDPOINT");
    private static final String SCHEME = System.getenv("SCHEME");
    private static final Map<String, String> SHARE = Map.of("ResourceShareId", "rs-doesnotexist", "ResourceShareName", "a");

    public static void main(String[] args) throws Exception {
        for (MethodType method : new MethodType[] {MethodType.GET, MethodType.POST}) {
            older("old SDK " + method + " identity", "local-secret", method, "2015-04-01", "GetCallerIdentity", Map.of());
            older("old SDK " + method + " refused", "local-secret", method, "2020-01-10", "UpdateResourceShare", SHARE);
            older("old SDK " + method + " wrong secret", "guessed", method, "2015-04-01", "GetCallerIdentity", Map.of());
        }
        for (String signature : new String[] {"V3", "V1"}) {
            todays(signature + " identity", "local-secret", signature, "2015-04-01", "GetCallerIdentity", Map.of());
            todays(signature + " refused", "local-secret", signature, "2020-01-10", "UpdateResourceShare", SHARE);
            todays(signature + " wrong secret", "guessed", signature, "2015-04-01", "GetCallerIdentity", Map.of());
        }
        // Both keep threads of idle connections.
        System.exit(0);
    }

    private static void older(String label, String secret, MethodType method, String version, String action, Map<String, String> query)
            throws Exception {
        DefaultAcsClient client = new DefaultAcsClient(DefaultProfile.getProfile("cn-hangzhou", "local-network", secret));
        CommonRequest request = new CommonRequest();
        request.setSysDomain(ENDPOINT);
        request.setSysProtocol(SCHEME.equals("HTTPS") ? ProtocolType.HTTPS : ProtocolType.HTTP);
        request.setSysMethod(method);
        request.setSysVersion(version);
        request.setSysAction(action);
        query.forEach(request::putQueryParameter);
        try {
            tell(label, Map.of("status", 200, "body", new Gson().fromJson(client.getCommonResponse(request).getData(), Map.class)));
        } catch (ClientException refused) {
            if (refused.getRequestId() == null) throw refused;
            tell(label, Map.of("code", refused.getErrCode(), "message", String.valueOf(refused.getErrMsg())));
        }
    }

    private static void todays(String label, String secret, String signature, String version, String action, Map<String, String> query)
            throws Exception {
        Config config = new Config()
                .setAccessKeyId("local-network").setAccessKeySecret(secret)
                .setEndpoint(ENDPOINT).setProtocol(SCHEME).setRegionId("cn-hangzhou");
        if (signature.equals("V1")) config.setSignatureAlgorithm("v2");
        if (SCHEME.equals("HTTPS")) config.setCa(java.nio.file.Files.readString(java.nio.file.Path.of(System.getenv("CA_FILE"))));
        Params params = new Params()
                .setAction(action).setVersion(version).setProtocol(SCHEME).setPathname("/").setMethod("POST")
                .setAuthType("AK").setStyle("RPC").setReqBodyType("formData").setBodyType("json");
        try {
            Map<String, ?> answer = new Client(config).callApi(params, new OpenApiRequest().setQuery(query), new RuntimeOptions());
            tell(label, Map.of("status", 200, "body", answer.get("body")));
        } catch (TeaException refused) {
            tell(label, Map.of("status", refused.getStatusCode(), "code", refused.getCode(), "message", refused.getMessage()));
        }
    }

    private static void tell(String label, Map<String, ?> told) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("call", label);
        line.putAll(told);
        System.out.println(new Gson().toJson(line));
    }
}
