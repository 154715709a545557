import { evidenceText } from '../../columns/audit-text.ts';
import { type AuditResource, type AuditResult, summarise } from '../../model/audit-result.ts';
import type { Audit } from '../../operations/audit/run-audit.ts';
import type { Place } from './places.ts';

/** A resource as the filter of the Audit screen finds it. */
const word = ({ type, name }: AuditResource): string => `${type}:${name}`;

/** The text that the filter of the Audit screen looks at. */
export const auditFilterText = (r: AuditResult): string =>
	[r.severity, r.id, r.area, r.title, evidenceText(r), ...r.resources.map(word)].join(' ');

const LISTED = { topics: 'topic', groups: 'group', brokers: 'broker' } as const;

/** The filter that finds what is selected at a place; undefined where nothing is that an audit speaks of. */
export const auditFilterOf = (place: Place, selected: string | undefined): string | undefined => {
	switch (place.kind) {
		case 'topic':
		case 'records':
			return word({ type: 'topic', name: place.name });
		case 'group':
			return word({ type: 'group', name: place.name });
		case 'broker':
			return word({ type: 'broker', name: String(place.id) });
		case 'topics':
		case 'groups':
		case 'brokers':
			return selected === undefined ? undefined : word({ type: LISTED[place.kind], name: selected });
		default:
			return undefined;
	}
};

/** The place of what a finding is about; undefined where there is no screen of it. */
export const placeOfResource = ({ type, name }: AuditResource): Place | undefined => {
	switch (type) {
		case 'topic':
		case 'group':
			return { kind: type, name };
		case 'broker':
			return { kind: 'broker', id: Number(name) };
		default:
			return undefined;
	}
};

/** Open findings for the identity line, once an audit ran: critical ones, and those that are high or medium. */
export const findingCounts = (audit: Pick<Audit, 'results'> | undefined): { readonly critical?: number; readonly warnings?: number } => {
	if (audit === undefined) return {};
	const counts = summarise(audit.results);
	return { critical: counts.critical, warnings: counts.high + counts.medium };
};
