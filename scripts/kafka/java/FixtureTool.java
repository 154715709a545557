import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;

/**
 * Prepares test clusters: {@code FixtureTool BOOTSTRAP COMMAND ARGS…}, over the PLAINTEXT listener.
 *
 * A command that holds something open (members of a group, an open transaction) prints READY when its state is reached,
 * keeps it, and ends when its standard input is closed. The others print DONE.
 */
public final class FixtureTool {
    interface Command {
        void run(Admin admin, List<String> args) throws Exception;
    }

    static String bootstrap;

    private static final Map<String, Command> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("setup", ClusterSetup::run);
        COMMANDS.put("wait-brokers", ClusterSetup::waitBrokers);
        COMMANDS.put("batch", FixtureTool::batch);
        COMMANDS.put("sample", SampleData::fill);
        COMMANDS.put("live", SampleData::live);
        COMMANDS.put("topic", TopicFixtures::topic);
        COMMANDS.put("topics", TopicFixtures::topics);
        COMMANDS.put("delete-topic", TopicFixtures::deleteTopic);
        COMMANDS.put("recreate-topic", TopicFixtures::recreateTopic);
        COMMANDS.put("records", TopicFixtures::records);
        COMMANDS.put("compacted", TopicFixtures::compacted);
        COMMANDS.put("delete-records", TopicFixtures::deleteRecords);
        COMMANDS.put("transactions", TopicFixtures::transactions);
        COMMANDS.put("commit", GroupFixtures::commit);
        COMMANDS.put("groups", GroupFixtures::groups);
        COMMANDS.put("classic-group", GroupFixtures::classic);
        COMMANDS.put("consumer-group", GroupFixtures::consumer);
        COMMANDS.put("bench-topics", BenchFixtures::topics);
        COMMANDS.put("bench-records", BenchFixtures::records);
        COMMANDS.put("bench-groups", BenchFixtures::groups);
        COMMANDS.put("share-group", (admin, args) -> kafka4("share", admin, args));
        COMMANDS.put("streams-group", (admin, args) -> kafka4("streams", admin, args));
    }

    /** {@code batch 'COMMAND ARGS…' 'COMMAND ARGS…' …}: one after the other in one process, since a start of Java takes a second. */
    private static void batch(Admin admin, List<String> lines) throws Exception {
        for (String line : lines) {
            List<String> words = Arrays.asList(line.split(" "));
            COMMANDS.get(words.get(0)).run(admin, words.subList(1, words.size()));
        }
    }

    private static void kafka4(String method, Admin admin, List<String> args) throws Exception {
        try {
            Class.forName("Kafka4Groups").getMethod(method, Admin.class, List.class).invoke(null, admin, args);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("groups of this kind need Kafka 4", e);
        } catch (java.lang.reflect.InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    public static void main(String[] args) throws Exception {
        Command command = args.length < 2 ? null : COMMANDS.get(args[1]);
        if (command == null) {
            System.err.println("usage: FixtureTool BOOTSTRAP COMMAND ARGS…; commands: " + String.join(", ", COMMANDS.keySet()));
            System.exit(2);
        }
        bootstrap = args[0];
        try (Admin admin = Admin.create(properties())) {
            command.run(admin, Arrays.asList(args).subList(2, args.length));
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.out.println("DONE");
        System.exit(0);
    }

    /** Properties of any client of the cluster. */
    static Properties properties() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        return properties;
    }

    /** Tells that the state is reached and keeps it until nobody needs it any more. */
    static void hold() throws IOException {
        System.out.println("READY");
        System.out.flush();
        while (System.in.read() >= 0) continue;
    }
}
