import { type AuditMute, type AuditResult, sameResource } from '../../model/audit-result.ts';

/**
 * Marks findings that somebody accepted for a time. Where only some resources of a finding are accepted it is parted in two, so that
 * neither hides the other; what is over counts as before.
 */
export const applyMutes = (results: readonly AuditResult[], mutes: readonly AuditMute[], nowMs: number): readonly AuditResult[] => {
	const standing = mutes.filter(m => m.untilMs > nowMs);
	if (standing.length === 0) return results;
	return results.flatMap(result => {
		if (result.status !== 'finding') return [result];
		const parts = Map.groupBy(result.resources, at =>
			standing.find(m => m.rule === result.id && (m.resource === undefined || sameResource(m.resource, at))),
		);
		return [...parts].map(([mute, resources]) => ({ ...result, resources, mute: mute ?? null }));
	});
};
