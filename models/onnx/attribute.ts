import { ProtobufWriter } from './protobuf-writer.ts';

/** An attribute of a node. ONNX defines more kinds; the converted models use these. */
export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly values: readonly number[] }
  | { readonly kind: 'string'; readonly value: string };

export type Attributes = Readonly<Record<string, Attribute>>;

export const int = (value: number): Attribute => ({ kind: 'int', value });
export const ints = (values: readonly number[]): Attribute => ({ kind: 'ints', values });
export const string = (value: string): Attribute => ({ kind: 'string', value });

/** Field numbers of `AttributeProto` (onnx.proto). */
const FIELD = { name: 1, i: 3, s: 4, ints: 8, type: 20 } as const;
/** `AttributeProto.AttributeType`. */
const TYPE = { int: 2, string: 3, ints: 7 } as const;

/** An `AttributeProto` message. */
export function attributeProto(name: string, attribute: Attribute): ProtobufWriter {
  const proto = new ProtobufWriter().string(FIELD.name, name);
  switch (attribute.kind) {
    case 'int':
      proto.integer(FIELD.i, attribute.value);
      break;
    case 'ints':
      for (const value of attribute.values) proto.integer(FIELD.ints, value);
      break;
    case 'string':
      proto.string(FIELD.s, attribute.value);
      break;
  }
  return proto.integer(FIELD.type, TYPE[attribute.kind]);
}
