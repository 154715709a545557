import com.google.protobuf.*;
import com.google.protobuf.DescriptorProtos.*;
import com.google.protobuf.util.JsonFormat;
import java.nio.file.*;
import java.util.*;

/**
 * Prints messages as Google's Java library writes them and as its own JSON printer shows them. Arguments: a descriptor set.
 * One line each: message name, bytes in hex, JSON; tab-separated.
 */
public class ProtobufVectors {
	static Descriptors.FileDescriptor file;

	static FieldDescriptorProto.Builder field(String name, int number, FieldDescriptorProto.Type type, boolean repeated) {
		return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setType(type)
			.setLabel(repeated ? FieldDescriptorProto.Label.LABEL_REPEATED : FieldDescriptorProto.Label.LABEL_OPTIONAL);
	}

	static void print(DynamicMessage message) throws Exception {
		var registry = JsonFormat.TypeRegistry.newBuilder().add(file.getMessageTypes()).build();
		String json = JsonFormat.printer().usingTypeRegistry(registry).preservingProtoFieldNames().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace().print(message);
		System.out.println(message.getDescriptorForType().getFullName() + "\t" + HexFormat.of().formatHex(message.toByteArray()) + "\t" + json);
	}

	static DynamicMessage.Builder of(String name) { return DynamicMessage.newBuilder(file.findMessageTypeByName(name)); }

	static Descriptors.FieldDescriptor f(DynamicMessage.Builder b, String name) { return b.getDescriptorForType().findFieldByName(name); }

