import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  centre,
  centringText,
  type FaceCentring,
  loadCentring,
  type NetworkCentring,
  parseCentring,
} from '../../../models/face/centring.ts';
import { finish } from '../../../models/face/embed.ts';
import { EMBEDDERS } from '../../../models/face/embedders.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { seededRandom } from './rendering/seeded-random.ts';

const unusable = expect.objectContaining({ code: 'centring-unusable' }) as Error;

const dot = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * other[at]!, 0);

function unitVector(length: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const vector = Float32Array.from({ length }, () => random.normal());
  const scale = 1 / Math.sqrt(dot(vector, vector));
  return vector.map((value) => value * scale);
}

const axis = (length: number, at: number): Float32Array =>
  Float32Array.from({ length }, (_, index) => (index === at ? 1 : 0));

describe('centre', () => {
  it('removes the mean, and then the components along the directions between groups', () => {
    const direction = Float32Array.of(0.5, 0.5, 0.5, 0.5);
    const centring = { mean: Float32Array.of(0.1, 0.2, 0, 0), between: [axis(4, 0), axis(4, 2)] };
    centre(direction, centring);
    expect([...direction].map((value) => Number(value.toFixed(6)))).toEqual([0, 0.3, 0, 0.5]);
  });

  it('makes two people of one group as different as two of different groups', () => {
    // Two groups on both sides of a common mean; within a group people differ randomly.
    const length = 64;
    const [common, between] = [axis(length, 0), axis(length, 1)];
    const person = (group: number, seed: number): Float32Array => {
      const own = unitVector(length, seed);
      return own.map((value, at) => value + 0.5 * common[at]! + 0.5 * group * between[at]!);
    };
    const centring: NetworkCentring = { mean: common.map((value) => 0.5 * value), between: [between] };
    const gap = (centred: boolean): number => {
      let [same, different] = [0, 0];
      for (let pair = 0; pair < 400; pair++) {
        const [one, like, unlike] = [person(1, 3 * pair), person(1, 3 * pair + 1), person(-1, 3 * pair + 2)];
        if (centred) for (const face of [one, like, unlike]) centre(face, centring);
        same += dot(one, like) / 400;
        different += dot(one, unlike) / 400;
      }
      return same - different;
    };
    expect(gap(false)).toBeGreaterThan(0.4);
    expect(Math.abs(gap(true))).toBeLessThan(0.03);
  });
});

describe('finish', () => {
  const [embedder] = EMBEDDERS;

  it('gives the part the norm of its weight, and returns the strength of the raw embedding', () => {
    const raw = unitVector(embedder.length, 1).map((value) => value * 2 * 1.1 * embedder.typicalLength);
    const centring = { mean: unitVector(embedder.length, 2).map((value) => 0.2 * value), between: [axis(192, 7)] };
    const strength = finish(raw, 2, embedder, centring);
    expect(strength).toBeCloseTo(Math.log(1.1), 5);
    expect(dot(raw, raw)).toBeCloseTo(embedder.weight, 5);
    expect(raw[7]).toBeCloseTo(0, 6);
  });

  it('refuses an embedding that centring reduces to zero', () => {
    const centring = { mean: axis(embedder.length, 0), between: [] };
    const face = axis(embedder.length, 0);
    expect(() => finish(face, 1, embedder, centring)).toThrow(expect.objectContaining({ code: 'model-output' }));
  });
});

describe('a centring file', () => {
  const made: FaceCentring = EMBEDDERS.map(({ length }, network) => ({
    mean: unitVector(length, network),
    between: [unitVector(length, network + 5)],
  }));

  it('is read back bit for bit', () => {
    expect(parseCentring(centringText(made))).toEqual(made);
  });

  it('matches the manifest, with means well inside the unit sphere and orthonormal directions', () => {
    const { centring } = loadCentring();
    for (const { mean, between } of centring) {
      const length = Math.sqrt(dot(mean, mean));
      expect(length).toBeGreaterThan(0.1);
      // The direction of a face has norm 1, so such a short mean is not the direction of a person.
      expect(length).toBeLessThan(0.3);
      expect(between).toHaveLength(3);
      between.forEach((one, row) =>
        between.forEach((other, column) => expect(dot(one, other)).toBeCloseTo(row === column ? 1 : 0, 5)),
      );
    }
  });

  it.each<[string, (text: string) => string]>([
    ['that is not JSON', () => '{'],
    ['of another format', (text) => text.replace('centring/1', 'centring/2')],
    ['of another network', (text) => text.replace('mobilefacenet-512', 'mobilefacenet-256')],
    ['of one network', () => centringText(made.slice(0, 1))],
    ['of vectors of another length', () => centringText(made.map((network) => ({ ...network, mean: axis(9, 0) })))],
    [
      'with a value that is not finite',
      () => centringText(made.map(({ mean, between }) => ({ mean: mean.map(() => Number.NaN), between }))),
    ],
  ])('%s is refused', (_, change) => {
    expect(() => parseCentring(change(centringText(made)))).toThrow(unusable);
  });

  it('is refused when it does not match the manifest or does not exist', async () => {
    const file = join(await temporaryFolder(), 'centring.json');
    expect(() => loadCentring(file)).toThrow(unusable);
    writeFileSync(file, centringText(made));
    expect(() => loadCentring(file)).toThrow(unusable);
  });
});
