import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceAnswer, readEvidenceAnswer } from '../../../server/contract/evidence-answer.ts';

const capture = fc.record({
  captureId: fc.stringMatching(/^[0-9a-f]{32}$/),
  encapsulation: fc.uint8Array({ minLength: 1_120, maxLength: 1_120 }),
  sealedKey: fc.uint8Array({ minLength: 48, maxLength: 48 }),
  sealedEyes: fc.option(fc.uint8Array({ minLength: 48, maxLength: 48 }), { nil: undefined }),
  sealed: fc.uint8Array({ maxLength: 300 }),
});
const captures = fc.array(capture, { minLength: 1, maxLength: 8 });
const joined = (pieces: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(pieces));

describe('evidence answer', () => {
  it('decodes to the captures that were encoded', () => {
    fc.assert(
      fc.property(captures, (made) => {
        expect(readEvidenceAnswer(joined(evidenceAnswer(made)))).toEqual({ kind: 'read', captures: made });
      }),
      { numRuns: 30 },
    );
  });

  it('is refused when it is truncated, lengthened, empty, or contains too many captures', () => {
    const [one] = fc.sample(captures, 1);
    if (one === undefined) throw new Error('no sample');
    const bytes = joined(evidenceAnswer(one));
    for (let length = 0; length < bytes.length; length += 7) {
      expect(readEvidenceAnswer(bytes.subarray(0, length)).kind).toBe('malformed');
    }
    expect(readEvidenceAnswer(joined([bytes, new Uint8Array(1)])).kind).toBe('malformed');
    expect(readEvidenceAnswer(joined(evidenceAnswer([]))).kind).toBe('malformed');
    const [first] = one;
    if (first === undefined) throw new Error('no capture');
    expect(readEvidenceAnswer(joined(evidenceAnswer(Array.from({ length: 33 }, () => first)))).kind).toBe('malformed');
  });

  it('of an earlier lane, without positions of eyes, decodes too', () => {
    fc.assert(
      fc.property(captures, (made) => {
        const pieces = made.flatMap(({ captureId, encapsulation, sealedKey, sealed }) => {
          const length = Buffer.alloc(4);
          length.writeUInt32BE(sealed.length);
          return [Buffer.from(captureId, 'hex'), encapsulation, sealedKey, length, sealed];
        });
        const earlier = joined([Buffer.from('PEV1'), Buffer.of(made.length), ...pieces]);
        const withoutEyes = made.map(({ captureId, encapsulation, sealedKey, sealed }) => ({
          captureId,
          encapsulation,
          sealedKey,
          sealed,
        }));
        expect(readEvidenceAnswer(earlier)).toEqual({ kind: 'read', captures: withoutEyes });
      }),
      { numRuns: 30 },
    );
  });

  it('is refused with positions of eyes of another length', () => {
    const [one] = fc.sample(capture, 1);
    if (one === undefined) throw new Error('no sample');
    for (const length of [1, 8, 47, 49, 255]) {
      const sealedEyes = new Uint8Array(length);
      expect(readEvidenceAnswer(joined(evidenceAnswer([{ ...one, sealedEyes }]))).kind).toBe('malformed');
    }
  });

  it('is never read past its end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), fc.boolean(), (bytes, asOurs) => {
        if (asOurs) bytes.set([0x50, 0x45, 0x56, 0x32, 1].slice(0, bytes.length));
        const read = readEvidenceAnswer(bytes);
        if (read.kind === 'read')
          for (const { sealed } of read.captures)
            expect(sealed.byteOffset + sealed.length).toBeLessThanOrEqual(bytes.byteOffset + bytes.length);
      }),
    );
  });
});
