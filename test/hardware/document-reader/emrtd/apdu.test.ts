import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Command,
  decodeCommand,
  decodeResponse,
  encodeCommand,
} from '../../../../hardware/document-reader/emrtd/apdu.ts';
import { bytes, hex } from './scripted-chip.ts';

const header = { cla: 0x00, ins: 0xb0, p1: 0x01, p2: 0x02 };

describe('a command unit, ISO/IEC 7816-4 §5.1', () => {
  it.each([
    ['case 1', header, '00B00102'],
    ['case 2', { ...header, expected: 4 }, '00B0010204'],
    ['case 2 with 256', { ...header, expected: 256 }, '00B0010200'],
    ['case 3', { ...header, data: bytes('AABB') }, '00B0010202AABB'],
    ['case 4', { ...header, data: bytes('AA'), expected: 256 }, '00B0010201AA00'],
    ['case 2 extended', { ...header, expected: 257 }, '00B00102000101'],
    ['case 2 extended with 65,536', { ...header, expected: 65_536 }, '00B00102000000'],
  ] as const)('is encoded as in %s', (_case, command, encoded) => {
    expect(hex(encodeCommand(command))).toBe(encoded);
  });

  it('uses the extended form for long data', () => {
    const encoded = hex(encodeCommand({ ...header, data: new Uint8Array(256), expected: 300 }));
    expect(encoded.slice(0, 14)).toBe('00B00102000100');
    expect(encoded.slice(-4)).toBe('012C');
  });

  it('is equal after encoding and decoding', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const command = fc.record(
      {
        cla: byte,
        ins: byte,
        p1: byte,
        p2: byte,
        data: fc.uint8Array({ minLength: 1, maxLength: 600 }),
        expected: fc.integer({ min: 1, max: 65_536 }),
      },
      { requiredKeys: ['cla', 'ins', 'p1', 'p2'] },
    );
    fc.assert(
      fc.property(command, (given: Command) => {
        const read = decodeCommand(encodeCommand(given));
        expect({ ...read, data: read?.data && hex(read.data) }).toEqual({
          ...given,
          data: given.data && hex(given.data),
        });
      }),
    );
  });

  it('is decoded or refused, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        const command = decodeCommand(Uint8Array.from(data));
        expect((command?.data?.length ?? 0) <= data.length).toBe(true);
      }),
    );
    expect(decodeCommand(bytes('00B001'))).toBeUndefined();
    expect(decodeCommand(bytes('00B0010205AA'))).toBeUndefined();
  });
});

describe('a response unit', () => {
  it('consists of data and a status word', () => {
    expect(decodeResponse(bytes('AABB6282'))).toEqual({ data: bytes('AABB'), statusWord: 0x6282 });
  });

  it('without a status word is malformed', () => {
    expect(() => decodeResponse(bytes('90'))).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});
