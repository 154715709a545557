import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { openProbe, type ProbeParts } from '../../../source/kafka/probe/open-probe.ts';
import type { ConnectionSettings, HostPort } from '../../../source/model/connection-settings.ts';
import { type Diagnosis, type DiagnosisStep, firstFailed, type StepName } from '../../../source/model/diagnosis.ts';
import type { ProbeOptions } from '../../../source/ports/connection-probe.ts';
import { type Dialling, settingsFor } from '../authentication/dial.ts';

export type Probing = Dialling &
	Partial<Pick<ProbeParts, 'resolve' | 'credentials' | 'checkClock'>> & {
		readonly more?: Partial<ConnectionSettings>;
		readonly options?: ProbeOptions;
	};

/** Walks the way to the addresses as `doctor` does. */
export const probe = (bootstrap: readonly HostPort[], probing: Probing = {}): Promise<Diagnosis> => {
	const { resolve, credentials, checkClock, more, options, secrets } = probing;
	return openProbe({
		settings: { ...settingsFor(bootstrap[0]!, probing), bootstrap, ...more },
		secrets: async () => ({ tls: {}, ...secrets }),
		...(resolve && { resolve }),
		...(credentials && { credentials }),
		...(checkClock && { checkClock }),
	}).diagnose(options);
};

/** `name:ok tcp:failed tls:– …` of one address. */
export const walked = (diagnosis: Diagnosis, { host, port }: HostPort): string =>
	diagnosis.steps
		.filter(s => s.broker === `${host}:${port}`)
		.map(s => `${s.step}:${s.ok === null ? '–' : s.ok ? 'ok' : 'failed'}`)
		.join(' ');

export const ALL_OK_TLS_SASL = 'name:ok tcp:ok tls:ok sasl:ok apiVersions:ok cluster:ok';

/** The first failing step; throws when there is none. */
export const failedStep = (diagnosis: Diagnosis): { step: StepName; message: string; kind: string; cure: string; seen: DiagnosisStep } => {
	const failed = firstFailed(diagnosis.steps);
	if (failed === undefined) throw new Error('no step failed');
	return {
		step: failed.step,
		message: failed.failure.message,
		kind: failed.failure.kind,
		cure: failed.failure.nextSteps.join('\n'),
		seen: failed,
	};
};

/** Servers of one test file; `close` ends them with all their sockets. */
export const grounds = () => {
	const servers: Server[] = [];
	const sockets = new Set<Socket>();
	const listen = async (onSocket: (socket: Socket) => void): Promise<HostPort> => {
		const server = createServer(socket => {
			sockets.add(socket);
			socket.on('error', () => {});
			onSocket(socket);
		});
		servers.push(server);
		await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
		return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
	};
	return {
		/** Accepts connections and never says a word. */
		silent: () => listen(() => {}),
		/** A tunnel: passes bytes on to another address. */
		tunnelTo: ({ host, port }: HostPort) =>
			listen(socket => {
				const other = connect(port, host);
				sockets.add(other);
				other.on('error', () => socket.destroy());
				socket.on('close', () => other.destroy());
				other.on('close', () => socket.destroy());
				socket.pipe(other).pipe(socket);
			}),
		/** A port on which nothing listens. */
		dead: async () => {
			const at = await listen(() => {});
			const server = servers.pop()!;
			await new Promise(resolve => server.close(resolve));
			return at;
		},
		listen,
		close: () => {
			for (const socket of sockets) socket.destroy();
			for (const server of servers) server.close();
		},
	};
};
