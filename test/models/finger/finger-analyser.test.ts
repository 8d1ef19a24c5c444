import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Image } from '../../../hardware/device/image.ts';
import { type FingerAnalyser, openFingerAnalyser } from '../../../models/finger/finger-analyser.ts';
import type { FingerTemplate, TemplateRole } from '../../../models/finger/finger-template.ts';
import { templateFromMinutiae } from '../../../models/finger/finger-template.ts';
import { GABOR_GRAPH } from '../../../models/finger/extraction/gabor-graph.ts';
import { directionOf, MINUTIA_KINDS, stepOf } from '../../../models/finger/minutia-list.ts';
import { casesOf, repetitions } from '../../support/extent.ts';
import { inverted, noise, plain, syntheticPrint, type Touch } from './synthetic-print.ts';

const FMR = 3e-3;
let analyser: FingerAnalyser;

beforeAll(async () => {
  analyser = await openFingerAnalyser();
});
afterAll(() => analyser.close());

async function template(finger: number, role: TemplateRole, touch: Touch = {}): Promise<FingerTemplate> {
  const outcome = await analyser.extract(syntheticPrint(finger, touch).image, 500, role);
  if (outcome.kind !== 'template') throw new Error(outcome.reason);
  return outcome.template;
}

const reasonOf = async (image: Image, ppi = 500): Promise<string> => {
  const outcome = await analyser.extract(image, ppi, 'probe');
  return outcome.kind === 'unusable' ? outcome.reason : outcome.kind;
};

describe('the comparison of fingers', () => {
  test('matches impressions of one finger: rotated, shifted, noisy, smaller', async () => {
    for (const finger of casesOf([11, 12], (one) => one === 11)) {
      const reference = await template(finger, 'reference');
      for (const touch of [
        { turn: 0.35 },
        { turn: -0.2, dx: 18, dy: -12 },
        { noise: 30 },
        { contact: 0.36, dx: 10 },
        { contrast: 60, dy: 20 },
      ]) {
        const comparison = analyser.compare(reference, await template(finger, 'probe', touch), FMR);
        expect(comparison.kind, `touch ${JSON.stringify(touch)}`).toBe('match');
        if (comparison.kind === 'match') {
          expect(comparison.falseMatchRate).toBeLessThanOrEqual(FMR);
          expect(comparison.logLikelihoodRatio).toBeGreaterThan(2);
        }
      }
    }
  });
  test('does not match different fingers, and returns no further values', async () => {
    const templates = await Promise.all(
      casesOf([21, 22, 23, 24, 25], (one) => one < 24).map((finger) => template(finger, 'reference')),
    );
    const probes = await Promise.all(
      casesOf([31, 32, 33, 34], (one) => one < 33).map((finger) => template(finger, 'probe', { turn: 0.1 })),
    );
    for (const reference of templates) {
      for (const probe of probes) expect(analyser.compare(reference, probe, FMR)).toEqual({ kind: 'below-threshold' });
    }
  });
  test('matches by minutiae without a picture', async () => {
    const minutiaeOf = (one: FingerTemplate, role: TemplateRole) => {
      const { minutiae } = one.impression();
      const list = Array.from({ length: minutiae.count }, (_, at) => ({
        x: minutiae.x[at]!,
        y: minutiae.y[at]!,
        direction: directionOf(stepOf(minutiae.direction[at]!)),
        kind: MINUTIA_KINDS[minutiae.kind[at]!]!,
        quality: minutiae.quality[at]! / 100,
      }));
      return templateFromMinutiae(role, list, one.width, one.height, 500);
    };
    const reference = minutiaeOf(await template(41, 'reference'), 'reference');
    expect(analyser.compare(reference, await template(41, 'probe', { turn: 0.2 }), FMR).kind).toBe('match');
    expect(analyser.compare(reference, await template(42, 'probe', { turn: 0.2 }), FMR).kind).toBe('below-threshold');
  });
  test('combines several fingers and impressions', async () => {
    const fingers = await Promise.all(
      [51, 52].map(async (finger) => ({
        references: [await template(finger, 'reference'), await template(finger, 'reference', { turn: 0.2 })],
        probe: await template(finger, 'probe', { dx: 10 }),
      })),
    );
    expect(analyser.compareFingers(fingers, FMR).kind).toBe('match');
    const crossed = fingers.map(({ references }, at) => ({ references, probe: fingers[1 - at]!.probe }));
    expect(analyser.compareFingers(crossed, FMR).kind).toBe('below-threshold');
    expect(() => analyser.compareFingers([], FMR)).toThrow(
      expect.objectContaining({ code: 'template-unusable' }) as Error,
    );
  });
  test('refuses swapped roles, wiped templates and unproven rates', async () => {
    const [reference, probe] = [await template(61, 'reference'), await template(61, 'probe')];
    expect(() => analyser.compare(probe, reference, FMR)).toThrow(
      expect.objectContaining({ code: 'template-unusable' }) as Error,
    );
    for (const rate of [0, 1e-9, 2, Number.NaN]) {
      expect(() => analyser.compare(reference, probe, rate)).toThrow(
        expect.objectContaining({ code: 'false-match-rate-unproven' }) as Error,
      );
    }
    probe.wipe();
    expect(() => analyser.compare(reference, probe, FMR)).toThrow(
      expect.objectContaining({ code: 'template-unusable' }) as Error,
    );
  });
});

