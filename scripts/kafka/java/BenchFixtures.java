import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes what benchmarks measure on: many topics with records of several hours, and many groups on them. */
final class BenchFixtures {
    private static final byte[] VALUE = new byte[64];

    /**
     * {@code bench-topics PREFIX TOPICS PARTITIONS RECORDS}: RECORDS records in each partition of PREFIX000 …, written in bursts
     * of 50 every five minutes up to now, so that finding one by its time is neither one guess nor hopeless.
     */
    static void topics(Admin admin, List<String> args) throws Exception {
        int partitions = Integer.parseInt(args.get(2));
        int records = Integer.parseInt(args.get(3));
        List<NewTopic> topics = new ArrayList<>();
        for (String name : names(args)) topics.add(TopicFixtures.newTopic(name, partitions, 1));
        TopicFixtures.create(admin, topics);
        Properties properties = TopicFixtures.producerProperties();
        properties.put("batch.size", "4096");
        // A retry after a slow answer must not end the filling: an idempotent producer stays OUT_OF_ORDER for good.
        properties.put("enable.idempotence", "false");
        properties.put("acks", "1");
        long startMs = System.currentTimeMillis() - (records / 50 + 1) * 300_000L;
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String name : names(args))
                for (int i = 0; i < records; i++)
                    for (int p = 0; p < partitions; p++)
                        producer.send(
                            new ProducerRecord<>(name, p, startMs + i / 50 * 300_000L + i % 50 * 100L, null, VALUE),
                            (sent, exception) -> failure.compareAndSet(null, exception));
        }
        // A partition with fewer records would pass for one that was read to its end.
        if (failure.get() != null) throw failure.get();
    }

    /**
     * {@code bench-groups PREFIX TOPICS PARTITIONS RECORDS GROUPS_A_TOPIC PERCENT}: groups that committed the end of every partition of
     * one topic, PERCENT of them an earlier offset, another in each partition.
     */
    static void groups(Admin admin, List<String> args) throws Exception {
        int partitions = Integer.parseInt(args.get(2));
        int records = Integer.parseInt(args.get(3));
        int each = Integer.parseInt(args.get(4));
        int percent = Integer.parseInt(args.get(5));
        int number = 0;
        for (String name : names(args)) {
            List<KafkaFuture<Void>> answers = new ArrayList<>();
            for (int g = 0; g < each; g++, number++) {
                boolean lags = number * percent / 100 != (number + 1) * percent / 100;
                Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
                for (int p = 0; p < partitions; p++)
                    offsets.put(new TopicPartition(name, p), new OffsetAndMetadata(lags ? (p * 37L + number * 11L) % records : records));
                answers.add(admin.alterConsumerGroupOffsets(String.format("%s-group-%d", name, g), offsets).all());
            }
            for (KafkaFuture<Void> answer : answers) answer.get();
        }
    }

    /**
     * {@code bench-records TOPIC COUNT CODEC}: JSON orders of about 290 bytes over 6 partitions, the same every time. The key of each is its
     * own; REFUND-ZQX stands in 12 of them.
     */
    static void records(Admin admin, List<String> args) throws Exception {
        int count = Integer.parseInt(args.get(1));
        TopicFixtures.create(admin, List.of(TopicFixtures.newTopic(args.get(0), 6, 1)));
        Properties properties = TopicFixtures.producerProperties();
        properties.put("compression.type", args.get(2));
        properties.put("batch.size", "131072");
        properties.put("linger.ms", "20");
        properties.put("enable.idempotence", "false");
        properties.put("acks", "1");
        java.util.Random random = new java.util.Random(20261124);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                String note = i % (count / 12) == 77 ? "REFUND-ZQX asked for" : Long.toHexString(random.nextLong());
                String value = "{\"orderId\":\"ord-" + String.format("%010d", i) + "\",\"customer\":{\"id\":" + random.nextInt(200_000) + ",\"country\":\""
                    + COUNTRIES[random.nextInt(COUNTRIES.length)] + "\"},\"status\":\"" + STATES[random.nextInt(STATES.length)] + "\",\"amount\":" + random.nextInt(50_000) / 100.0
                    + ",\"currency\":\"EUR\",\"items\":[{\"sku\":\"SKU-" + random.nextInt(100_000) + "\",\"quantity\":" + random.nextInt(5) + "},{\"sku\":\"SKU-"
                    + random.nextInt(100_000) + "\",\"quantity\":1}],\"note\":\"" + note + "\",\"createdAt\":\"2026-11-24T10:" + i % 60 + ":00Z\"}";
                producer.send(
                    new ProducerRecord<>(args.get(0), i % 6, String.format("ord-%010d", i).getBytes(), value.getBytes()),
                    (sent, exception) -> failure.compareAndSet(null, exception));
            }
        }
        if (failure.get() != null) throw failure.get();
    }

    private static final String[] COUNTRIES = {"DE", "DK", "PL", "JP", "BR", "IS", "US"};
    private static final String[] STATES = {"placed", "paid", "packed", "shipped", "returned"};

    private static List<String> names(List<String> args) {
        List<String> names = new ArrayList<>();
        for (int t = 0; t < Integer.parseInt(args.get(1)); t++) names.add(String.format("%s%03d", args.get(0), t));
        return names;
    }
}
