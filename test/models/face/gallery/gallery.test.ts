import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { FACE_GALLERY_COMPARISON, type Gallery, openGallery } from '../../../../models/face/gallery/gallery.ts';
import type { Calibration } from '../../../../models/calibration/calibration.ts';
import { comparisonScore } from '../../../../models/face/compare.ts';
import { DIRECTIONS_LENGTH, EMBEDDING_LENGTH, FACE_COMPARATOR } from '../../../../models/face/embedders.ts';
import { calibrationOf, loadManifest } from '../../../../models/files/manifest.ts';
import { seededRandom } from '../rendering/seeded-random.ts';

const DIMENSION = 8;
const calibration: Calibration = {
  comparator: 'made for a test',
  data: { name: 'made for a test', subjects: 1, genuine: 1, impostor: 1, conditions: 'none' },
  method: 'made for a test',
  knots: [
    [0.3, 1e-2],
    [0.5, 1e-3],
    [0.9, 1e-5],
  ].map(([score = 0, falseMatchRate = 1]) => ({
    score,
    logLikelihoodRatio: 10 * score,
    falseMatchRate,
    falseMatchRateInterval: [falseMatchRate, falseMatchRate] as const,
    standing: 'measured' as const,
  })),
};

const opened: Gallery[] = [];
afterEach(async () => {
  for (const gallery of opened.splice(0)) await gallery.close();
});
async function open(capacity = 200, dimension = DIMENSION): Promise<Gallery> {
  const gallery = await openGallery({ comparison: { dimension, strengthWeights: [] }, capacity, calibration });
  opened.push(gallery);
  return gallery;
}

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}
/** A vector whose cosine with the first axis is `cosine`. */
const atCosine = (cosine: number): Float32Array =>
  unit([cosine, Math.sqrt(1 - cosine * cosine), ...Array.from({ length: DIMENSION - 2 }, () => 0)]);
const PROBE = atCosine(1);
const misused = (code: string) => expect.objectContaining({ name: 'FaceError', code });

async function idsFound(gallery: Gallery, probe: Float32Array, candidatesMax = 10, rate = 1): Promise<string[]> {
  const outcome = await gallery.search({ probe, candidatesMax, falsePositiveIdentificationRate: rate });
  if (outcome.kind !== 'searched') throw new Error(outcome.kind);
  return outcome.candidates.map(({ id }) => id);
}

