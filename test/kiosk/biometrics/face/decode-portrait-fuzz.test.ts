import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wipeImage } from '../../../../hardware/device/image.ts';
import { decodePortrait } from '../../../../kiosk/biometrics/face/decode-portrait.ts';
import { jpegOutline } from '../../../../kiosk/biometrics/face/jpeg-outline.ts';
import { jpeg, owned } from './portrait-files.ts';

const seeds = [await jpeg(48, 64), await jpeg(48, 64, { progressive: true }), await jpeg(40, 40, { mozjpeg: true })];
const seed = fc.constantFrom(...seeds);

/** Expects a typed outcome, and an image that matches its header. */
async function expectOutcome(file: Uint8Array): Promise<string> {
  const outcome = await decodePortrait(file);
  if (outcome.kind === 'unreadable') return outcome.reason;
  const { width, height, data } = outcome.image;
  expect(data).toHaveLength(width * height * 3);
  expect(width * height).toBeLessThanOrEqual(4_000_000);
  wipeImage(outcome.image);
  return 'decoded';
}

const mutated = fc
  .record({
    file: seed,
    edits: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }),
  })
  .map(({ file, edits }) => {
    const copy = owned(file);
    for (const [at, value] of edits) copy[at % copy.length] = value;
    return copy;
  });

describe('decodePortrait, for arbitrary bytes', () => {
  it('gives a typed outcome for thousands of altered portraits', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(mutated, async (file) => {
        const kind = await expectOutcome(file);
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }),
      { numRuns: 2_000 },
    );
    expect(seen.get('decoded')).toBeGreaterThan(0);
    expect(seen.get('corrupt')).toBeGreaterThan(0);
  });

  it('gives a typed outcome for altered headers', async () => {
    const headers = fc
      .record({
        file: seed,
        at: fc.integer({ min: 2, max: 640 }),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
      })
      .map(({ file, at, bytes }) => {
        const copy = owned(file);
        copy.set(bytes.subarray(0, Math.max(0, copy.length - at)), Math.min(at, copy.length));
        return copy;
      });
    await fc.assert(
      fc.asyncProperty(headers, async (file) => void (await expectOutcome(file))),
      { numRuns: 1_000 },
    );
  });

  it('refuses a prefix as truncated', async () => {
    const prefixes = fc.tuple(seed, fc.double({ min: 0.01, max: 0.999, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(prefixes, async ([file, share]) => {
        const outcome = await expectOutcome(file.subarray(0, Math.floor(share * (file.length - 1))));
        expect(['truncated', 'empty', 'format']).toContain(outcome);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses random bytes, with or without the first bytes of a JPEG', async () => {
    const noise = fc.uint8Array({ maxLength: 2_000 });
    await fc.assert(
      fc.asyncProperty(noise, fc.boolean(), async (bytes, disguised) => {
        const file = disguised ? Uint8Array.from([0xff, 0xd8, 0xff, ...bytes]) : bytes;
        expect(await expectOutcome(file)).not.toBe('decoded');
      }),
      { numRuns: 2_000 },
    );
  });

  it('has an outline that never throws and only states values of the file', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 4_000 })), (file) => {
        const outline = jpegOutline(file);
        if (outline.kind !== 'jpeg') return;
        expect(outline.width).toBeGreaterThan(0);
        expect(outline.height).toBeLessThan(65_536);
        expect(outline.scans).toBeGreaterThan(0);
      }),
      { numRuns: 5_000 },
    );
  });
});
