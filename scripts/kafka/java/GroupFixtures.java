import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Makes groups: commits without members, and members that stay. */
final class GroupFixtures {
    /** {@code commit GROUP TOPIC PARTITION=OFFSET…} for a group without members. */
    static void commit(Admin admin, List<String> args) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (String pair : args.subList(2, args.size())) {
            String[] sides = pair.split("=");
            offsets.put(new TopicPartition(args.get(1), Integer.parseInt(sides[0])), new OffsetAndMetadata(Long.parseLong(sides[1])));
        }
        commitOnceKnown(admin, args.get(0), offsets);
    }

    /** A coordinator may learn of a topic created just now later than the broker that created it: asked again, for two minutes. */
    private static void commitOnceKnown(Admin admin, String group, Map<TopicPartition, OffsetAndMetadata> offsets) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            try {
                admin.alterConsumerGroupOffsets(group, offsets).all().get();
                return;
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) throw failure;
                Thread.sleep(100);
            }
        }
    }

    /** {@code groups PREFIX COUNT TOPIC [OFFSET]}: COUNT groups PREFIX0000 … that committed OFFSET for every partition of TOPIC. */
    static void groups(Admin admin, List<String> args) throws Exception {
        int partitions = admin.describeTopics(List.of(args.get(2))).allTopicNames().get().get(args.get(2)).partitions().size();
        long offset = args.size() > 3 ? Long.parseLong(args.get(3)) : 0;
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (int i = 0; i < partitions; i++) offsets.put(new TopicPartition(args.get(2), i), new OffsetAndMetadata(offset));
        int count = Integer.parseInt(args.get(1));
        for (int first = 0; first < count; first += 50) {
            List<KafkaFuture<Void>> answers = new ArrayList<>();
            for (int i = first; i < Math.min(count, first + 50); i++) {
                answers.add(admin.alterConsumerGroupOffsets(String.format("%s%04d", args.get(0), i), offsets).all());
            }
            for (KafkaFuture<Void> answer : answers) answer.get();
        }
    }

    /** {@code classic-group GROUP TOPIC MEMBERS [SLOWNESS_MS [INSTANCE_ID_PREFIX]]}: READY when all are members. */
    static void classic(Admin admin, List<String> args) throws Exception {
        members(args, "classic");
    }

    /** {@code consumer-group GROUP TOPIC MEMBERS [SLOWNESS_MS]}: the protocol of KIP-848, Kafka 4. */
    static void consumer(Admin admin, List<String> args) throws Exception {
        members(args, "consumer");
    }

    private static void members(List<String> args, String protocol) throws Exception {
        int count = Integer.parseInt(args.get(2));
        long slownessMs = args.size() > 3 ? Long.parseLong(args.get(3)) : 0;
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Properties properties = consumerProperties(args.get(0), protocol, args.get(0) + "-" + i);
            if (args.size() > 4) properties.put("group.instance.id", args.get(4) + i);
            members.add(new Member(properties, args.get(1), slownessMs));
        }
        for (Member member : members) member.start();
        for (Member member : members) member.assigned.await();
        FixtureTool.hold();
        for (Member member : members) member.end();
    }

    static Properties consumerProperties(String group, String protocol, String clientId) {
        Properties properties = FixtureTool.properties();
        properties.put("group.id", group);
        properties.put("client.id", clientId);
        properties.put("group.protocol", protocol);
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        properties.put("max.poll.records", "20");
        return properties;
    }

    /** One consumer on a thread of its own that commits what it read; assigned counts down at the first non-empty assignment. */
    static final class Member extends Thread {
        final CountDownLatch assigned = new CountDownLatch(1);
        private final AtomicBoolean isEnding = new AtomicBoolean();
        private final Properties properties;
        private final String topic;
        private final long slownessMs;

        Member(Properties properties, String topic, long slownessMs) {
            this.properties = properties;
            this.topic = topic;
            this.slownessMs = slownessMs;
            setDaemon(true);
        }

        @Override
        public void run() {
            try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of(topic));
                while (!isEnding.get()) {
                    boolean isEmpty = consumer.poll(Duration.ofMillis(200)).isEmpty();
                    if (!consumer.assignment().isEmpty()) assigned.countDown();
                    if (isEmpty) continue;
                    if (slownessMs > 0) Thread.sleep(slownessMs);
                    consumer.commitSync();
                }
            } catch (InterruptedException e) {
                // Ended while it dawdled.
            }
        }

        void end() throws InterruptedException {
            isEnding.set(true);
            join(5000);
        }
    }
}
