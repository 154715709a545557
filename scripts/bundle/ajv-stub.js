// Stands in for Ajv in the bundle. The Kafka library compiles the option schemas of its own clients when it is imported: 40 ms and
// 14 MiB at every start for clients that we do not use. Compiling costs nothing here, and judging anything is an error, never a "valid".
const refuse = () => {
	throw new Error('msk-tui bundles no schema validator: a client of @platformatic/kafka was used that validates its options');
};

export class Ajv2020 {
	addKeyword() {}
	compile() {
		return refuse;
	}
	validate() {
		return refuse();
	}
}

export class Ajv extends Ajv2020 {}
export default Ajv2020;