	public static void main(String[] arguments) throws Exception {
		
		// The same file as ORDER_PROTO in test/decoding/protobuf-schema.test.ts: this library has no parser of .proto text.
		var order = DescriptorProto.newBuilder().setName("Order");
		FieldDescriptorProto.Type[] scalars = {
			FieldDescriptorProto.Type.TYPE_INT32, FieldDescriptorProto.Type.TYPE_INT64, FieldDescriptorProto.Type.TYPE_UINT32, FieldDescriptorProto.Type.TYPE_UINT64,
			FieldDescriptorProto.Type.TYPE_SINT32, FieldDescriptorProto.Type.TYPE_SINT64, FieldDescriptorProto.Type.TYPE_FIXED32, FieldDescriptorProto.Type.TYPE_FIXED64,
			FieldDescriptorProto.Type.TYPE_SFIXED32, FieldDescriptorProto.Type.TYPE_SFIXED64, FieldDescriptorProto.Type.TYPE_FLOAT, FieldDescriptorProto.Type.TYPE_DOUBLE,
			FieldDescriptorProto.Type.TYPE_BOOL, FieldDescriptorProto.Type.TYPE_STRING};
		String[] names = {"i32", "i64", "u32", "u64", "s32", "s64", "f32", "f64", "sf32", "sf64", "fl", "db", "bo", "st"};
		for (int i = 0; i < names.length; i++) order.addField(field(names[i], i + 1, scalars[i], false));
		order.addField(field("status", 15, FieldDescriptorProto.Type.TYPE_ENUM, false).setTypeName(".acme.Status"));
		order.addField(field("items", 16, FieldDescriptorProto.Type.TYPE_MESSAGE, true).setTypeName(".acme.Order.Item"));
		order.addField(field("packed", 17, FieldDescriptorProto.Type.TYPE_SINT64, true));
		order.addField(field("tags", 18, FieldDescriptorProto.Type.TYPE_STRING, true));
		order.addField(field("counts", 19, FieldDescriptorProto.Type.TYPE_MESSAGE, true).setTypeName(".acme.Order.CountsEntry"));
		order.addField(field("by_id", 20, FieldDescriptorProto.Type.TYPE_MESSAGE, true).setTypeName(".acme.Order.ByIdEntry"));
		order.addField(field("card", 21, FieldDescriptorProto.Type.TYPE_STRING, false).setOneofIndex(0));
		order.addField(field("voucher", 22, FieldDescriptorProto.Type.TYPE_INT64, false).setOneofIndex(0));
		order.addField(field("note", 23, FieldDescriptorProto.Type.TYPE_STRING, false).setOneofIndex(1).setProto3Optional(true));
		order.addField(field("at", 24, FieldDescriptorProto.Type.TYPE_MESSAGE, false).setTypeName(".google.protobuf.Timestamp"));
		order.addField(field("took", 25, FieldDescriptorProto.Type.TYPE_MESSAGE, false).setTypeName(".google.protobuf.Duration"));
		order.addField(field("extra", 26, FieldDescriptorProto.Type.TYPE_MESSAGE, false).setTypeName(".google.protobuf.Struct"));
		order.addField(field("limit", 27, FieldDescriptorProto.Type.TYPE_MESSAGE, false).setTypeName(".google.protobuf.Int64Value"));
		order.addField(field("mask", 28, FieldDescriptorProto.Type.TYPE_MESSAGE, false).setTypeName(".google.protobuf.FieldMask"));
		order.addField(field("anything", 29, FieldDescriptorProto.Type.TYPE_MESSAGE, false).setTypeName(".google.protobuf.Any"));
		order.addField(field("parent", 30, FieldDescriptorProto.Type.TYPE_MESSAGE, false).setTypeName(".acme.Order"));
		order.addOneofDecl(OneofDescriptorProto.newBuilder().setName("payment"));
		order.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_note"));
		order.addNestedType(DescriptorProto.newBuilder().setName("Item").addField(field("sku", 1, FieldDescriptorProto.Type.TYPE_STRING, false)).addField(field("quantity", 2, FieldDescriptorProto.Type.TYPE_INT32, false)));
		var entry = MessageOptions.newBuilder().setMapEntry(true);
		order.addNestedType(DescriptorProto.newBuilder().setName("CountsEntry").setOptions(entry).addField(field("key", 1, FieldDescriptorProto.Type.TYPE_STRING, false)).addField(field("value", 2, FieldDescriptorProto.Type.TYPE_INT64, false)));
		order.addNestedType(DescriptorProto.newBuilder().setName("ByIdEntry").setOptions(entry).addField(field("key", 1, FieldDescriptorProto.Type.TYPE_INT64, false)).addField(field("value", 2, FieldDescriptorProto.Type.TYPE_MESSAGE, false).setTypeName(".acme.Order.Item")));
		var proto = FileDescriptorProto.newBuilder().setName("order.proto").setPackage("acme").setSyntax("proto3")
			.addDependency("google/protobuf/timestamp.proto").addDependency("google/protobuf/duration.proto").addDependency("google/protobuf/struct.proto")
			.addDependency("google/protobuf/wrappers.proto").addDependency("google/protobuf/field_mask.proto").addDependency("google/protobuf/any.proto")
			.addEnumType(EnumDescriptorProto.newBuilder().setName("Status").addValue(EnumValueDescriptorProto.newBuilder().setName("NEW").setNumber(0)).addValue(EnumValueDescriptorProto.newBuilder().setName("PAID").setNumber(1)).addValue(EnumValueDescriptorProto.newBuilder().setName("LOST").setNumber(-1)))
			.addMessageType(order);
		file = Descriptors.FileDescriptor.buildFrom(proto.build(), new Descriptors.FileDescriptor[] {TimestampProto.getDescriptor(), DurationProto.getDescriptor(), StructProto.getDescriptor(), WrappersProto.getDescriptor(), FieldMaskProto.getDescriptor(), AnyProto.getDescriptor()});

		print(of("Order").build());
		for (int sign : new int[] {1, -1}) {
			var b = of("Order");
			b.setField(f(b, "i32"), sign > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE);
			b.setField(f(b, "i64"), sign > 0 ? Long.MAX_VALUE : Long.MIN_VALUE);
			b.setField(f(b, "u32"), sign > 0 ? 1 : -1);
			b.setField(f(b, "u64"), sign > 0 ? 1L : -1L);
			b.setField(f(b, "s32"), sign > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE);
			b.setField(f(b, "s64"), sign > 0 ? Long.MAX_VALUE : Long.MIN_VALUE);
			b.setField(f(b, "f32"), sign > 0 ? 1 : -1);
			b.setField(f(b, "f64"), sign > 0 ? 1L : -1L);
			b.setField(f(b, "sf32"), sign);
			b.setField(f(b, "sf64"), (long) sign * 9007199254740993L);
			b.setField(f(b, "fl"), sign > 0 ? 0.1f : Float.NEGATIVE_INFINITY);
			b.setField(f(b, "db"), sign > 0 ? 0.1 : Double.NaN);
			b.setField(f(b, "bo"), true);
			b.setField(f(b, "st"), "Grüße 🚀");
			b.setField(f(b, "status"), file.findEnumTypeByName("Status").findValueByNumber(sign));
			print(b.build());
		}
		var b = of("Order");
		var itemType = file.findMessageTypeByName("Order").findNestedTypeByName("Item");
		var item = DynamicMessage.newBuilder(itemType).setField(itemType.findFieldByName("sku"), "A-1").build();
		b.addRepeatedField(f(b, "items"), item);
		b.addRepeatedField(f(b, "items"), DynamicMessage.getDefaultInstance(itemType));
		for (long n : new long[] {0, -1, 1, 300, Long.MIN_VALUE}) b.addRepeatedField(f(b, "packed"), n);
		b.addRepeatedField(f(b, "tags"), "a");
		b.addRepeatedField(f(b, "tags"), "");
		var counts = file.findMessageTypeByName("Order").findNestedTypeByName("CountsEntry");
		b.addRepeatedField(f(b, "counts"), DynamicMessage.newBuilder(counts).setField(counts.findFieldByName("key"), "k").setField(counts.findFieldByName("value"), 7L).build());
		b.addRepeatedField(f(b, "counts"), DynamicMessage.newBuilder(counts).setField(counts.findFieldByName("key"), "zero").build());
		var byId = file.findMessageTypeByName("Order").findNestedTypeByName("ByIdEntry");
		b.addRepeatedField(f(b, "by_id"), DynamicMessage.newBuilder(byId).setField(byId.findFieldByName("key"), -5L).setField(byId.findFieldByName("value"), item).build());
		b.setField(f(b, "voucher"), 0L);
		b.setField(f(b, "note"), "");
		b.setField(f(b, "at"), Timestamp.newBuilder().setSeconds(1700000000L).setNanos(123000000).build());
		b.setField(f(b, "took"), com.google.protobuf.Duration.newBuilder().setSeconds(-3).setNanos(-1000).build());
		b.setField(f(b, "extra"), Struct.newBuilder().putFields("list", Value.newBuilder().setListValue(ListValue.newBuilder().addValues(Value.newBuilder().setNumberValue(1.5)).addValues(Value.newBuilder().setNullValue(NullValue.NULL_VALUE)).addValues(Value.newBuilder().setBoolValue(false))).build()).putFields("text", Value.newBuilder().setStringValue("x").build()).build());
		b.setField(f(b, "limit"), Int64Value.of(0));
		b.setField(f(b, "mask"), FieldMask.newBuilder().addPaths("a.b").addPaths("c").build());
		b.setField(f(b, "anything"), Any.pack(Timestamp.newBuilder().setSeconds(1).build()));
		b.setField(f(b, "parent"), of("Order").build());
		print(b.build());
	}
}
