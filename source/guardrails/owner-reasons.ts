import type { Reason } from '../model/judgement.ts';
import { isGroupOfAws, ownerOfTopic } from '../model/reserved-name.ts';

/** Topics of the cluster itself are changed by nobody from here. */
export const topicOwnerReasons = ({ topic, isInternal }: { readonly topic: string; readonly isInternal: boolean }): readonly Reason[] => {
	switch (ownerOfTopic(topic, isInternal)) {
		case 'Kafka':
			return [{ code: 'internalTopic', weight: 'refuse', text: `${topic} is Kafka's own: the cluster needs it as it is.` }];
		case 'AWS':
			return [{ code: 'awsTopic', weight: 'refuse', text: `${topic} belongs to AWS: MSK keeps it for itself and needs it as it is.` }];
		default:
			return [];
	}
};

export const groupOwnerReasons = (group: string): readonly Reason[] =>
	isGroupOfAws(group) ? [{ code: 'awsGroup', weight: 'refuse', text: `${group} belongs to AWS: MSK watches its brokers with it.` }] : [];
