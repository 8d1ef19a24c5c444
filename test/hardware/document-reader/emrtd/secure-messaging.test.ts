import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeCommand,
  decodeResponse,
  encodeCommand,
  encodeResponse,
} from '../../../../hardware/document-reader/emrtd/apdu.ts';
import {
  CIPHER_SUITES,
  type CipherName,
} from '../../../../hardware/document-reader/emrtd/cryptography/cipher-suite.ts';
import { startSecureMessaging } from '../../../../hardware/document-reader/emrtd/secure-messaging.ts';
import { bytes, hex } from './scripted-chip.ts';

const NAMES = Object.keys(CIPHER_SUITES) as CipherName[];

/** Both ends of one session. */
function ends(name: CipherName) {
  const suite = CIPHER_SUITES[name];
  const end = () =>
    startSecureMessaging(suite, {
      encryption: new Uint8Array(suite.keyBytes).fill(0x11),
      authentication: new Uint8Array(suite.keyBytes).fill(0x22),
    });
  return { reader: end(), chip: end() };
}

const read = { cla: 0x00, ins: 0xb0, p1: 0, p2: 0, expected: 8 };

describe.each(NAMES)('secure messaging with %s', (name) => {
  it('carries any commands and answers, in order', () => {
    const exchange = fc.record({
      ins: fc.constantFrom(0xa4, 0xb0, 0xb1, 0x86),
      data: fc.uint8Array({ maxLength: 300 }),
      expected: fc.option(fc.integer({ min: 1, max: 65_536 }), { nil: undefined }),
      answer: fc.uint8Array({ maxLength: 400 }),
      statusWord: fc.constantFrom(0x9000, 0x6282, 0x6a82),
    });
    fc.assert(
      fc.property(fc.array(exchange, { minLength: 1, maxLength: 6 }), (exchanges) => {
        const { reader, chip } = ends(name);
        for (const { ins, data, expected, answer, statusWord } of exchanges) {
          const sent = encodeCommand(reader.protectCommand({ cla: 0, ins, p1: 1, p2: 2, data, expected }));
          const opened = chip.openCommand(decodeCommand(sent)!);
          expect({ ...opened, data: hex(opened.data!) }).toEqual({
            cla: 0,
            ins,
            p1: 1,
            p2: 2,
            data: hex(data),
            expected,
          });
          const response = { data: Uint8Array.from(answer), statusWord };
          const back = encodeResponse(chip.protectResponse(response, ins % 2 === 1));
          expect(reader.openResponse(decodeResponse(back))).toEqual(response);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('refuses an answer with any bit changed', () => {
    const { reader, chip } = ends(name);
    chip.openCommand(reader.protectCommand(read));
    const answer = chip.protectResponse({ data: bytes('0102030405060708'), statusWord: 0x9000 }, false);
    fc.assert(
      fc.property(fc.nat(answer.data.length * 8 - 1), (bit) => {
        const { reader: other } = ends(name);
        other.protectCommand(read);
        const data = Uint8Array.from(answer.data);
        data[bit >> 3]! ^= 1 << (bit & 7);
        expect(() => other.openResponse({ ...answer, data })).toThrow(
          expect.objectContaining({ code: 'secure-messaging' }),
        );
      }),
    );
  });

  it('refuses a repeated answer, an answer out of order, and an unencrypted answer', () => {
    const { reader, chip } = ends(name);
    chip.openCommand(reader.protectCommand(read));
    const first = chip.protectResponse({ data: bytes('01'), statusWord: 0x9000 }, false);
    reader.openResponse(first);
    reader.protectCommand(read);
    expect(() => reader.openResponse(first)).toThrow(expect.objectContaining({ code: 'secure-messaging' }));
    expect(() => reader.openResponse({ data: new Uint8Array(), statusWord: 0x9000 })).toThrow(
      expect.objectContaining({ code: 'secure-messaging', statusWord: 0x9000 }),
    );
  });

  it('refuses a command that was changed in transit', () => {
    const { reader, chip } = ends(name);
    const command = reader.protectCommand({ ...read, p2: 4 });
    expect(() => chip.openCommand({ ...command, p2: 5 })).toThrow(
      expect.objectContaining({ code: 'secure-messaging' }),
    );
  });

  it('is unusable after its wipe', () => {
    const { reader, chip } = ends(name);
    reader.wipe();
    expect(() => chip.openCommand(reader.protectCommand(read))).toThrow(
      expect.objectContaining({ code: 'secure-messaging' }),
    );
  });
});
