/** protobufjs behind a static import, see check-imports. Only its parser and its picture of types are used, never the code it generates. */
import protobuf from 'protobufjs';

export type { Field, Type } from 'protobufjs';
export const { Enum, Root, Type: MessageType, Namespace, common, parse } = protobuf;
