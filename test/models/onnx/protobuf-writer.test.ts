import { describe, expect, it } from 'vitest';
import { ProtobufWriter } from '../../../models/onnx/protobuf-writer.ts';

const hex = (writer: ProtobufWriter): string => Buffer.from(writer.finish()).toString('hex');

/** The examples of the Protocol Buffers encoding guide (protobuf.dev/programming-guides/encoding). */
describe('the protobuf writer', () => {
  it('writes 150 as the guide does', () => {
    expect(hex(new ProtobufWriter().integer(1, 150))).toBe('089601');
  });

  it('writes -2 in ten bytes, as the guide does', () => {
    expect(hex(new ProtobufWriter().integer(1, -2))).toBe('08feffffffffffffffff01');
  });

  it('writes the string "testing" as the guide does', () => {
    expect(hex(new ProtobufWriter().string(2, 'testing'))).toBe('120774657374696e67');
  });

  it('writes an embedded message as the guide does', () => {
    expect(hex(new ProtobufWriter().message(3, new ProtobufWriter().integer(1, 150)))).toBe('1a03089601');
  });

  it('writes a field number beyond 15 in two bytes', () => {
    expect(hex(new ProtobufWriter().integer(20, 7))).toBe('a00107');
  });

  it('writes the largest int64', () => {
    expect(hex(new ProtobufWriter().integer(1, 2n ** 63n - 1n))).toBe('08ffffffffffffffff7f');
  });

  it('writes fields in the order of the calls', () => {
    expect(hex(new ProtobufWriter().integer(2, 1).integer(1, 2))).toBe('10010802');
  });

  it('writes an empty message as nothing', () => {
    expect(hex(new ProtobufWriter())).toBe('');
  });
});
