import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Waits for the brokers of a fresh cluster, adds its users and ACLs, and waits until every broker knows them. */
final class ClusterSetup {
    private static final long PATIENCE_MS = 90_000;

    /** {@code setup CLUSTER_JSON}; passwords are read from the file, never from the command line. */
    static void run(Admin admin, List<String> args) throws Exception {
        JsonNode cluster = new ObjectMapper().readTree(Path.of(args.get(0)).toFile());
        JsonNode credentials = cluster.get("credentials");
        int brokers = cluster.get("brokers").size();
        until("all brokers in the metadata", () -> admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size() == brokers);
        // One request a mechanism: a request may name a user once only.
        for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
            List<UserScramCredentialAlteration> users = new ArrayList<>();
            for (JsonNode user : credentials.get("scram")) {
                ScramCredentialInfo info = new ScramCredentialInfo(mechanism, 4096);
                users.add(new UserScramCredentialUpsertion(user.get("username").asText(), info, user.get("password").asText()));
            }
            admin.alterUserScramCredentials(users).all().get();
        }
        admin.createAcls(acls(credentials)).all().get();
        waitForLogin(cluster);
    }

    /** {@code wait-brokers COUNT [in-sync]}: COUNT brokers in the metadata, and with in-sync no replica behind. */
    static void waitBrokers(Admin admin, List<String> args) throws Exception {
        int count = Integer.parseInt(args.get(0));
        until(count + " brokers in the metadata", () -> admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size() == count);
        if (args.size() < 2) return;
        until("all replicas in sync", () -> {
            var topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
            return admin.describeTopics(topics).allTopicNames().get().values().stream().flatMap(topic -> topic.partitions().stream())
                .allMatch(partition -> partition.isr().size() == partition.replicas().size());
        });
    }

    private static List<AclBinding> acls(JsonNode credentials) {
        List<AclBinding> acls = new ArrayList<>();
        for (String reader : principals(credentials, "reader")) {
            for (AclOperation operation : List.of(AclOperation.DESCRIBE, AclOperation.READ, AclOperation.DESCRIBE_CONFIGS)) {
                acls.add(allow(reader, operation, new ResourcePattern(ResourceType.TOPIC, "orders", PatternType.PREFIXED)));
            }
            acls.add(allow(reader, AclOperation.DESCRIBE, new ResourcePattern(ResourceType.GROUP, "billing", PatternType.LITERAL)));
        }
        for (String operator : principals(credentials, "operator")) {
            for (ResourceType type : List.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)) {
                acls.add(allow(operator, AclOperation.ALL, new ResourcePattern(type, "*", PatternType.LITERAL)));
            }
            acls.add(allow(operator, AclOperation.ALL, new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL)));
        }
        return acls;
    }

    private static List<String> principals(JsonNode credentials, String who) {
        return List.of(credentials.get("scram").get(who).get("username").asText(), credentials.get("iam").get(who).get("principal").asText());
    }

    private static AclBinding allow(String principal, AclOperation operation, ResourcePattern pattern) {
        return new AclBinding(pattern, new AccessControlEntry("User:" + principal, "*", operation, AclPermissionType.ALLOW));
    }

    /** The operator's ACLs were created last: a broker that lets the operator read its configuration knows all the others. */
    private static void waitForLogin(JsonNode cluster) throws Exception {
        Properties properties = new Properties();
        try (var in = java.nio.file.Files.newInputStream(Path.of(cluster.get("clientProperties").get("operator").asText()))) {
            properties.load(in);
        }
        properties.put("default.api.timeout.ms", "5000");
        properties.put("request.timeout.ms", "5000");
        // A client whose login failed must be made anew: the credentials may reach brokers one after the other.
        until("SCRAM login and the operator's rights at every broker", () -> {
            try (Admin operator = Admin.create(properties)) {
                for (JsonNode broker : cluster.get("brokers")) {
                    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.get("id").asText());
                    Map<?, ?> found = operator.describeConfigs(List.of(resource)).all().get();
                    if (found.isEmpty()) return false;
                }
                return true;
            }
        });
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(String what, Condition condition) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MS;
        Exception last = null;
        while (System.currentTimeMillis() < end) {
            try {
                if (condition.holds()) return;
            } catch (ExecutionException | TimeoutException e) {
                last = e;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("gave up waiting for " + what, last);
    }
}
