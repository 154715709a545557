import { type BrokerLoss, LOSS_EFFECTS } from '../model/broker-loss.ts';
import { groupedText } from '../units/count.ts';
import { LOSS_TEXTS } from './topic-loss-columns.ts';

/** Says in one line what goes down: `3 OFFLINE · 12 refuses acks=all · 40 a copy less · 18 leaders move`. */
export const lossText = (loss: BrokerLoss): string => {
	const parts = LOSS_EFFECTS.filter(effect => loss[effect] > 0).map(effect => `${groupedText(loss[effect])} ${LOSS_TEXTS[effect].text}`);
	if (loss.leaderMoves > 0) parts.push(`${groupedText(loss.leaderMoves)} leaders move`);
	if (loss.alreadyOffline > 0) parts.push(`${groupedText(loss.alreadyOffline)} offline already`);
	return parts.length === 0 ? 'nothing: no partition has a replica in sync on it' : `partitions: ${parts.join(' · ')}`;
};
