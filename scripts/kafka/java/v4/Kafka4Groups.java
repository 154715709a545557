import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;

/** Groups whose clients exist in Kafka 4 only; called by name from FixtureTool, since Kafka 3 can not compile them. */
public final class Kafka4Groups {
    /** {@code share-group GROUP TOPIC MEMBERS}: reads from the earliest record; READY when the group has read something. */
    public static void share(Admin admin, List<String> args) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, args.get(0));
        AlterConfigOp earliest = new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(java.util.Map.of(resource, List.of(earliest))).all().get();
        AtomicBoolean isEnding = new AtomicBoolean();
        AtomicBoolean hasRead = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args.get(2)); i++) {
            Properties properties = FixtureTool.properties();
            properties.put("group.id", args.get(0));
            properties.put("client.id", args.get(0) + "-" + i);
            Thread thread = new Thread(() -> {
                try (var consumer = new KafkaShareConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
                    consumer.subscribe(List.of(args.get(1)));
                    while (!isEnding.get()) if (!consumer.poll(Duration.ofMillis(200)).isEmpty()) hasRead.set(true);
                }
            });
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        ClusterSetup.until("share group reads", hasRead::get);
        FixtureTool.hold();
        isEnding.set(true);
        for (Thread thread : threads) thread.join(5000);
    }

    /** {@code streams-group GROUP TOPIC OUTPUT_TOPIC}: copies TOPIC; READY when the streams program runs. */
    public static void streams(Admin admin, List<String> args) throws Exception {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(args.get(1)).to(args.get(2));
        Properties properties = FixtureTool.properties();
        properties.put("application.id", args.get(0));
        properties.put("group.protocol", "streams");
        properties.put("default.key.serde", Serdes.ByteArraySerde.class.getName());
        properties.put("default.value.serde", Serdes.ByteArraySerde.class.getName());
        java.nio.file.Path state = java.nio.file.Files.createTempDirectory("msk-tui-streams");
        properties.put("state.dir", state.toString());
        try (KafkaStreams streams = new KafkaStreams(builder.build(), properties)) {
            streams.start();
            ClusterSetup.until("streams program runs", () -> streams.state() == KafkaStreams.State.RUNNING);
            FixtureTool.hold();
        } finally {
            try (var paths = java.nio.file.Files.walk(state)) {
                for (java.nio.file.Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) path.toFile().delete();
            }
        }
    }
}
