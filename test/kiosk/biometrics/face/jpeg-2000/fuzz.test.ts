import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wipeImage } from '../../../../../hardware/device/image.ts';
import { decodePortrait } from '../../../../../kiosk/biometrics/face/decode-portrait.ts';
import { codestreamOutline } from '../../../../../kiosk/biometrics/face/jpeg-2000/codestream-outline.ts';
import { readJp2Boxes } from '../../../../../kiosk/biometrics/face/jpeg-2000/jp2-boxes.ts';
import { missingFfmpeg } from '../../../../hardware/camera/ffmpeg/film.ts';
import { damaged } from '../../../../models/finger/formats/damage.ts';
import { repetitions } from '../../../../support/extent.ts';
import { codestreamOf, jp2Of } from './jp2-files.ts';

async function expectOutcome(file: Uint8Array): Promise<string> {
  const outcome = await decodePortrait(file);
  if (outcome.kind === 'unreadable') return outcome.reason;
  const { width, height, data } = outcome.image;
  expect(data).toHaveLength(width * height * 3);
  expect(width * height).toBeLessThanOrEqual(4_000_000);
  wipeImage(outcome.image);
  return 'decoded';
}

describe.skipIf(missingFfmpeg() !== undefined)('JPEG 2000, for arbitrary bytes', () => {
  const small = { width: 48, height: 64, pixelFormat: 'rgb24' } as const;
  const seeds =
    missingFfmpeg() === undefined
      ? [
          jp2Of(small, ['-q:v', '30']),
          jp2Of(small, ['-pred', 'dwt53', '-tile_width', '32', '-tile_height', '32']),
          jp2Of({ ...small, pixelFormat: 'gray' }, ['-format', 'j2k']),
        ]
      : [];

  it('altered files give a typed outcome', async () => {
    const seen = new Map<string, number>();
    const property = fc.asyncProperty(fc.constantFrom(...seeds).chain(damaged), async (file) => {
      const kind = await expectOutcome(file);
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    });
    await fc.assert(property, { numRuns: repetitions(200, 3_000) });
    expect(seen.get('decoded')).toBeGreaterThan(0);
    expect([...seen.keys()].length).toBeGreaterThan(2);
  });

  it('altered headers give a typed outcome', async () => {
    const starts = fc.constantFrom(...seeds).chain((file) =>
      damaged(file.slice(0, 240)).map((start) => {
        const whole = new Uint8Array(start.length + file.length - 240);
        whole.set(start);
        whole.set(file.subarray(240), start.length);
        return whole;
      }),
    );
    const property = fc.asyncProperty(starts, async (file) => void (await expectOutcome(file)));
    await fc.assert(property, { numRuns: repetitions(300, 6_000) });
  });

  it('the outline never throws and never accepts values above its limits', () => {
    const streams = seeds.map(codestreamOf);
    fc.assert(
      fc.property(fc.constantFrom(...streams).chain(damaged), (stream) => {
        const outline = codestreamOutline(stream);
        if (outline.kind !== 'codestream') return;
        expect(outline.width * outline.height).toBeLessThanOrEqual(4_000_000);
        expect(Math.min(outline.width, outline.height)).toBeGreaterThanOrEqual(32);
        expect(outline.length).toBeLessThanOrEqual(stream.length);
      }),
      { numRuns: repetitions(3_000, 100_000) },
    );
  });

  it('boxes never throw, and a codestream in them is a view of the file', () => {
    fc.assert(
      fc.property(fc.oneof(damaged(seeds[0]!), fc.uint8Array({ maxLength: 200 })), (file) => {
        const boxes = readJp2Boxes(file);
        if (boxes.kind === 'jp2') expect(boxes.codestream.buffer).toBe(file.buffer);
      }),
      { numRuns: repetitions(3_000, 100_000) },
    );
  });

  it('random bytes are refused, with or without the first bytes of a picture', async () => {
    const starts = fc.constantFrom([], [0xff, 0x4f, 0xff, 0x51], [0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20]);
    await fc.assert(
      fc.asyncProperty(starts, fc.uint8Array({ maxLength: 2_000 }), async (start, bytes) => {
        expect(await expectOutcome(Uint8Array.from([...start, ...bytes]))).not.toBe('decoded');
      }),
      { numRuns: repetitions(500, 2_000) },
    );
  });
});
