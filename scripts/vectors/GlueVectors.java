import com.amazonaws.services.schemaregistry.common.configs.GlueSchemaRegistryConfiguration;
import com.amazonaws.services.schemaregistry.serializers.SerializationDataEncoder;
import com.amazonaws.services.schemaregistry.serializers.protobuf.*;
import com.google.protobuf.*;
import com.google.protobuf.DescriptorProtos.*;
import java.util.*;

/** Prints payloads as AWS's Glue serializers frame them: name, bytes in hex; tab-separated. */
public class GlueVectors {
	static final UUID VERSION = UUID.fromString("b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63");

	static void print(String name, byte[] payload, String compression) {
		var settings = new GlueSchemaRegistryConfiguration(Map.of("region", "us-east-1", "compression", compression));
		System.out.println(name + "\t" + HexFormat.of().formatHex(new SerializationDataEncoder(settings).write(payload, VERSION)));
	}

	static FieldDescriptorProto.Builder field(String name, int number, FieldDescriptorProto.Type type) {
		return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setType(type).setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
	}

	public static void main(String[] arguments) throws Exception {
		byte[] json = "{\"id\":1}".getBytes("UTF-8");
		print("json", json, "NONE");
		print("json zlib", json, "ZLIB");
		// The same file as GLUE_PROTO in test/decoding/protobuf-schema.test.ts.
		var text = field("text", 1, FieldDescriptorProto.Type.TYPE_STRING);
		var inner = DescriptorProto.newBuilder().setName("Inner").addField(text);
		var entry = DescriptorProto.newBuilder().setName("ByNameEntry").setOptions(MessageOptions.newBuilder().setMapEntry(true))
			.addField(field("key", 1, FieldDescriptorProto.Type.TYPE_STRING)).addField(field("value", 2, FieldDescriptorProto.Type.TYPE_STRING));
		var zebra = DescriptorProto.newBuilder().setName("Zebra").addField(text).addNestedType(inner).addNestedType(entry)
			.addField(field("by_name", 2, FieldDescriptorProto.Type.TYPE_MESSAGE).setLabel(FieldDescriptorProto.Label.LABEL_REPEATED).setTypeName(".acme.Zebra.ByNameEntry"));
		var alpha = DescriptorProto.newBuilder().setName("Alpha").addField(text);
		var file = Descriptors.FileDescriptor.buildFrom(FileDescriptorProto.newBuilder().setName("zoo.proto").setPackage("acme").setSyntax("proto3").addMessageType(zebra).addMessageType(alpha).build(), new Descriptors.FileDescriptor[0]);
		var types = new ArrayList<Descriptors.Descriptor>(file.getMessageTypes());
		types.add(file.getMessageTypes().get(0).findNestedTypeByName("Inner"));
		for (var type : types) {
			var message = DynamicMessage.newBuilder(type).setField(type.findFieldByName("text"), type.getFullName()).build();
			print("protobuf " + type.getFullName(), new ProtobufWireFormatEncoder(new MessageIndexFinder()).encode(message, file), "NONE");
		}
	}
}
