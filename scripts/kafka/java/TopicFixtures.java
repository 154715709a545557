import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes topics and records. */
final class TopicFixtures {
    /** {@code topic NAME PARTITIONS REPLICAS [CONFIG=VALUE…]} */
    static void topic(Admin admin, List<String> args) throws Exception {
        Map<String, String> configs = new HashMap<>();
        for (String config : args.subList(3, args.size())) configs.put(config.split("=", 2)[0], config.split("=", 2)[1]);
        create(admin, List.of(newTopic(args.get(0), Integer.parseInt(args.get(1)), Integer.parseInt(args.get(2))).configs(configs)));
    }

    /** {@code topics PREFIX COUNT [PARTITIONS [REPLICAS]]} makes PREFIX00000, PREFIX00001 … */
    static void topics(Admin admin, List<String> args) throws Exception {
        int count = Integer.parseInt(args.get(1));
        int partitions = args.size() > 2 ? Integer.parseInt(args.get(2)) : 1;
        int replicas = args.size() > 3 ? Integer.parseInt(args.get(3)) : 1;
        for (int first = 0; first < count; first += 500) {
            List<NewTopic> batch = new ArrayList<>();
            for (int i = first; i < Math.min(count, first + 500); i++) batch.add(newTopic(String.format("%s%05d", args.get(0), i), partitions, replicas));
            create(admin, batch);
        }
    }

    /** {@code delete-topic NAME} */
    static void deleteTopic(Admin admin, List<String> args) throws Exception {
        admin.deleteTopics(List.of(args.get(0))).all().get();
        ClusterSetup.until(args.get(0) + " gone", () -> !admin.listTopics().names().get().contains(args.get(0)));
    }

    /** {@code recreate-topic NAME}: same name, partitions and replicas, another topic id. */
    static void recreateTopic(Admin admin, List<String> args) throws Exception {
        TopicDescription old = admin.describeTopics(List.of(args.get(0))).allTopicNames().get().get(args.get(0));
        deleteTopic(admin, args);
        create(admin, List.of(newTopic(args.get(0), old.partitions().size(), old.partitions().get(0).replicas().size())));
    }

    /** {@code records TOPIC COUNT [VALUE_BYTES [CODEC]]}: keys key-0 …, spread over all partitions. */
    static void records(Admin admin, List<String> args) throws Exception {
        int count = Integer.parseInt(args.get(1));
        byte[] filler = "x".repeat(args.size() > 2 ? Integer.parseInt(args.get(2)) : 100).getBytes();
        Properties properties = producerProperties();
        properties.put("compression.type", args.size() > 3 ? args.get(3) : "none");
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) producer.send(new ProducerRecord<>(args.get(0), "key-" + i, filler));
        }
    }

    /** {@code compacted TOPIC KEYS UPDATES}: a compacted topic of one partition; DONE when it was cleaned and its offsets have gaps. */
    static void compacted(Admin admin, List<String> args) throws Exception {
        String topic = args.get(0);
        create(admin, List.of(newTopic(topic, 1, 1).configs(Map.of(
            "cleanup.policy", "compact", "segment.ms", "100", "min.cleanable.dirty.ratio", "0.01", "max.compaction.lag.ms", "1000", "delete.retention.ms", "100"))));
        int keys = Integer.parseInt(args.get(1));
        try (var producer = stringProducer()) {
            for (int i = 0; i < keys * Integer.parseInt(args.get(2)); i++) {
                // A tombstone for every tenth key, at the end.
                boolean isLast = i >= keys * (Integer.parseInt(args.get(2)) - 1);
                producer.send(new ProducerRecord<>(topic, "key-" + i % keys, isLast && i % 10 == 0 ? null : "value-" + i));
                if (i % keys == keys - 1) {
                    producer.flush();
                    Thread.sleep(150); // Longer than segment.ms: the next round rolls a segment, and only closed ones are compacted.
                }
            }
        }
        long written = (long) keys * Integer.parseInt(args.get(2));
        ClusterSetup.until(topic + " compacted", () -> readable(new TopicPartition(topic, 0)) < written);
    }

    private static long readable(TopicPartition partition) {
        Properties properties = FixtureTool.properties();
        properties.put("enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            long count = 0;
            while (consumer.position(partition) < end) count += consumer.poll(Duration.ofMillis(200)).count();
            return count;
        }
    }

    /** {@code delete-records TOPIC PARTITION BEFORE_OFFSET} moves the log start. */
    static void deleteRecords(Admin admin, List<String> args) throws Exception {
        TopicPartition partition = new TopicPartition(args.get(0), Integer.parseInt(args.get(1)));
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(Long.parseLong(args.get(2))))).all().get();
    }

    /**
     * {@code transactions TOPIC}: 10 records committed, 10 aborted, 10 plain, then 10 in an open transaction
     * (transactional id TOPIC-open) that is kept open; the last stable offset stays at its first record.
     */
    static void transactions(Admin admin, List<String> args) throws Exception {
        String topic = args.get(0);
        if (!admin.listTopics().names().get().contains(topic)) create(admin, List.of(newTopic(topic, 1, 1)));
        try (var producer = transactional(topic + "-ended")) {
            producer.beginTransaction();
            send(producer, topic, "committed");
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, topic, "aborted");
            producer.abortTransaction();
        }
        try (var producer = stringProducer()) {
            send(producer, topic, "plain");
        }
        KafkaProducer<String, String> open = transactional(topic + "-open");
        open.beginTransaction();
        send(open, topic, "open");
        FixtureTool.hold();
        // Closing would abort the transaction; to leave it hanging the caller ends this process with SIGKILL.
        open.close();
    }

    static NewTopic newTopic(String name, int partitions, int replicas) {
        return new NewTopic(name, Optional.of(partitions), Optional.of((short) replicas));
    }

    /** Creates topics and returns when every partition has a leader that all brokers could name. */
    static void create(Admin admin, List<NewTopic> topics) throws Exception {
        admin.createTopics(topics).all().get();
        List<String> names = topics.stream().map(NewTopic::name).toList();
        ClusterSetup.until("leaders of " + names.get(0), () -> {
            try {
                for (TopicDescription found : admin.describeTopics(names).allTopicNames().get().values()) {
                    if (found.partitions().stream().anyMatch(p -> p.leader() == null || p.leader().isEmpty())) return false;
                }
                return true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) return false;
                throw e;
            }
        });
    }

    static Properties producerProperties() {
        Properties properties = FixtureTool.properties();
        properties.put("linger.ms", "5");
        return properties;
    }

    static KafkaProducer<String, String> stringProducer() {
        return new KafkaProducer<>(producerProperties(), new StringSerializer(), new StringSerializer());
    }

    private static KafkaProducer<String, String> transactional(String id) {
        Properties properties = producerProperties();
        properties.put("transactional.id", id);
        properties.put("transaction.timeout.ms", "600000");
        KafkaProducer<String, String> producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    private static void send(KafkaProducer<String, String> producer, String topic, String what) {
        for (int i = 0; i < 10; i++) producer.send(new ProducerRecord<>(topic, 0, what, what + "-" + i));
        producer.flush();
    }
}
