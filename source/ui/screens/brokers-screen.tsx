/** Brokers: where they are, what they lead and hold, and who leads the controllers. */
import { type ReactNode, useCallback } from 'react';
import { brokerTable } from '../../columns/broker-columns.ts';
import type { BrokerSummary } from '../../model/broker-summary.ts';
import type { Controller } from '../../model/cluster.ts';
import { nounColumns } from '../noun-columns.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { usePoller } from '../shell/use-poller.ts';
import type { Piece } from '../styled-line.ts';
import { useCloudLines } from './use-cloud-metrics.ts';
import { useList } from './use-list.tsx';

const WIDTHS = {
	id: 4,
	host: [20, 70] as const,
	port: 5,
	rack: 10,
	controller: 8,
	leaders: 7,
	replicas: 8,
	underReplicated: 5,
	leaderSkewPercent: 5,
	preferredLed: 5,
	sizeBytes: 9,
	free: 9,
	skewedTopics: 6,
	leaderSkewedTopics: 8,
	metadataLag: 8,
};
const columns = nounColumns(brokerTable, WIDTHS);
/** What CloudWatch tells stands where it is looked for: before the counts. */
const { id, host, port, rack, controller, ...counts } = WIDTHS;
const cloudColumns = nounColumns(brokerTable, {
	id,
	host,
	port,
	rack,
	controller,
	cpu: 4,
	disk: 5,
	in: 8,
	out: 8,
	connections: 5,
	...counts,
});
const idOf = (broker: BrokerSummary): string => String(broker.id);
const none: readonly BrokerSummary[] = [];

export const BrokersScreen = (): ReactNode => {
	const { session, bodyHeight, open } = useShell();
	const openBroker = useCallback((broker: BrokerSummary) => open({ kind: 'broker', id: broker.id }), [open]);
	const snapshot = usePoller(session.brokers);
	const answer = snapshot.value;
	const cloud = useCloudLines(answer?.brokers ?? none);
	const list = useList({
		noun: brokerTable,
		rows: cloud.rows,
		columns: cloud.metrics === undefined ? columns : cloudColumns,
		idOf,
		height: bodyHeight,
		empty: answer === undefined ? 'reading brokers…' : 'no broker answered',
		open: openBroker,
	});
	return (
		<ScreenFrame
			title="Brokers"
			shown={list.table.rows.length}
			total={answer === undefined ? undefined : list.table.total}
			details={[...controllerDetails(answer?.controller), ...cloud.details]}
			gaps={answer?.gaps}
			snapshot={snapshot}
			list={list}
		>
			{list.body}
		</ScreenFrame>
	);
};

/** Who controls the cluster, for the title. */
export const controllerDetails = (controller: Controller | null | undefined): readonly Piece[] => {
	if (controller === undefined) return [];
	if (controller === null || controller.mode === null) return [{ text: 'controller ?', style: 'muted' }];
	if (controller.leaderId === null) return [{ text: `no ${controller.mode} controller`, style: 'critical' }];
	return [`${controller.mode} controller ${controller.leaderId}`];
};
