// Says in one plain sentence when npm scripts would run on a Node that cannot run this project.
// The project brings its own Node 24 as the npm package `node`; `npm ci --ignore-scripts` leaves it out silently.
const [major, minor] = process.versions.node.split('.').map(Number);
const isEnough = (major === 22 && minor >= 22) || (major === 24 && minor >= 6) || major > 24;
if (!isEnough) {
	console.error(
		`msk-tui: these scripts need Node ^22.22.0 or >=24.6.0, but node is ${process.version}. ` +
			'Run `npm ci` without --ignore-scripts: it brings Node 24 into node_modules/.bin.',
	);
	process.exit(1);
}
