import { AUDIT_SEVERITIES, type AuditResource, type AuditResult, type AuditSeverity, isAtLeast } from './audit-result.ts';

/** One finding about one resource, as an earlier run wrote it down. */
export type KnownFinding = { readonly id: string; readonly severity: AuditSeverity; readonly resource: AuditResource };

/** An earlier run. */
export type EarlierAudit = { readonly at: string; readonly clusterId: string | null; readonly findings: readonly KnownFinding[] };

export type AuditComparison = {
	readonly new: readonly KnownFinding[];
	readonly worse: readonly KnownFinding[];
	/** Found then, and fine now. */
	readonly resolved: readonly KnownFinding[];
	/** Found then, and not assessed now: nobody knows. */
	readonly unclear: readonly KnownFinding[];
	readonly same: number;
};

const keyOf = ({ id, resource }: KnownFinding): string => `${id} ${resource.type} ${resource.name}`;

/** Every finding by its resource. */
export const findingsOf = (results: readonly AuditResult[]): readonly KnownFinding[] =>
	results
		.filter(r => r.status === 'finding')
		.flatMap(({ id, severity, resources }) => resources.map(({ type, name }) => ({ id, severity, resource: { type, name } })));

/** Says what changed since an earlier run; what cannot be assessed now is never called resolved. */
export const compareAudits = (earlier: EarlierAudit, results: readonly AuditResult[]): AuditComparison => {
	const now = findingsOf(results);
	const then = new Map(earlier.findings.map(f => [keyOf(f), f]));
	const present = new Set(now.map(keyOf));
	const judged = new Set(results.map(r => r.id));
	const gone = earlier.findings.filter(f => !present.has(keyOf(f)) && judged.has(f.id));
	const isUnclear = (f: KnownFinding): boolean =>
		results.some(
			r => r.id === f.id && r.status === 'notAssessed' && r.resources.some(at => at.type === 'cluster' || at.name === f.resource.name),
		);
	const worse = now.filter(f => {
		const before = then.get(keyOf(f));
		return before !== undefined && f.severity !== before.severity && isAtLeast(f.severity, before.severity);
	});
	const fresh = now.filter(f => !then.has(keyOf(f)));
	return {
		new: fresh,
		worse,
		resolved: gone.filter(f => !isUnclear(f)),
		unclear: gone.filter(isUnclear),
		same: now.length - fresh.length - worse.length,
	};
};

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads what `audit --json` or `--snapshot` wrote; undefined when it is something else. */
export const earlierAudit = (document: unknown): EarlierAudit | undefined => {
	if (!isObject(document) || typeof document.at !== 'string' || !isObject(document.cluster) || !Array.isArray(document.findings))
		return undefined;
	const findings: KnownFinding[] = [];
	for (const row of document.findings as readonly unknown[]) {
		if (!isObject(row) || typeof row.id !== 'string' || typeof row.status !== 'string' || !Array.isArray(row.resources)) return undefined;
		const severity = AUDIT_SEVERITIES.find(s => s === row.severity);
		if (severity === undefined) return undefined;
		if (row.status !== 'finding') continue;
		for (const at of row.resources as readonly unknown[]) {
			if (!isObject(at) || typeof at.name !== 'string' || typeof at.type !== 'string') return undefined;
			findings.push({ id: row.id, severity, resource: { type: at.type as AuditResource['type'], name: at.name } });
		}
	}
	const { id } = document.cluster;
	return { at: document.at, clusterId: typeof id === 'string' ? id : null, findings };
};
