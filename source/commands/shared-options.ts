import { MSK_NETWORKS } from '../model/msk-bootstrap.ts';
import type { OptionSpec } from './command.ts';

/** Options that say which cluster and how to get in; they work with every command. */
export const CONNECTION_OPTIONS: readonly OptionSpec[] = [
	{ name: 'cluster', value: 'NAME|ARN', summary: 'a cluster of the config file, or of MSK; else MSK_TUI_CLUSTER, else its `current`' },
	{ name: 'bootstrap', value: 'HOST:PORT,…', summary: 'brokers to ask first, instead of a named cluster' },
	{
		name: 'auth',
		value: 'KIND',
		summary: 'without it: from the port of an MSK host, of an ARN IAM where it is offered, plaintext elsewhere',
		choices: ['iam', 'scram', 'mtls', 'tls', 'plaintext'],
	},
	{
		name: 'network',
		value: 'NAME',
		summary: 'which addresses of --cluster ARN; without it those of the VPC',
		choices: MSK_NETWORKS,
	},
	{ name: 'profile', value: 'NAME', summary: 'AWS profile' },
	{ name: 'region', value: 'REGION', summary: 'AWS region; else that of the ARN or MSK host name' },
	{ name: 'role-arn', value: 'ARN', summary: 'AWS role to assume' },
	{ name: 'username', value: 'NAME', summary: 'SCRAM user' },
	{
		name: 'password-from',
		value: 'SOURCE',
		summary: 'env:VAR, file:PATH, command:…, secret:NAME-or-ARN (Secrets Manager) or prompt; a password itself is never an argument',
	},
	{ name: 'scram-mechanism', value: 'NAME', summary: "MSK's is scram-sha-512", choices: ['scram-sha-512', 'scram-sha-256'] },
	{ name: 'tls-ca', value: 'PEM', summary: 'certificate authorities instead of the built-in ones' },
	{ name: 'tls-cert', value: 'PEM', summary: 'client certificate' },
	{ name: 'tls-key', value: 'PEM', summary: 'its key' },
	{ name: 'map', value: 'HOST:PORT=HOST:PORT', isMultiple: true, summary: 'reach a broker elsewhere (SSH tunnel); TLS names stay' },
	{ name: 'read-write', summary: 'allow changes for this run; without it everything is read-only' },
	{ name: 'config', value: 'PATH', summary: 'config file; else $XDG_CONFIG_HOME/msk-tui/config.yaml' },
	{ name: 'timeout', value: 'DURATION', summary: 'how long connecting may take (30s)' },
];

/** Options about the program itself; they work with every command. */
export const GENERAL_OPTIONS: readonly OptionSpec[] = [
	{ name: 'json', summary: 'one JSON document on stdout; errors as JSON on stderr' },
	{ name: 'no-color', summary: 'no colour; NO_COLOR does the same' },
	{ name: 'ascii', summary: 'plain signs for terminals without UTF-8' },
	{ name: 'slow', summary: 'fewer frames on a slow line (terminal interface)' },
	{ name: 'debug', value: 'FILE', summary: 'write what happens to FILE (0600), never secrets' },
	{ name: 'help', summary: 'this help' },
	{ name: 'version', summary: 'the version' },
];

export const SHARED_OPTIONS: readonly OptionSpec[] = [...CONNECTION_OPTIONS, ...GENERAL_OPTIONS];
