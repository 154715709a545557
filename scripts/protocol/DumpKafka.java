import java.util.Base64;
import java.util.jar.JarFile;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeConfigsResponse;
import org.apache.kafka.common.requests.FindCoordinatorRequest;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Prints, one tab-separated line each, the facts the generator needs out of a kafka-clients jar: message definitions (base64),
 * error codes and the numbers of enums. Run as a single-file program: java -cp JARS DumpKafka.java JAR…
 * (those of kafka-clients and of the coordinators hold definitions)
 */
public class DumpKafka {
	public static void main(String[] arguments) throws Exception {
		for (String path : arguments) {
			try (JarFile jar = new JarFile(path)) {
				for (var entry : jar.stream().filter(e -> e.getName().matches("common/message/.*\\.json")).toList()) {
					byte[] text = jar.getInputStream(entry).readAllBytes();
					String origin = path.replaceAll(".*/(kafka-)?|-[0-9.]+\\.jar$", "");
					line("definition", origin, Base64.getEncoder().encodeToString(text));
				}
			}
		}
		for (Errors error : Errors.values()) {
			line("error", error.code(), error.name(), error.message(), error.exception() instanceof RetriableException);
		}
		for (var value : AclOperation.values()) line("enum", "aclOperation", value.code(), value);
		for (var value : AclPermissionType.values()) line("enum", "aclPermission", value.code(), value);
		for (var value : ResourceType.values()) line("enum", "aclResource", value.code(), value);
		for (var value : PatternType.values()) line("enum", "aclPattern", value.code(), value);
		for (var value : ConfigResource.Type.values()) line("enum", "configResource", value.id(), value);
		for (var value : DescribeConfigsResponse.ConfigSource.values()) line("enum", "configSource", value.id(), value);
		for (var value : DescribeConfigsResponse.ConfigType.values()) line("enum", "configType", value.id(), value);
		for (var value : AlterConfigOp.OpType.values()) line("enum", "configOperation", value.id(), value);
		for (var value : FindCoordinatorRequest.CoordinatorType.values()) line("enum", "coordinator", value.id(), value);
		for (var value : ScramMechanism.values()) line("enum", "scramMechanism", value.type(), value);
	}

	private static void line(Object... cells) {
		StringBuilder text = new StringBuilder();
		for (Object cell : cells) text.append(text.length() == 0 ? "" : "\t").append(String.valueOf(cell).replaceAll("[\\t\\n]", " "));
		System.out.println(text);
	}
}