describe('a gallery', () => {
  it('returns exactly the result of a float64 comparison with all rows, in the same order, after additions and removals', async () => {
    const component = fc.integer({ min: -3, max: 3 });
    const vector = fc
      .array(component, { minLength: DIMENSION, maxLength: DIMENSION })
      .filter((values) => values.some((value) => value !== 0))
      .map(unit);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ vector, kept: fc.boolean() }), { maxLength: 60 }),
        vector,
        fc.integer({ min: 1, max: 70 }),
        async (people, probe, candidatesMax) => {
          const gallery = await open();
          for (const [at, person] of people.entries()) await gallery.add(String(at), person.vector);
          for (const [at, person] of people.entries()) if (!person.kept) await gallery.remove(String(at));
          const expected = people
            .map((person, at) => ({ ...person, id: String(at) }))
            .filter(({ kept }) => kept)
            .map(({ vector: row, id }) => ({
              id,
              cosine: row.reduce((sum, value, axis) => sum + value * (probe[axis] ?? 0), 0),
            }))
            .sort((one, other) => other.cosine - one.cosine || Number(one.id) - Number(other.id))
            .slice(0, candidatesMax)
            .filter(({ cosine }) => cosine >= 0.3);
          const outcome = await gallery.search({ probe, candidatesMax, falsePositiveIdentificationRate: 1 });
          if (outcome.kind !== 'searched') throw new Error(outcome.kind);
          expect(outcome.candidates.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
          await gallery.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is exact when float32 sums would give another order', async () => {
    const dimension = 192;
    const random = seededRandom(5);
    const gallery = await openGallery({
      comparison: { dimension, strengthWeights: [] },
      capacity: 3_000,
      calibration,
    });
    opened.push(gallery);
    const vector = (): number[] => Array.from({ length: dimension }, () => random.between(-1, 1));
    const base = vector();
    const people: Float32Array[] = [];
    for (let at = 0; at < 3_000; at++) {
      const jitter = at % 2 === 0 ? 1e-6 : 1;
      people.push(unit(base.map((value) => value + jitter * random.between(-1, 1))));
      await gallery.add(String(at), people[at] ?? new Float32Array());
    }
    const probe = unit(vector().map((value, axis) => value + 3 * (base[axis] ?? 0)));
    const cosine = (row: Float32Array): number => row.reduce((sum, value, axis) => sum + value * (probe[axis] ?? 0), 0);
    const expected = people
      .map((row, at) => ({ at, cosine: cosine(row) }))
      .sort((one, other) => other.cosine - one.cosine || one.at - other.at)
      .slice(0, 20)
      .map(({ at }) => String(at));
    expect(await idsFound(gallery, probe, 20)).toEqual(expected);
  });

  it('returns no candidate below the threshold, which rises with the size of the gallery', async () => {
    const gallery = await open();
    await gallery.add('far', atCosine(0.2));
    await gallery.add('near', atCosine(0.6));
    expect(await idsFound(gallery, PROBE, 10, 0.1)).toEqual(['near']);
    const search = { probe: PROBE, candidatesMax: 1, falsePositiveIdentificationRate: 0.1 };
    const alone = await gallery.search(search);
    for (let at = 0; at < 98; at++) await gallery.add(`other ${at}`, atCosine(-0.5));
    const among = await gallery.search(search);
    if (alone.kind !== 'searched' || among.kind !== 'searched') throw new Error('not searched');
    const [one, other] = [alone.candidates[0], among.candidates[0]];
    expect(one?.falseMatchRate).toBe(other?.falseMatchRate);
    expect(other?.falsePositiveIdentificationRate).toBeCloseTo(50 * (one?.falsePositiveIdentificationRate ?? 0), 9);
    expect(await idsFound(gallery, PROBE, 10, 0.01)).toEqual([]);
  });

  it('refuses a rate that the calibration does not prove for its size, and returns the lowest proven one', async () => {
    const gallery = await open();
    for (let at = 0; at < 100; at++) await gallery.add(String(at), atCosine(0.9));
    const outcome = await gallery.search({ probe: PROBE, candidatesMax: 1, falsePositiveIdentificationRate: 9e-4 });
    expect(outcome).toEqual({ kind: 'rate-unproven', leastRate: 100 * 1e-5 });
  });

  it('returns no candidate when empty, and all rows when more are requested than it holds', async () => {
    const gallery = await open();
    expect(await idsFound(gallery, PROBE)).toEqual([]);
    await gallery.add('one', atCosine(0.9));
    await gallery.add('two', atCosine(0.8));
    expect(await idsFound(gallery, PROBE, 1_000)).toEqual(['one', 'two']);
  });

  it('returns equal faces in the order of addition, also after a removal moved one', async () => {
    const gallery = await open();
    for (const id of ['gone', 'first', 'second', 'third']) await gallery.add(id, atCosine(0.9));
    expect(await gallery.remove('gone')).toBe(true);
    expect(await gallery.remove('gone')).toBe(false);
    expect(await idsFound(gallery, PROBE)).toEqual(['first', 'second', 'third']);
    expect(await idsFound(gallery, PROBE, 2)).toEqual(['first', 'second']);
    await gallery.add('gone', atCosine(0.9));
    expect(await idsFound(gallery, PROBE)).toEqual(['first', 'second', 'third', 'gone']);
    expect(gallery.size()).toBe(4);
  });

  it.each([
    ['of another length', new Float32Array(DIMENSION - 1).fill(0.3)],
    ['with NaN', PROBE.with(2, Number.NaN)],
    ['without a direction', new Float32Array(DIMENSION)],
    ['whose norm is not 1', PROBE.map((value) => 2 * value)],
  ])('refuses an embedding %s, as a row and as a probe, and continues to work', async (_, embedding) => {
    const gallery = await open();
    await gallery.add('one', PROBE);
    await expect(gallery.add('two', embedding)).rejects.toThrow(misused('template-unusable'));
    const request = { probe: embedding, candidatesMax: 1, falsePositiveIdentificationRate: 1 };
    await expect(gallery.search(request)).rejects.toThrow(misused('template-unusable'));
    expect(await idsFound(gallery, PROBE)).toEqual(['one']);
  });

  it('refuses an existing id, an addition when full, and invalid requests', async () => {
    const gallery = await open(2);
    await gallery.add('one', PROBE);
    await expect(gallery.add('one', PROBE)).rejects.toThrow(misused('gallery-misused'));
    await gallery.add('two', PROBE);
    await expect(gallery.add('three', PROBE)).rejects.toThrow(misused('gallery-full'));
    for (const request of [
      { probe: PROBE, candidatesMax: 0, falsePositiveIdentificationRate: 1 },
      { probe: PROBE, candidatesMax: 1, falsePositiveIdentificationRate: 0 },
      { probe: PROBE, candidatesMax: 1, falsePositiveIdentificationRate: Number.NaN },
    ]) {
      await expect(gallery.search(request)).rejects.toThrow(misused('gallery-misused'));
    }
    const comparison = { dimension: 0, strengthWeights: [] };
    await expect(openGallery({ comparison, capacity: 1, calibration })).rejects.toThrow(RangeError);
  });

  it('runs overlapping calls in order', async () => {
    const gallery = await open();
    const [, before, , after, , emptied] = await Promise.all([
      gallery.add('one', PROBE),
      idsFound(gallery, PROBE),
      gallery.remove('one'),
      idsFound(gallery, PROBE),
      gallery.add('two', PROBE).then(() => gallery.wipe()),
      idsFound(gallery, PROBE),
    ]);
    expect([before, after]).toEqual([['one'], []]);
    expect(emptied).toEqual(['two']);
    expect(await idsFound(gallery, PROBE)).toEqual([]);
    expect(gallery.size()).toBe(0);
  });

  it('refuses every call after close, which waits for the calls in progress', async () => {
    const gallery = await open();
    const adding = gallery.add('one', PROBE);
    const searching = idsFound(gallery, PROBE);
    await gallery.close();
    await gallery.close();
    await adding;
    expect(await searching).toEqual(['one']);
    expect(gallery.size()).toBe(0);
    await expect(gallery.add('two', PROBE)).rejects.toThrow(misused('closed'));
    await expect(gallery.remove('one')).rejects.toThrow(misused('closed'));
    await expect(gallery.wipe()).rejects.toThrow(misused('closed'));
  });

  it('scores faces like a single comparison, including strengths', async () => {
    const own = calibrationOf(loadManifest(), FACE_COMPARATOR);
    if (own === undefined) throw new Error('faces are not calibrated');
    const random = seededRandom(5);
    const face = (): Float32Array => {
      const directions = Array.from({ length: DIRECTIONS_LENGTH }, () => random.between(-1, 1));
      const strengths = Array.from({ length: EMBEDDING_LENGTH - DIRECTIONS_LENGTH }, () => random.between(-0.2, 0.2));
      return Float32Array.from([...unit(directions), ...strengths]);
    };
    const near = (one: Float32Array): Float32Array => {
      const directions = [...one.subarray(0, DIRECTIONS_LENGTH)].map((value) => value + random.between(-0.01, 0.01));
      return Float32Array.from([...unit(directions), random.between(-0.2, 0.2), random.between(-0.2, 0.2)]);
    };
    const probe = face();
    const people = Array.from({ length: 40 }, (_, at) => (at % 4 === 0 ? near(probe) : face()));
    const gallery = await openGallery({ comparison: FACE_GALLERY_COMPARISON, capacity: 40, calibration: own });
    opened.push(gallery);
    for (const [at, person] of people.entries()) await gallery.add(String(at), person);
    const expected = people
      .map((person, at) => ({ id: String(at), score: comparisonScore(person, probe) }))
      .sort((one, other) => other.score - one.score)
      .slice(0, 10)
      .map(({ id }) => id);
    expect(await idsFound(gallery, probe, 10, 1e-2)).toEqual(expected);
  });
});
