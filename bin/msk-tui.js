#!/usr/bin/env node
// Syntax of 2015 and import() only: an older Node must be able to read this file to the end and say what is wrong.
const version = process.versions.node.split('.').map(Number);
const isEnough = (version[0] === 22 && version[1] >= 22) || (version[0] === 24 && version[1] >= 6) || version[0] > 24;

if (!isEnough) {
	process.stderr.write(`msk-tui needs Node 22.22 or later, or 24.6 or later, but this is Node ${process.versions.node}.\n`);
	process.exit(2);
} else {
	// React picks its development build when it is imported, unless this is set before (facebook/react#35761: it leaks).
	process.env.NODE_ENV = 'production';
	// Never below /tmp, Node's default: on a bastion another user could put compiled code there for us to run.
	const cacheHome = process.env.XDG_CACHE_HOME || (process.env.HOME && `${process.env.HOME}/.cache`);
	import('node:module')
		.then(nodeModule => {
			if (cacheHome) nodeModule.enableCompileCache(`${cacheHome}/msk-tui/compiled`);
			return import('../build/main.js');
		})
		.then(program => program.main())
		.catch(error => {
			process.stderr.write(`msk-tui: ${String(Object(error).stack || error)}\n`);
			process.exit(70);
		});
}
