import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.*;
import org.apache.kafka.common.protocol.*;
import org.apache.kafka.coordinator.group.generated.*;

/** Prints records of a group coordinator as Kafka's own classes write them and as its own JSON shows them: key, value, JSON of both. */
public class GroupRecordVectors {
	static String hex(ApiMessage message, short prefix, short version) {
		var cache = new ObjectSerializationCache();
		int size = message.size(cache, version);
		ByteBuffer buffer = ByteBuffer.allocate(size + 2);
		buffer.putShort(prefix);
		message.write(new ByteBufferAccessor(buffer), cache, version);
		return HexFormat.of().formatHex(buffer.array());
	}

	static void print(String name, ApiMessage key, ApiMessage value, int version) {
		JsonNode keyJson = CoordinatorRecordJsonConverters.writeRecordKeyAsJson(key);
		JsonNode valueJson = CoordinatorRecordJsonConverters.writeRecordValueAsJson(value, (short) version);
		System.out.println(String.join("\t", name, hex(key, key.apiKey(), (short) 0), hex(value, (short) version, (short) version), keyJson.toString(), valueJson.toString()));
	}

	public static void main(String[] arguments) {
		for (int version = 0; version <= 4; version++) {
			var offset = new OffsetCommitValue().setOffset(9007199254740993L).setMetadata("note").setCommitTimestamp(1700000000000L);
			if (version == 1) offset.setExpireTimestamp(1700000009999L);
			if (version >= 3) offset.setLeaderEpoch(7);
			print("offset commit v" + version, new OffsetCommitKey().setGroup("billing").setTopic("orders").setPartition(3), offset, version);
			var member = new GroupMetadataValue.MemberMetadata().setMemberId("billing-1").setClientId("billing").setClientHost("/10.0.0.1")
				.setSessionTimeout(45000).setSubscription(new byte[] {0, 1, 0, 0, 0, 1, 0, 6, 'o', 'r', 'd', 'e', 'r', 's', -1, -1, -1, -1, 0, 0, 0, 0}).setAssignment(new byte[] {9});
			if (version >= 1) member.setRebalanceTimeout(300000);
			if (version >= 3) member.setGroupInstanceId("i-1");
			var group = new GroupMetadataValue().setProtocolType("consumer").setGeneration(12).setProtocol("range").setLeader("billing-1").setMembers(List.of(member));
			if (version >= 2) group.setCurrentStateTimestamp(1700000000000L);
			print("group metadata v" + version, new GroupMetadataKey().setGroup("billing"), group, version);
		}
		print("consumer group member", new ConsumerGroupMemberMetadataKey().setGroupId("g").setMemberId("m"),
			new ConsumerGroupMemberMetadataValue().setClientId("c").setClientHost("/h").setRackId(null).setSubscribedTopicNames(List.of("a", "b")).setRebalanceTimeoutMs(5).setServerAssignor("uniform"), 0);
		print("target assignment", new ConsumerGroupTargetAssignmentMemberKey().setGroupId("g").setMemberId("m"),
			new ConsumerGroupTargetAssignmentMemberValue().setTopicPartitions(List.of(new ConsumerGroupTargetAssignmentMemberValue.TopicPartition().setTopicId(new org.apache.kafka.common.Uuid(1, 2)).setPartitions(List.of(0, 1)))), 0);
	}
}