describe('an image that cannot be used', () => {
  const print = syntheticPrint(1).image;
  test.each<[string, Image, number]>([
    ['image-malformed', { ...print, width: print.width + 1 }, 500],
    ['image-malformed', { ...print, width: 0 }, 500],
    ['image-malformed', { ...print, height: 1.5 }, 500],
    ['not-grey', { ...print, channelOrder: 'rgb' }, 500],
    ['resolution-out-of-range', print, 0],
    ['resolution-out-of-range', print, Number.NaN],
    ['resolution-out-of-range', print, 2400],
    ['image-too-small', plain(60, 60, () => 128), 500],
    ['image-too-large', plain(3000, 400, () => 128), 500],
    ['no-finger', plain(300, 300, () => 255), 500],
    ['no-finger', plain(300, 300, () => 0), 500],
    ['no-finger', plain(300, 300, noise(1)), 500],
    ['inverted', inverted(print), 500],
    ['resolution-implausible', syntheticPrint(1, { period: 5 }).image, 500],
    ['print-too-small', syntheticPrint(1, { contact: 0.09 }).image, 500],
    ['too-few-minutiae', plain(300, 300, (at) => 128 + 90 * Math.cos((2 * Math.PI * Math.floor(at / 300)) / 9)), 500],
  ])('gives the reason %s', async (reason, image, ppi) => {
    expect(await reasonOf(image, ppi)).toBe(reason);
  });
  test('never causes an exception, like any other image', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 260 }),
        fc.integer({ min: 1, max: 260 }),
        fc.integer({ min: 200, max: 1300 }),
        fc.constantFrom('stripes', 'noise', 'blobs', 'step'),
        fc.nat(1e6),
        async (width, height, ppi, content, seed) => {
          const grain = noise(seed);
          const value = (at: number): number => {
            const [x, y] = [at % width, Math.floor(at / width)];
            if (content === 'stripes') return 128 + 100 * Math.sin(((seed % 97) / 50) * x + y / 2);
            if (content === 'noise') return grain();
            if (content === 'blobs') return 128 + 60 * Math.sin(x / 4) + 60 * Math.cos(y / (3 + (seed % 5)));
            return x > seed % width ? 255 : 0;
          };
          const outcome = await analyser.extract(plain(width, height, value), ppi, 'probe');
          if (outcome.kind === 'template') {
            const { minutiae } = outcome.template.impression();
            for (const column of [minutiae.x, minutiae.y, minutiae.direction]) {
              expect(column.every((number) => Number.isFinite(number))).toBe(true);
            }
            expect(outcome.quality.score).toBeGreaterThanOrEqual(0);
            expect(outcome.quality.score).toBeLessThanOrEqual(100);
          }
        },
      ),
      { numRuns: repetitions(15, 40) },
    );
  });
});

describe('the quality of a print', () => {
  test('falls with noise, with less contact and with less contrast', async () => {
    const score = async (touch: Touch): Promise<number> => {
      const outcome = await analyser.extract(syntheticPrint(71, touch).image, 500, 'probe');
      return outcome.quality?.score ?? 0;
    };
    const best = await score({});
    expect(best).toBeGreaterThan(70);
    expect(await score({ noise: 70 })).toBeLessThan(best - 5);
    expect(await score({ contact: 0.28 })).toBeLessThan(best - 10);
    expect(await score({ contrast: 25, noise: 10 })).toBeLessThan(best - 3);
  });
});

describe('the finger analyser', () => {
  test('states the digest of its graph', () => {
    expect(analyser.digests).toEqual({ 'finger-filter': GABOR_GRAPH.onnx.sha256 });
  });
  test('gives the same template for the same image, also after a larger one and after a wipe', async () => {
    const first = (await template(81, 'probe')).impression();
    await analyser.extract(
      plain(900, 700, (at) => at & 255),
      500,
      'probe',
    );
    expect((await template(81, 'probe')).impression()).toEqual(first);
    await analyser.wipe();
    expect((await template(81, 'probe')).impression()).toEqual(first);
  });
  test('does not grow over 200 extractions', async () => {
    // At twice the resolution, so that the working image is a quarter of the size.
    const { image } = syntheticPrint(91, { period: 18 });
    const run = async (times: number): Promise<number> => {
      for (let time = 0; time < times; time++) {
        const outcome = await analyser.extract(image, 1000, 'probe');
        if (outcome.kind !== 'template') throw new Error(outcome.reason);
        outcome.template.wipe();
      }
      return process.memoryUsage().rss;
    };
    const before = await run(60);
    const after = await run(200);
    // A leak of one picture per run would be 100 MB; the heap varies by about 10 MB.
    expect((after - before) / 2 ** 20).toBeLessThan(60);
  });
  test('refuses work after close, and can be closed again', async () => {
    const short = await openFingerAnalyser();
    const pending = short.extract(syntheticPrint(1).image, 500, 'probe');
    await Promise.all([short.close(), short.close()]);
    expect((await pending).kind).toBe('template');
    await expect(short.extract(syntheticPrint(1).image, 500, 'probe')).rejects.toMatchObject({ code: 'closed' });
    await expect(short.wipe()).rejects.toMatchObject({ code: 'closed' });
  });
});
