import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.*;
import org.apache.avro.*;
import org.apache.avro.generic.*;
import org.apache.avro.io.*;

/** Prints values as Apache Avro writes them, one line each: name, schema, bytes in hex, Avro's own JSON of the value; tab-separated. */
public class AvroVectors {
	static void print(String name, String schemaText, Object value) throws Exception {
		Schema schema = new Schema.Parser().parse(schemaText);
		var out = new ByteArrayOutputStream();
		var encoder = EncoderFactory.get().binaryEncoder(out, null);
		new GenericDatumWriter<Object>(schema).write(value, encoder);
		encoder.flush();
		line(name, schemaText, HexFormat.of().formatHex(out.toByteArray()));
	}

	/** Arrays and maps in blocks with their size in front, as BlockingBinaryEncoder writes them. */
	static void printBlocked(String name, String schemaText, Object value) throws Exception {
		Schema schema = new Schema.Parser().parse(schemaText);
		var out = new ByteArrayOutputStream();
		var encoder = new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
		new GenericDatumWriter<Object>(schema).write(value, encoder);
		encoder.flush();
		line(name, schemaText, HexFormat.of().formatHex(out.toByteArray()));
	}

	static void line(String... cells) { System.out.println(String.join("\t", cells)); }

	public static void main(String[] arguments) throws Exception {
		for (long n : new long[] {0, -1, 1, 63, 64, -64, -65, 8191, 134217727L, 134217728L, -134217728L, -134217729L, 2147483647L, -2147483648L, 4294967296L, 9007199254740991L, 9007199254740992L, -9007199254740991L, -9007199254740993L, Long.MAX_VALUE, Long.MIN_VALUE})
			print("long " + n, "\"long\"", n);
		for (int n : new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) print("int " + n, "\"int\"", n);
		for (float f : new float[] {0.1f, 3.4028235E38f, 1.4E-45f, 16777216f, -2.5f, Float.NaN, Float.POSITIVE_INFINITY}) print("float " + f, "\"float\"", f);
		for (double d : new double[] {0.1, 1e300, -0.0, Double.NEGATIVE_INFINITY}) print("double " + d, "\"double\"", d);
		print("string", "\"string\"", "Grüße, 世界 🚀");
		print("bytes", "\"bytes\"", ByteBuffer.wrap(new byte[] {0, 1, (byte) 0xff}));

		String order = """
			{"type":"record","name":"Order","namespace":"com.acme","fields":[
			{"name":"id","type":"long"},
			{"name":"customer","type":{"type":"record","name":"Customer","fields":[{"name":"name","type":"string"},{"name":"country","type":["null","string"],"default":null}]}},
			{"name":"amount","type":{"type":"bytes","logicalType":"decimal","precision":20,"scale":2}},
			{"name":"rate","type":{"type":"fixed","name":"Rate","size":8,"logicalType":"decimal","precision":18,"scale":4}},
			{"name":"status","type":{"type":"enum","name":"Status","symbols":["NEW","PAID","SENT"]}},
			{"name":"items","type":{"type":"array","items":{"type":"record","name":"Item","namespace":"com.acme.parts","fields":[{"name":"sku","type":"string"},{"name":"quantity","type":"int"}]}}},
			{"name":"labels","type":{"type":"map","values":"long"}},
			{"name":"second","type":["null","Customer"],"default":null},
			{"name":"third","type":["null","com.acme.parts.Item"],"default":null},
			{"name":"day","type":{"type":"int","logicalType":"date"}},
			{"name":"clock","type":{"type":"long","logicalType":"time-micros"}},
			{"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
			{"name":"atMicros","type":{"type":"long","logicalType":"timestamp-micros"}},
			{"name":"wall","type":{"type":"long","logicalType":"local-timestamp-millis"}},
			{"name":"uuid","type":{"type":"string","logicalType":"uuid"}},
			{"name":"odd","type":{"type":"long","logicalType":"of-our-own"}}]}""".replace("\n", "").replace("\t", "");
		Schema schema = new Schema.Parser().parse(order);
		Schema customer = schema.getField("customer").schema();
		Schema item = schema.getField("items").schema().getElementType();
		GenericRecord anna = new GenericRecordBuilder(customer).set("name", "Anna").set("country", "DE").build();
		GenericRecord part = new GenericRecordBuilder(item).set("sku", "A-1").set("quantity", 3).build();
		var record = new GenericData.Record(schema);
		record.put("id", 9223372036854775807L);
		record.put("customer", anna);
		record.put("amount", new Conversions.DecimalConversion().toBytes(new BigDecimal("-12345678901234567.80"), schema.getField("amount").schema(), LogicalTypes.decimal(20, 2)));
		record.put("rate", new Conversions.DecimalConversion().toFixed(new BigDecimal("0.0125"), schema.getField("rate").schema(), LogicalTypes.decimal(18, 4)));
		record.put("status", new GenericData.EnumSymbol(schema.getField("status").schema(), "PAID"));
		record.put("items", List.of(part, part));
		record.put("labels", Map.of("a", 1L));
		record.put("second", anna);
		record.put("third", part);
		record.put("day", 20000);
		record.put("clock", 45296789012L);
		record.put("at", 1700000000123L);
		record.put("atMicros", -1L);
		record.put("wall", 1700000000123L);
		record.put("uuid", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
		record.put("odd", 5L);
		print("order", order, record);

		String list = "{\"type\":\"record\",\"name\":\"Link\",\"fields\":[{\"name\":\"value\",\"type\":\"int\"},{\"name\":\"next\",\"type\":[\"null\",\"Link\"]}]}";
		Schema link = new Schema.Parser().parse(list);
		var last = new GenericData.Record(link); last.put("value", 2);
		var first = new GenericData.Record(link); first.put("value", 1); first.put("next", last);
		print("recursive", list, first);

		var many = new ArrayList<String>();
		for (int i = 0; i < 30; i++) many.add("item " + i);
		printBlocked("blocked array", "{\"type\":\"array\",\"items\":\"string\"}", many);
		print("array of nulls", "{\"type\":\"array\",\"items\":\"null\"}", Collections.nCopies(5, null));
	}
}
