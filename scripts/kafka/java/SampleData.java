import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a person sees who opens msk-tui on a development cluster: topics of several kinds, JSON records, groups in every state. */
final class SampleData {
    private static final int ORDERS = 6000;
    private static final int PARTITIONS = 6;
    // The same data every time: pictures and bug reports can name an offset.
    private static final Random random = new Random(20261124);
    private static final String[] CITIES = {"Aarhus", "Łódź", "São Paulo", "東京", "Bremen", "Reykjavík"};
    private static final String[] STATES = {"placed", "paid", "packed", "shipped", "returned"};

    /** {@code sample}: does nothing when the topic orders is there already. */
    static void fill(Admin admin, List<String> args) throws Exception {
        Set<String> existing = admin.listTopics().names().get();
        if (existing.contains("orders")) return;
        int replicas = Math.min(3, admin.describeCluster().nodes().get().size());
        TopicFixtures.create(admin, List.of(
            TopicFixtures.newTopic("orders", PARTITIONS, replicas).configs(Map.of("retention.ms", "604800000")),
            TopicFixtures.newTopic("orders-compact", 3, replicas).configs(Map.of("cleanup.policy", "compact")),
            TopicFixtures.newTopic("orders-dlq", 1, replicas),
            TopicFixtures.newTopic("payments.audit", 2, 1).configs(Map.of("min.insync.replicas", "1"))));
        try (var producer = TopicFixtures.stringProducer()) {
            for (int i = 0; i < ORDERS; i++) {
                ProducerRecord<String, String> order = new ProducerRecord<>("orders", i % PARTITIONS, "order-" + i, order(i));
                order.headers().add("trace-id", String.format("%016x", random.nextLong()).getBytes());
                order.headers().add("content-type", "application/json".getBytes());
                producer.send(order);
                if (i % 5 == 0) producer.send(new ProducerRecord<>("orders-compact", "customer-" + i % 200, i % 400 == 0 ? null : order(i)));
                if (i % 3 == 0) producer.send(new ProducerRecord<>("payments.audit", "payment-" + i, "{\"payment\":" + i + ",\"ok\":" + (i % 7 != 0) + "}"));
                if (i % 600 == 0) producer.send(new ProducerRecord<>("orders-dlq", "order-" + i, "not json: \u0000\u0001 <<" + i));
            }
        }
        groups(admin);
    }

    private static void groups(Admin admin) throws Exception {
        long end = ORDERS / PARTITIONS;
        commit(admin, "billing", "orders", end, end, end, end - 2, end, end);
        commit(admin, "shipping", "orders", end - 400, end - 350, end - 10, end - 600, end - 420, end - 100);
        // Partitions 4 and 5 were never committed.
        commit(admin, "analytics", "orders", end - 5, end, end, end - 1);
        // Committed before what is the log start afterwards: records this group will never read.
        commit(admin, "audit-archive", "payments.audit", 100, 900);
        TopicFixtures.deleteRecords(admin, List.of("payments.audit", "0", "500"));
        // A group that was there once: members left, nothing committed.
        GroupFixtures.Member visitor = new GroupFixtures.Member(visitorProperties(), "orders-dlq", 60_000);
        visitor.start();
        visitor.assigned.await();
        visitor.interrupt();
        visitor.end();
    }

    private static Properties visitorProperties() {
        Properties properties = GroupFixtures.consumerProperties("dlq-inspector", "classic", "dlq-inspector");
        properties.put("auto.offset.reset", "latest");
        return properties;
    }

    private static void commit(Admin admin, String group, String topic, long... offsets) throws Exception {
        List<String> args = new ArrayList<>(List.of(group, topic));
        for (int partition = 0; partition < offsets.length; partition++) args.add(partition + "=" + offsets[partition]);
        GroupFixtures.commit(admin, args);
    }

    private static String order(int i) {
        return String.format(java.util.Locale.ROOT,
            "{\"orderId\":%d,\"customer\":\"customer-%d\",\"city\":\"%s\",\"state\":\"%s\",\"amount\":%.2f,\"items\":[{\"sku\":\"SKU-%05d\",\"count\":%d}]}",
            i, i % 200, CITIES[random.nextInt(CITIES.length)], STATES[random.nextInt(STATES.length)], random.nextInt(50_000) / 100.0,
            random.nextInt(100_000), 1 + random.nextInt(5));
    }

    /** {@code live}: until killed, 20 orders a second, three members of billing that keep up and two of shipping that do not. */
    static void live(Admin admin, List<String> args) throws Exception {
        for (int i = 0; i < 3; i++) new GroupFixtures.Member(GroupFixtures.consumerProperties("billing", "classic", "billing-" + i), "orders", 0).start();
        for (int i = 0; i < 2; i++) {
            Properties properties = GroupFixtures.consumerProperties("shipping", "classic", "shipping-" + i);
            properties.put("max.poll.records", "5");
            new GroupFixtures.Member(properties, "orders", 1500).start();
        }
        try (KafkaProducer<String, String> producer = TopicFixtures.stringProducer()) {
            for (int i = ORDERS;; i++) {
                producer.send(new ProducerRecord<>("orders", i % PARTITIONS, "order-" + i, order(i)));
                Thread.sleep(50);
            }
        }
    }
}
