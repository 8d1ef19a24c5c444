import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModbusError } from '../../../hardware/modbus/modbus-error.ts';
import { decodeAnswer, encodeRequest, type ModbusRequest } from '../../../hardware/modbus/pdu.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hexOf = (data: Uint8Array): string => Buffer.from(data).toString('hex');

/** The examples of MODBUS Application Protocol Specification V1.1b3, §6.1 to §6.6, §6.11 and §6.12. */
const EXAMPLES: readonly (readonly [ModbusRequest, string, string, readonly number[]])[] = [
  [
    { kind: 'read-coils', address: 0x13, count: 19 },
    '01 0013 0013',
    '01 03 cd 6b 05',
    [1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1],
  ],
  [
    { kind: 'read-discrete-inputs', address: 0xc4, count: 22 },
    '02 00c4 0016',
    '02 03 ac db 35',
    [0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1],
  ],
  [
    { kind: 'read-holding-registers', address: 0x6b, count: 3 },
    '03 006b 0003',
    '03 06 022b 0000 0064',
    [0x22b, 0, 100],
  ],
  [{ kind: 'read-input-registers', address: 8, count: 1 }, '04 0008 0001', '04 02 000a', [10]],
  [{ kind: 'write-coil', address: 0xac, value: true }, '05 00ac ff00', '05 00ac ff00', []],
  [{ kind: 'write-register', address: 1, value: 3 }, '06 0001 0003', '06 0001 0003', []],
  [
    {
      kind: 'write-coils',
      address: 0x13,
      values: [true, false, true, true, false, false, true, true, true, false],
    },
    '0f 0013 000a 02 cd01',
    '0f 0013 000a',
    [],
  ],
  [{ kind: 'write-registers', address: 1, values: [10, 0x102] }, '10 0001 0002 04 000a 0102', '10 0001 0002', []],
];

function codeOf(act: () => unknown): string {
  try {
    act();
    return 'no error';
  } catch (error) {
    return error instanceof ModbusError ? error.code : String(error);
  }
}

const request = fc.oneof(
  ...(['read-coils', 'read-discrete-inputs'] as const).map((kind) =>
    fc.record({ kind: fc.constant(kind), address: fc.nat(1_000), count: fc.integer({ min: 1, max: 2_000 }) }),
  ),
  ...(['read-holding-registers', 'read-input-registers'] as const).map((kind) =>
    fc.record({ kind: fc.constant(kind), address: fc.nat(1_000), count: fc.integer({ min: 1, max: 125 }) }),
  ),
  fc.record({ kind: fc.constant('write-coil' as const), address: fc.nat(65_535), value: fc.boolean() }),
  fc.record({ kind: fc.constant('write-register' as const), address: fc.nat(65_535), value: fc.nat(65_535) }),
  fc.record({
    kind: fc.constant('write-coils' as const),
    address: fc.nat(1_000),
    values: fc.array(fc.boolean(), { minLength: 1, maxLength: 1_968 }),
  }),
  fc.record({
    kind: fc.constant('write-registers' as const),
    address: fc.nat(1_000),
    values: fc.array(fc.nat(65_535), { minLength: 1, maxLength: 123 }),
  }),
);

describe('a Modbus request and its answer', () => {
  it.each(EXAMPLES)('$kind: equal those of the specification', (asked, sent, answered, values) => {
    expect(hexOf(encodeRequest(asked))).toBe(sent.replaceAll(' ', ''));
    expect(decodeAnswer(asked, bytes(answered))).toEqual(values);
  });

  it.each(EXAMPLES)('$kind: refuse an answer that is one byte shorter or longer', (asked, _, answered) => {
    const answer = bytes(answered);
    expect(codeOf(() => decodeAnswer(asked, answer.subarray(0, -1)))).toBe('corrupt');
    expect(codeOf(() => decodeAnswer(asked, Uint8Array.from([...answer, 0])))).toBe('corrupt');
  });

  it('keep the code of an exception, and refuse one of another function or length', () => {
    const asked = { kind: 'read-coils', address: 0, count: 8 } as const;
    expect(() => decodeAnswer(asked, bytes('81 04'))).toThrow(
      expect.objectContaining({ code: 'exception', exception: 4 }),
    );
    expect(codeOf(() => decodeAnswer(asked, bytes('82 04')))).toBe('corrupt');
    expect(codeOf(() => decodeAnswer(asked, bytes('81')))).toBe('corrupt');
    expect(codeOf(() => decodeAnswer(asked, bytes('81 04 00')))).toBe('corrupt');
  });

  it('refuse a write that is confirmed with another value', () => {
    expect(codeOf(() => decodeAnswer({ kind: 'write-coil', address: 1, value: true }, bytes('05 0001 0000')))).toBe(
      'corrupt',
    );
  });

  it('refuse values that the protocol cannot carry', () => {
    const refused: readonly ModbusRequest[] = [
      { kind: 'read-coils', address: 0, count: 0 },
      { kind: 'read-coils', address: 0, count: 2_001 },
      { kind: 'read-coils', address: 65_535, count: 2 },
      { kind: 'read-input-registers', address: -1, count: 1 },
      { kind: 'read-input-registers', address: 0, count: 126 },
      { kind: 'write-register', address: 0, value: 65_536 },
      { kind: 'write-registers', address: 0, values: [1.5] },
      { kind: 'write-coils', address: 0, values: [] },
    ];
    for (const asked of refused) expect(() => encodeRequest(asked)).toThrow(RangeError);
  });

  it('are the requested number of values, an exception, or corrupt, for any bytes', () => {
    fc.assert(
      fc.property(request, fc.uint8Array({ maxLength: 260 }), (asked, answer) => {
        const length = 'count' in asked ? asked.count : 0;
        try {
          expect(decodeAnswer(asked, answer)).toHaveLength(length);
        } catch (error) {
          expect(error).toBeInstanceOf(ModbusError);
        }
      }),
    );
  });

  it('never exceed the longest PDU', () => {
    fc.assert(fc.property(request, (asked) => encodeRequest(asked).length <= 253));
  });
});
