/** kafkajs by itself: `node kafkajs-alone.mjs BOOTSTRAP TOPIC PARTITIONS RECORDS COMPRESSION`, records of about 300 bytes made in memory. */
import kafkajs from 'kafkajs';

const [bootstrap, topic, partitions, records, compression] = process.argv.slice(2);
const producer = new kafkajs.Kafka({ clientId: 'alone', brokers: bootstrap.split(','), logLevel: 0 }).producer({
	idempotent: true,
	allowAutoTopicCreation: false,
	maxInFlightRequests: 1,
	createPartitioner:
		() =>
		({ message }) =>
			message.partition,
});
const values = Array.from({ length: 1000 }, (_, i) => {
	const text = JSON.stringify({
		orderId: `ord-${i}`,
		customer: { id: i * 197, country: 'DE' },
		status: 'paid',
		amount: i / 7,
		note: (i * 7919).toString(36),
	});
	return Buffer.from(text.padEnd(290, `${i * 104729}`));
});
await producer.connect();
const total = Number(records);
// Small enough that what kafkajs does with each message again and again does not count.
const chunk = 6_000;
for (let at = 0; at < total; at += chunk) {
	const messages = Array.from({ length: Math.min(chunk, total - at) }, (_, i) => ({
		partition: (at + i) % Number(partitions),
		key: Buffer.from(`ord-${at + i}`),
		value: values[(at + i) % 1000],
		timestamp: String(Date.now()),
	}));
	await producer.send({ topic, acks: -1, compression: compression === 'gzip' ? 1 : 0, messages });
}
await producer.disconnect();
