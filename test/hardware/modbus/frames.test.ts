import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModbusError } from '../../../hardware/modbus/modbus-error.ts';
import { encodeRequest, type ModbusRequest } from '../../../hardware/modbus/pdu.ts';
import { crc16, encodeRtuFrame, rtuAnswer } from '../../../hardware/modbus/rtu-frame.ts';
import { encodeTcpFrame, type TcpFrame, tcpFrames } from '../../../hardware/modbus/tcp-frame.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

const frame: fc.Arbitrary<TcpFrame> = fc.record({
  transaction: fc.nat(65_535),
  unit: fc.nat(255),
  pdu: fc.uint8Array({ minLength: 2, maxLength: 253 }),
});

describe('a Modbus TCP frame', () => {
  it('equals that of the implementation guide: reading one register of unit 0xff', () => {
    const pdu = encodeRequest({ kind: 'read-holding-registers', address: 4, count: 1 });
    expect(encodeTcpFrame({ transaction: 0x1501, unit: 0xff, pdu })).toEqual(bytes('1501 0000 0006 ff 03 0004 0001'));
  });

  it('is found however the stream is split', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 5 }), fc.array(fc.nat(1_500), { maxLength: 8 }), (sent, cuts) => {
        const stream = Uint8Array.from(sent.flatMap((one) => [...encodeTcpFrame(one)]));
        const places = [0, ...cuts.map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b), stream.length];
        const reader = tcpFrames();
        const found = places.slice(1).flatMap((end, at) => reader.push(stream.subarray(places[at], end)));
        expect(found).toEqual(sent);
      }),
    );
  });

  it.each([
    ['another protocol', '0001 0100 0006 01 03 0004 0001'],
    ['another protocol, before the header is complete', '0001 01'],
    ['length 0', '0001 0000 0000 01 03'],
    ['length 2', '0001 0000 0002 01 03'],
    ['a length beyond the longest frame', '0001 0000 00ff 01 03'],
    ['length 65535', '0001 0000 ffff 01 03'],
  ])('is refused with %s', (_, hex) => {
    expect(() => tcpFrames().push(bytes(hex))).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });

  it('never exceeds the maximum length, for any bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 10 }), (chunks) => {
        const reader = tcpFrames();
        try {
          for (const chunk of chunks) for (const { pdu } of reader.push(chunk)) expect(pdu.length).toBeLessThan(254);
        } catch (error) {
          expect(error).toBeInstanceOf(ModbusError);
        }
      }),
    );
  });
});

describe('a Modbus RTU frame', () => {
  const asked: ModbusRequest = { kind: 'read-discrete-inputs', address: 0, count: 16 };
  const answer = encodeRtuFrame({ unit: 1, pdu: bytes('02 02 ac db') });

  it('has the checksum of the specification: 0x1241 for unit 2 and function 7', () => {
    expect(crc16(bytes('02 07'))).toBe(0x1241);
    expect(encodeRtuFrame({ unit: 2, pdu: bytes('07') })).toEqual(bytes('02 07 41 12'));
  });

  it('is complete with its last byte, and not before', () => {
    for (let length = 0; length < answer.length; length++) {
      expect(rtuAnswer(asked, answer.subarray(0, length))).toBeUndefined();
    }
    expect(rtuAnswer(asked, answer)).toEqual({ unit: 1, pdu: bytes('02 02 ac db') });
  });

  it('is refused with any single bit changed, or waits for bytes that do not arrive', () => {
    fc.assert(
      fc.property(fc.nat(8 * answer.length - 1), (bit) => {
        const changed = Uint8Array.from(answer);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        try {
          expect(rtuAnswer(asked, changed)).toBeUndefined();
        } catch (error) {
          expect(error).toMatchObject({ code: 'corrupt' });
        }
      }),
    );
  });

  it('is refused with bytes after it, because two answers cannot be distinguished', () => {
    expect(() => rtuAnswer(asked, Uint8Array.from([...answer, ...answer]))).toThrow(
      expect.objectContaining({ code: 'corrupt' }),
    );
  });

  it('may be an exception', () => {
    const exception = encodeRtuFrame({ unit: 1, pdu: bytes('82 06') });
    expect(rtuAnswer(asked, exception)?.pdu).toEqual(bytes('82 06'));
  });
});
