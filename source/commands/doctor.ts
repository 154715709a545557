import { hostPortText } from '../model/connection-settings.ts';
import { type ClusterIdentity, type Diagnosis, type DiagnosisStep, firstFailed, type Permission } from '../model/diagnosis.ts';
import { type RightScope, rightResource, rightText } from '../model/needed-right.ts';
import type { UnknownField } from '../model/unknown.ts';
import { type JsonObject, type JsonValue, jsonText } from '../units/json.ts';
import type { Command, ProbedCluster } from './command.ts';
import { DoctorText } from './doctor-text.ts';
import { type ClusterInfo, envelope } from './envelope.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';

export const doctor: Command = {
	name: 'doctor',
	summary: 'can I connect, as whom, and what may I do; the first failing step and its cure',
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [
		{ name: 'topic', value: 'TOPIC', summary: 'rights on this topic' },
		{ name: 'group', value: 'GROUP', summary: 'rights on this group' },
	],
	examples: [
		{
			line: 'msk-tui doctor --bootstrap b-1.orders.abc.c2.kafka.eu-west-1.amazonaws.com:9098',
			says: 'every step of the way to each broker',
		},
		{ line: 'msk-tui doctor --topic orders --group billing', says: 'what may I do with these two' },
	],
	run: async context => {
		const { arguments: args, output, isJson, signal } = context;
		const probe = await context.probe();
		const text = isJson ? undefined : new DoctorText(output);
		const diagnosis = await probe.diagnose({
			signal,
			topic: args.value('topic'),
			group: args.value('group'),
			...(text !== undefined && { onSteps: steps => text.steps(steps) }),
		});
		if (text === undefined) {
			const document = envelope(context.nowMs(), clusterInfo(probe, diagnosis), diagnosisJson(diagnosis, probe.scope), []);
			output.result(`${jsonText(document, output.isTerminal ? 2 : 0)}\n`);
		} else text.end(diagnosis, probe.scope);
		const failed = firstFailed(diagnosis.steps);
		return failed === undefined ? EXIT.fine : exitCodeOf(failed.failure.kind);
	},
};

const clusterInfo = ({ settings }: ProbedCluster, { clusterId }: Diagnosis): ClusterInfo => ({
	id: clusterId,
	name: settings.name,
	bootstrap: settings.bootstrap.map(hostPortText),
});

const diagnosisJson = ({ steps, identity, permissions }: Diagnosis, scope: RightScope): JsonObject => ({
	steps: steps.map(stepJson),
	identity: identityJson(identity),
	permissions: permissions.map(p => permissionJson(p, scope)),
});

/** An object whose nulls explain themselves, as everywhere in our documents. */
const explained = (fields: Readonly<Record<string, JsonValue>>, reasons: Readonly<Record<string, string>>): JsonObject => {
	const unknown: readonly UnknownField[] = Object.entries(reasons)
		.filter(([field]) => fields[field] === null)
		.map(([field, reason]) => ({ field, reason, needs: null }));
	return unknown.length === 0 ? fields : { ...fields, unknown };
};

const stepJson = ({ step, broker, ok, ms, detail, failure, warning }: DiagnosisStep): JsonObject =>
	explained(
		{
			step,
			broker,
			ok,
			ms: ms === null ? null : Math.round(ms * 10) / 10,
			error: failure?.message ?? null,
			cure: failure === null || failure.nextSteps.length === 0 ? null : failure.nextSteps.join('\n'),
			detail,
			...(warning !== null && { warning }),
			...(failure !== null && { kind: failure.kind }),
			...(typeof failure?.details.brokerSaid === 'string' && { brokerSaid: failure.details.brokerSaid }),
		},
		{
			broker: 'the step concerns no single broker',
			ok: detail,
			ms: detail,
			error: 'the step did not fail',
			cure: failure === null ? 'the step did not fail' : 'no cure is known',
		},
	);

const identityJson = ({ authentication, principal, facts, unknown }: ClusterIdentity): JsonObject => ({
	authentication,
	principal,
	...facts,
	...(unknown.length > 0 && { unknown }),
});

const permissionJson = ({ right, allowed, known }: Permission, scope: RightScope): JsonObject => ({
	action: `kafka-cluster:${right.action}`,
	operation: right.operation,
	resource: rightResource(right, scope),
	allowed,
	...(allowed === null ? { unknown: [{ field: 'allowed', reason: known, needs: rightText(right, scope) }] } : { known }),
});
