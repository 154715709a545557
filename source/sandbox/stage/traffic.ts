import type { Topic } from '../cluster/topic.ts';
import type { Flow, RollLimits } from '../log/partition-log.ts';

/** A simulated producer: even traffic on all partitions of a topic that have a leader. */
export class Traffic {
	readonly topic: Topic;
	readonly #flow: Flow;
	#untilMs: number;

	constructor(topic: Topic, flow: Flow, fromMs: number) {
		this.topic = topic;
		this.#flow = flow;
		this.#untilMs = fromMs;
	}

	/** Lets records come up to now; returns how many. */
	flow(nowMs: number, limits: RollLimits): number {
		let came = 0;
		// What could not be written while nobody led the partition comes afterwards, as from a producer's buffer.
		for (const partition of this.topic.partitions)
			if (partition.leader >= 0) came += partition.log.flow(this.#flow, this.#untilMs + this.#flow.stepMs, nowMs, limits);
		this.#untilMs = nowMs;
		return came;
	}
}
