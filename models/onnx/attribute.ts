import { ProtobufWriter } from './protobuf-writer.ts';

/** An attribute of a node. ONNX defines more kinds; the models use these. */
export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly values: readonly number[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'floats'; readonly values: Iterable<number> }
  | { readonly kind: 'strings'; readonly values: readonly string[] };

export type Attributes = Readonly<Record<string, Attribute>>;

export const int = (value: number): Attribute => ({ kind: 'int', value });
export const ints = (values: readonly number[]): Attribute => ({ kind: 'ints', values });
export const string = (value: string): Attribute => ({ kind: 'string', value });
export const floats = (values: Iterable<number>): Attribute => ({ kind: 'floats', values });
export const strings = (values: readonly string[]): Attribute => ({ kind: 'strings', values });

/** Field numbers of `AttributeProto` (onnx.proto). */
const FIELD = { name: 1, i: 3, s: 4, floats: 7, ints: 8, strings: 9, type: 20 } as const;
/** `AttributeProto.AttributeType`. */
const TYPE = { int: 2, string: 3, floats: 6, ints: 7, strings: 8 } as const;

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
    case 'floats':
      for (const value of attribute.values) proto.float(FIELD.floats, value);
      break;
    case 'strings':
      for (const value of attribute.values) proto.string(FIELD.strings, value);
      break;
  }
  return proto.integer(FIELD.type, TYPE[attribute.kind]);
}
