import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerExtensionsValidatorCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;

/**
 * Verifies MSK IAM tokens in the broker as MSK does: a token is the base64url of a presigned
 * {@code https://kafka.REGION.amazonaws.com/?Action=kafka-cluster:Connect} URL.
 *
 * What a refused client gets (seen with 3.9.2 and 4.4.0): a SaslAuthenticate response with error code 0 and the bytes
 * {@code {"status":"invalid_token: REASON"}}; after the client's answer 0x01 a second one with error code 58
 * (SASL_AUTHENTICATION_FAILED) and the same JSON as error message. Kafka's own classes allow no field beside status,
 * scope and openid-configuration, so the reason stands in the status. MSK itself tells no reason, only
 * {@code [request id]: Access denied}.
 */
public final class IamTokenVerifier implements AuthenticateCallbackHandler {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final long CLOCK_SKEW_SECONDS = 300;

    static final class Refused extends Exception {
        Refused(String reason) {
            super(reason);
        }
    }

    private record Token(String value, String principalName, long lifetimeMs, Long startTimeMs) implements OAuthBearerToken {
        @Override
        public Set<String> scope() {
            return Set.of();
        }
    }

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {}

    @Override
    public void close() {}

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof OAuthBearerValidatorCallback asked) {
                try {
                    asked.token(verify(asked.tokenValue(), Instant.now()));
                } catch (Refused refused) {
                    // Kafka puts the status between quotes as it is.
                    asked.error("invalid_token: " + refused.getMessage().replaceAll("[\"\\\\\\p{Cntrl}]", "?"), null, null);
                }
            } else if (callback instanceof OAuthBearerExtensionsValidatorCallback extensions) {
                for (String name : extensions.inputExtensions().map().keySet()) extensions.valid(name);
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private static OAuthBearerToken verify(String token, Instant now) throws Refused {
        URI url = urlOf(token);
        Map<String, String> query = queryOf(url);
        String[] scope = required(query, "X-Amz-Credential").split("/");
        if (scope.length != 5 || !scope[3].equals("kafka-cluster") || !scope[4].equals("aws4_request")) {
            throw new Refused("credential scope is not KEY/DATE/REGION/kafka-cluster/aws4_request");
        }
        JsonNode known = keysFile();
        checkPlace(url, query, scope[2], known.get("region").asText());
        Instant signedAt = timeOf(required(query, "X-Amz-Date"));
        if (!required(query, "X-Amz-Date").startsWith(scope[1])) throw new Refused("the day in the credential scope is not that of X-Amz-Date");
        Instant end = signedAt.plusSeconds(expires(required(query, "X-Amz-Expires")));
        if (end.isBefore(now)) throw new Refused("expired token: it ended at " + end + ", the broker's clock says " + now);
        if (signedAt.isAfter(now.plusSeconds(CLOCK_SKEW_SECONDS))) {
            throw new Refused("token from the future: signed at " + signedAt + ", the broker's clock says " + now);
        }
        JsonNode key = keyOf(known, scope[0]);
        String expected = signature(url.getHost(), query, scope, key.get("secretAccessKey").asText());
        byte[] given = required(query, "X-Amz-Signature").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, expected.getBytes(StandardCharsets.UTF_8))) throw new Refused("signature does not match");
        String principal = principalOf(known.get("account").asText(), key, query.get("X-Amz-Security-Token"));
        return new Token(token, principal, end.toEpochMilli(), signedAt.toEpochMilli());
    }

    private static URI urlOf(String token) throws Refused {
        try {
            return URI.create(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Refused("malformed token: not the base64url of a URL");
        }
    }

    private static Map<String, String> queryOf(URI url) throws Refused {
        Map<String, String> query = new TreeMap<>();
        for (String part : (url.getRawQuery() == null ? "" : url.getRawQuery()).split("&")) {
            int equals = part.indexOf('=');
            if (equals < 0) throw new Refused("malformed token: the URL has no query of name=value");
            // URLDecoder reads "+" as a blank; SigV4 writes a blank as %20 and "+" as itself would be wrong anyway.
            String value = URLDecoder.decode(part.substring(equals + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
            if (query.put(URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8), value) != null) {
                throw new Refused("malformed token: a query parameter stands twice");
            }
        }
        return query;
    }

    private static String required(Map<String, String> query, String name) throws Refused {
        String value = query.get(name);
        if (value == null || value.isEmpty()) throw new Refused(name + " is missing");
        return value;
    }

    private static void checkPlace(URI url, Map<String, String> query, String region, String ours) throws Refused {
        if (!"https".equals(url.getScheme())) throw new Refused("the URL's scheme is not https");
        if (!("kafka." + region + ".amazonaws.com").equals(url.getHost())) {
            throw new Refused("the host is not kafka." + region + ".amazonaws.com, the region of the credential scope");
        }
        if (!region.equals(ours)) throw new Refused("wrong region: the token is for " + region + ", this cluster is in " + ours);
        if (!"kafka-cluster:Connect".equals(query.get("Action"))) throw new Refused("the action is not kafka-cluster:Connect");
        if (!"AWS4-HMAC-SHA256".equals(query.get("X-Amz-Algorithm"))) throw new Refused("the algorithm is not AWS4-HMAC-SHA256");
        if (!"host".equals(query.get("X-Amz-SignedHeaders"))) throw new Refused("the signed headers are not just host");
    }

    private static Instant timeOf(String text) throws Refused {
        try {
            return TIME.parse(text, Instant::from);
        } catch (java.time.DateTimeException e) {
            throw new Refused("X-Amz-Date is not YYYYMMDDTHHMMSSZ");
        }
    }

    private static long expires(String text) throws Refused {
        if (!text.matches("[1-9][0-9]{0,8}")) throw new Refused("X-Amz-Expires is not a whole positive number: " + text);
        long seconds = Long.parseLong(text);
        if (seconds > 900) throw new Refused("X-Amz-Expires is above 900: " + text);
        return seconds;
    }

    private static JsonNode keysFile() throws Refused {
        try {
            // Read for every token: a test may add or revoke keys while the broker runs.
            return new ObjectMapper().readTree(Path.of(System.getProperty("msk-tui.iam.keys")).toFile());
        } catch (java.io.IOException e) {
            throw new Refused("the broker can not read its list of keys");
        }
    }

    private static JsonNode keyOf(JsonNode known, String accessKeyId) throws Refused {
        for (JsonNode key : known.get("keys")) if (key.get("accessKeyId").asText().equals(accessKeyId)) return key;
        throw new Refused("unknown access key " + accessKeyId);
    }

    private static String principalOf(String account, JsonNode key, String securityToken) throws Refused {
        String name = key.get("name").asText();
        boolean isRole = key.get("kind").asText().equals("role");
        if (!isRole) {
            if (securityToken != null) throw new Refused("keys of a user come without a session token");
            return "arn:aws:iam::" + account + ":user/" + name;
        }
        if (securityToken == null) throw new Refused("keys of a role come with a session token, this has none");
        try {
            JsonNode session = new ObjectMapper().readTree(Base64.getDecoder().decode(securityToken));
            if (!session.path("role").asText().equals(name)) throw new Refused("the session token is of another role");
            return "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + session.path("session").asText();
        } catch (java.io.IOException | IllegalArgumentException e) {
            throw new Refused("the session token is not one of this test cluster: base64 of {role, session}");
        }
    }

    private static String signature(String host, Map<String, String> query, String[] scope, String secret) {
        // Not signed: the signature itself, and the User-Agent that AWS's signers add after signing.
        String canonical = query.entrySet().stream()
            .filter(entry -> !entry.getKey().equals("X-Amz-Signature") && !entry.getKey().equals("User-Agent"))
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
        String request = "GET\n/\n" + canonical + "\nhost:" + host + "\n\nhost\n" + sha256("");
        String text = "AWS4-HMAC-SHA256\n" + query.get("X-Amz-Date") + "\n" + String.join("/", scope[1], scope[2], scope[3], scope[4])
            + "\n" + sha256(request);
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(scope[1], scope[2], scope[3], scope[4], text)) key = hmac(key, part);
        return HexFormat.of().formatHex(key);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
