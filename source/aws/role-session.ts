import { userInfo } from 'node:os';

/** The SDK's own session names carry the time. A broker takes each for another principal and refuses to renew the session. */
const MADE_UP_NAME = /^aws-sdk-js-(session-)?\d+$/;

/** The name our role sessions carry in CloudTrail and in the broker's principal: `msk-tui-<user of this machine>`. */
export const roleSessionName = (user = userName()): string => `msk-tui-${user.replace(/[^\w+=,.@-]/g, '-')}`.slice(0, 64);

/** Keeps a session name that the person configured and replaces the SDK's changing one. */
export const stableSessionName = (name: string | undefined): string =>
	name === undefined || MADE_UP_NAME.test(name) ? roleSessionName() : name;

const userName = (): string => {
	try {
		return userInfo().username;
	} catch {
		// A container may run as a user id without an entry in /etc/passwd.
		return process.env.USER ?? `uid-${process.getuid?.() ?? 'unknown'}`;
	}
};
