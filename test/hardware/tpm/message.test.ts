import { describe, expect, it } from 'vitest';
import { ByteReader, join, sized, TpmFormatError, u16, u32, u64 } from '../../../hardware/tpm/bytes.ts';
import { answerLength, decodeAnswer, encodeCommand } from '../../../hardware/tpm/message.ts';
import { pcrSelection, readPcrSelection } from '../../../hardware/tpm/pcr.ts';
import {
  ATTESTATION_TEMPLATE,
  externalVerifierTemplate,
  HMAC_TEMPLATE,
  isMadeBy,
  NO_POINT_BYTES,
  readPublicArea,
  SIGNING_TEMPLATE,
  STORAGE_ROOT_TEMPLATE,
} from '../../../hardware/tpm/public-area.ts';
import { TpmError } from '../../../hardware/tpm/tpm-error.ts';
import fc from '../../support/seeded-properties.ts';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const bytes = (longest: number) => fc.uint8Array({ maxLength: longest });

describe('TPM commands', () => {
  it('are marshalled as Part 3 of the specification shows', () => {
    expect(hexOf(encodeCommand('startup', [], [], u16(0)))).toBe('80010000000c000001440000');
    expect(hexOf(encodeCommand('getRandom', [], [], u16(32)))).toBe('80010000000c0000017b0020');
    const part = { session: 0x4000_0009, nonce: new Uint8Array(), attributes: 1, hmac: new Uint8Array() };
    expect(hexOf(encodeCommand('unseal', [0x8000_0001], [part], new Uint8Array()))).toBe(
      '80020000001b0000015e 80000001 00000009 40000009 0000 01 0000'.replaceAll(' ', ''),
    );
  });

  it('longer than the buffer of the system are refused', () => {
    expect(() => encodeCommand('hmac', [1], [], new Uint8Array(4_096))).toThrow(RangeError);
  });
});

describe('TPM answers', () => {
  const whole = fc.record({
    handle: fc.option(fc.integer({ min: 0, max: 0xffff_ffff }), { nil: undefined }),
    parameters: bytes(200),
    sessions: fc.array(fc.record({ nonce: bytes(32), attributes: fc.integer({ min: 0, max: 255 }), hmac: bytes(32) }), {
      maxLength: 2,
    }),
  });
  /** By the text of Part 1, §18, apart from the code under test. */
  const encoded = ({ handle, parameters, sessions }: Parameters<Parameters<typeof whole.map>[0]>[0]): Uint8Array => {
    const head = handle === undefined ? [] : [u32(handle)];
    const areas = sessions.map(({ nonce, attributes, hmac }) => [sized(nonce), Uint8Array.of(attributes), sized(hmac)]);
    const body = join(sessions.length > 0 ? [head, u32(parameters.length), parameters, areas] : [head, parameters]);
    return join([u16(sessions.length > 0 ? 0x8002 : 0x8001), u32(10 + body.length), u32(0), body]);
  };

  it('are split into what they were made of', () => {
    fc.assert(
      fc.property(whole, (parts) => {
        const answer = decodeAnswer(encoded(parts), parts.handle !== undefined, parts.sessions.length);
        expect(answer).toEqual({ code: 0, ...parts });
      }),
    );
  });

  it('that are cut, longer than they say, or of another form are refused', () => {
    fc.assert(
      fc.property(whole, fc.nat(), (parts, seed) => {
        const good = encoded(parts);
        const decode = (answer: Uint8Array) => decodeAnswer(answer, parts.handle !== undefined, parts.sessions.length);
        expect(() => decode(good.subarray(0, seed % good.length))).toThrow(TpmFormatError);
        expect(() => decode(Uint8Array.from([...good, 0]))).toThrow(TpmFormatError);
        expect(() => decodeAnswer(good, parts.handle !== undefined, parts.sessions.length + 1)).toThrow(TpmFormatError);
      }),
    );
  });

  it('of any bytes give parts within them or a format error, and nothing else', () => {
    fc.assert(
      fc.property(bytes(300), fc.boolean(), fc.integer({ min: 0, max: 3 }), (answer, hasHandle, count) => {
        try {
          const { parameters, sessions } = decodeAnswer(answer, hasHandle, count);
          expect(parameters.length).toBeLessThanOrEqual(answer.length);
          for (const { nonce, hmac } of sessions) expect(nonce.length + hmac.length).toBeLessThanOrEqual(64);
        } catch (error) {
          expect(error).toBeInstanceOf(TpmFormatError);
        }
      }),
    );
  });

  it('say their length in a header, within the bounds of a message', () => {
    expect(answerLength(bytesOf('8001 0000000a 000000'))).toBeUndefined();
    expect(answerLength(bytesOf('8001 0000000a 00000000'))).toBe(10);
    for (const length of ['00000009', '00001001', 'ffffffff']) {
      expect(() => answerLength(bytesOf(`8001 ${length} 00000000`))).toThrow(TpmFormatError);
    }
  });

  it('with a code and more behind it, or with sessions, are no refusals', () => {
    expect(decodeAnswer(bytesOf('8001 0000000a 00000922'), true, 1).code).toBe(0x922);
    expect(() => decodeAnswer(bytesOf('8001 0000000b 00000922 00'), true, 1)).toThrow(TpmFormatError);
    expect(() => decodeAnswer(bytesOf('8002 0000000a 00000922'), true, 1)).toThrow(TpmFormatError);
  });
});

