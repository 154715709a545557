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

    private static List<String> names(List<String> args) {
        List<String> names = new ArrayList<>();
        for (int t = 0; t < Integer.parseInt(args.get(1)); t++) names.add(String.format("%s%03d", args.get(0), t));
        return names;
    }
}
