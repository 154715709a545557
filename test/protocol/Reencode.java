import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.protocol.Readable;

/**
 * Reads lines "class version hex other-version", decodes each with Kafka's own classes and prints, tab-separated: Kafka's own bytes
 * for it, Kafka's own JSON, the bytes of the class's defaults, and the message's bytes in the other version;
 * "-" where the version cannot carry the message.
 */
public class Reencode {
	public static void main(String[] arguments) throws Exception {
		var lines = new BufferedReader(new InputStreamReader(System.in)).lines().toList();
		var out = new StringBuilder();
		for (String line : lines) {
			String[] cells = line.split(" ", -1);
			short version = Short.parseShort(cells[1]);
			String base = "org.apache.kafka.common.message.";
			Class<?> type;
			try {
				type = Class.forName(base + cells[0] + "Data");
			} catch (ClassNotFoundException error) {
				type = Class.forName(base + cells[0]);
			}
			byte[] bytes = HexFormat.of().parseHex(cells[2]);
			var message = (Message) type.getConstructor(Readable.class, short.class)
				.newInstance(new ByteBufferAccessor(ByteBuffer.wrap(bytes)), version);
			var json = Class.forName(type.getName() + "JsonConverter").getMethod("write", type, short.class, boolean.class).invoke(null, message, version, false);
			var defaults = (Message) type.getConstructor().newInstance();
			out.append(hex(message, version)).append('\t').append(json).append('\t').append(hex(defaults, version));
			out.append('\t').append(hex(message, Short.parseShort(cells[3]))).append('\n');
		}
		System.out.print(out);
	}

	private static String hex(Message message, short version) {
		ByteBuffer buffer;
		try {
			buffer = MessageUtil.toByteBufferAccessor(message, version).buffer();
		} catch (UnsupportedVersionException | NullPointerException error) {
			return "-";
		}
		byte[] bytes = new byte[buffer.remaining()];
		buffer.get(bytes);
		return HexFormat.of().formatHex(bytes);
	}
}