describe('TPM response codes', () => {
  it('are read without the number of the parameter, handle or session, and of the layer', () => {
    expect(new TpmError('load', 0x1df).is('integrity')).toBe(true);
    expect(new TpmError('unseal', 0x99d).is('policyFail')).toBe(true);
    expect(new TpmError('sign', 0x98e).is('authFail')).toBe(true);
    expect(new TpmError('sign', 0x9a2).is('badAuth')).toBe(true);
    expect(new TpmError('sign', 0xb0143).is('commandCode')).toBe(true);
    expect(new TpmError('sign', 0x921).is('lockout')).toBe(true);
  });

  it('tell a busy TPM and a reset one from the others', () => {
    const codes = Array.from({ length: 0x1000 }, (_, code) => new TpmError('sign', code));
    const of = (is: (error: TpmError) => boolean) => codes.flatMap((error, code) => (is(error) ? [code] : []));
    expect(of((error) => error.isBusy)).toEqual([0x908, 0x90a, 0x920, 0x922, 0x923]);
    expect(of((error) => error.isReset)).toEqual([
      ...Array.from({ length: 7 }, (_, at) => 0x910 + at),
      ...Array.from({ length: 7 }, (_, at) => 0x918 + at),
    ]);
  });
});

describe('TPM public areas', () => {
  const point = { x: new Uint8Array(32).fill(3), y: new Uint8Array(32).fill(4) };

  it('of the templates are read back, and no template passes for another', () => {
    for (const template of [SIGNING_TEMPLATE, ATTESTATION_TEMPLATE, HMAC_TEMPLATE, STORAGE_ROOT_TEMPLATE]) {
      expect(readPublicArea(template).bytes).toEqual(Uint8Array.from(template));
    }
    expect(isMadeBy(SIGNING_TEMPLATE, SIGNING_TEMPLATE, NO_POINT_BYTES)).toBe(true);
    expect(isMadeBy(ATTESTATION_TEMPLATE, SIGNING_TEMPLATE, NO_POINT_BYTES)).toBe(false);
    // Made outside: not fixed to the TPM
    expect(isMadeBy(externalVerifierTemplate(point), SIGNING_TEMPLATE, NO_POINT_BYTES)).toBe(false);
  });

  it('hold a point whose leading zeros were omitted', () => {
    const short = { x: Uint8Array.of(1, 2), y: Uint8Array.of() };
    const area = readPublicArea(externalVerifierTemplate(short));
    expect(area.kind === 'ecc' && [...area.point.x.subarray(29), area.point.y.length]).toEqual([0, 1, 2, 32]);
  });

  it('of any bytes are read wholly or refused with a format error', () => {
    const damaged = fc
      .tuple(
        fc.constantFrom(SIGNING_TEMPLATE, HMAC_TEMPLATE, externalVerifierTemplate(point)),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
      )
      .map(([area, at, change]) => area.map((byte, index) => (index === at % area.length ? byte ^ change : byte)));
    fc.assert(
      fc.property(fc.oneof(damaged, bytes(120)), (area) => {
        try {
          expect(readPublicArea(area).bytes).toEqual(Uint8Array.from(area));
        } catch (error) {
          expect(error).toBeInstanceOf(TpmFormatError);
        }
      }),
    );
  });
});

describe('PCR selections', () => {
  it('are read back as they were written, and any bytes are a selection or a format error', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1 }), (pcrs) => {
        expect(readPcrSelection(new ByteReader(pcrSelection(pcrs)))).toEqual([...pcrs].sort((a, b) => a - b));
      }),
    );
    fc.assert(
      fc.property(bytes(20), (selection) => {
        try {
          for (const pcr of readPcrSelection(new ByteReader(selection))) expect(pcr).toBeLessThan(24);
        } catch (error) {
          expect(error).toBeInstanceOf(TpmFormatError);
        }
      }),
    );
  });
});

describe('numbers', () => {
  it('are big-endian, and reading beyond the end is a format error', () => {
    const reader = new ByteReader(join([u16(0x0102), u32(0x03040506), u64(0x0708090a0b0c0d0en)]));
    expect([reader.u16(), reader.u32(), reader.u64()]).toEqual([0x0102, 0x03040506, 0x0708090a0b0c0d0en]);
    for (const read of [
      () => reader.u8(),
      () => reader.u16(),
      () => reader.u32(),
      () => reader.u64(),
      () => reader.sized(),
    ]) {
      expect(read).toThrow(TpmFormatError);
    }
  });
});
