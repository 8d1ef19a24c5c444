import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../server/contract/canonical-json.ts';
import { ContractError } from '../../../server/contract/contract-error.ts';
import {
  encodeEnvelope,
  ENVELOPE_LIMIT_BYTES,
  openEnvelope,
  reportBytes,
  reportDigest,
} from '../../../server/contract/envelope.ts';
import { clearedReport, KIOSK, kioskIdOf } from '../fixtures/sample-report.ts';
import { testKiosk } from '../fixtures/test-kiosk.ts';

const kiosk = testKiosk();
const good = kiosk.seal(clearedReport());
const json = JSON.parse(Buffer.from(good.wire).toString()) as Record<'kioskId' | 'payload' | 'signature', string>;
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const open = (wire: Uint8Array) => openEnvelope(wire, kiosk.publicKey);

describe('an envelope', () => {
  it('opens to the report, its bytes and its digest', () => {
    const payload = reportBytes(clearedReport());
    expect(open(good.wire)).toEqual({ kind: 'valid', report: clearedReport(), payload, digest: good.digest });
  });

  it('has the SHA-256 of FIPS 180-4 as its digest', () => {
    expect(reportDigest(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it.each([
    ['absent', new Uint8Array()],
    ['not JSON', new TextEncoder().encode('hello')],
    ['not UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['null', bytesOf(null)],
    ['a list', bytesOf([])],
    ['without a payload', bytesOf({ kioskId: json.kioskId, signature: json.signature })],
    ['with an empty payload', bytesOf({ ...json, payload: '' })],
    ['with another name', bytesOf({ ...json, note: 'x' })],
    ['with an invalid kiosk id', bytesOf({ ...json, kioskId: 'A B' })],
    ['with padding', bytesOf({ ...json, payload: `${json.payload}==` })],
    ['with plain base64', bytesOf({ ...json, payload: '++++' })],
    ['with spare bits in the signature', bytesOf({ ...json, signature: `${json.signature.slice(0, -1)}_` })],
    ['with a short signature', bytesOf({ ...json, signature: json.signature.slice(0, -4) })],
    ['with a number for a payload', bytesOf({ ...json, payload: 7 })],
  ])('is malformed when it is %s', (_name, wire) => {
    expect(open(wire)).toMatchObject({ kind: 'refused', code: 'malformed-envelope' });
  });

  it('is refused when it is too large, outside or inside', () => {
    expect(open(new Uint8Array(ENVELOPE_LIMIT_BYTES + 1))).toMatchObject({ code: 'too-large' });
    expect(open(kiosk.sealBytes(new Uint8Array(8_193).fill(0x20)))).toMatchObject({ code: 'too-large' });
  });

  it('is refused when the signature belongs to another key, payload or purpose', () => {
    const forger = testKiosk(KIOSK, 9);
    expect(open(forger.seal(clearedReport()).wire)).toMatchObject({ code: 'bad-signature' });
    const other = JSON.parse(Buffer.from(kiosk.seal(clearedReport({ reportedAt: 5 })).wire).toString()) as typeof json;
    expect(open(bytesOf({ ...json, signature: other.signature }))).toMatchObject({ code: 'bad-signature' });
    expect(open(kiosk.status())).toMatchObject({ code: 'bad-signature' });
  });

  it('is refused when a signed payload is not canonical, not JSON, not a report, or of another version', () => {
    const sealed = (text: string) => open(kiosk.sealBytes(new TextEncoder().encode(text)));
    expect(sealed('{')).toMatchObject({ code: 'not-canonical' });
    expect(sealed('{}')).toMatchObject({ code: 'invalid-message' });
    expect(sealed('{"version":2}')).toMatchObject({ code: 'unsupported-version' });
    expect(sealed(JSON.stringify(clearedReport()))).toMatchObject({ code: 'not-canonical' });
  });

  it('is refused when the payload names another kiosk with the same key', () => {
    const wire = kiosk.sealBytes(reportBytes(clearedReport()), kioskIdOf('north-2'));
    expect(open(wire)).toMatchObject({ code: 'kiosk-mismatch' });
  });

  it('cannot be made with a signature of another length, nor opened with half a key', () => {
    const part = { kioskId: KIOSK, payload: new Uint8Array(1), signature: new Uint8Array(10) };
    expect(() => encodeEnvelope(part)).toThrow(ContractError);
    expect(() => openEnvelope(good.wire, kiosk.publicKey.subarray(16))).toThrow(ContractError);
  });

  it('never opens after any single bit has changed', () => {
    fc.assert(
      fc.property(fc.nat(good.wire.length * 8 - 1), (bit) => {
        const wire = Uint8Array.from(good.wire);
        wire[bit >> 3] = (wire[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(open(wire).kind).toBe('refused');
      }),
      { numRuns: 300 },
    );
  });

  it('never throws and never repeats its input', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.jsonValue().map(bytesOf),
          fc.record({ kioskId: fc.string(), payload: fc.string(), signature: fc.string() }).map(bytesOf),
          fc
            .jsonValue()
            .map((value) =>
              kiosk.sealBytes(canonicalJson(JSON.parse(JSON.stringify(value).replaceAll(/\\ud[0-9a-f]{3}/g, '')))),
            ),
        ),
        (wire) => {
          const opened = open(wire);
          expect(opened.kind).toBe('refused');
          if (opened.kind === 'refused') {
            for (const fault of opened.faults) expect(fault.message).toMatch(/^[A-Za-z0-9 ,:'.|"-]{1,200}$/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
