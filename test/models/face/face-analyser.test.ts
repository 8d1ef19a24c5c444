import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allocateImage, type Image, lend } from '../../../hardware/device/image.ts';
import { type FaceAnalyser, openFaceAnalyser } from '../../../models/face/face-analyser.ts';
import { type FaceSeen, wipeObservation, withoutLandmarks } from '../../../models/face/face-observation.ts';
import type { FaceTemplate } from '../../../models/face/face-template.ts';
import { loadManifest, manifestModel } from '../../../models/files/manifest.ts';
import { withoutModels } from './built-face-models.ts';
import { darkCapture } from './rendering/dark-capture.ts';
import { cut, samplePhotograph } from './rendering/photographs.ts';

/**
 * People of the six photographs who look at the camera: photograph, and left, top and width of the face, measured by
 * hand, px.
 */
const PEOPLE = {
  fairAtTheBar: [3, 1063, 252, 244],
  fairAtNight: [1, 1490, 266, 150],
  curly: [3, 586, 383, 206],
  onTheStairs: [5, 1109, 253, 184],
  inGreen: [6, 240, 536, 219],
  stripes: [6, 1142, 351, 235],
} as const;

async function portrait(person: keyof typeof PEOPLE): Promise<Image> {
  const [photograph, left, top, width] = PEOPLE[person];
  const margin = Math.round(width / 2);
  return cut(await samplePhotograph(photograph), left - margin, top - margin, width + 2 * margin, width + 2 * margin);
}

describe.skipIf(withoutModels)('openFaceAnalyser', () => {
  let analyser: FaceAnalyser;
  beforeAll(async () => {
    analyser = await openFaceAnalyser();
  });
  afterAll(() => analyser?.close());

  async function seen(image: Image): Promise<FaceSeen> {
    const observation = await analyser.analyse(image);
    if (observation.kind !== 'face') throw new Error(`expected one face, got ${observation.kind}`);
    return observation;
  }

  async function reference(person: keyof typeof PEOPLE): Promise<FaceTemplate> {
    const outcome = await analyser.reference(await portrait(person));
    if (outcome.kind !== 'reference') throw new Error(`expected one face, got ${outcome.kind}`);
    return outcome.template;
  }

  async function probe(person: keyof typeof PEOPLE): Promise<FaceTemplate> {
    const image = await portrait(person);
    return analyser.embed(image, await seen(image));
  }

  it('states the digest of each model for the report', () => {
    const digest = (name: Parameters<typeof manifestModel>[1]): string =>
      manifestModel(loadManifest(), name).onnx.sha256;
    expect(analyser.digests).toEqual({
      'face-detector': digest('blazeface-back'),
      'face-landmarks': digest('facemesh'),
      'face-embedder': digest('mobilefacenet'),
      'face-embedder-2': digest('mobilefacenet-512'),
      'face-centring': loadManifest().centring.sha256,
    });
  });

  it('matches two photographs of one person', async () => {
    const comparison = analyser.compare(await reference('fairAtTheBar'), await probe('fairAtNight'), 1e-4);
    expect(comparison).toMatchObject({ kind: 'match' });
    if (comparison.kind === 'match') expect(comparison.falseMatchRate).toBeLessThanOrEqual(1e-4);
  });

  it('matches a person in a frame with 1/200 of the light', async () => {
    const dark = darkCapture(await portrait('fairAtNight'), 1 / 200, 1);
    const darkProbe = await analyser.embed(dark, await seen(dark));
    expect(analyser.compare(await reference('fairAtTheBar'), darkProbe, 1e-3).kind).toBe('match');
    expect(analyser.compare(await reference('curly'), darkProbe, 1e-3).kind).toBe('below-threshold');
  });

  it('finds faces with 1/120 of the light', async () => {
    for (const person of ['inGreen', 'stripes', 'curly'] as const) {
      const dark = darkCapture(await portrait(person), 1 / 120, 2);
      expect((await analyser.analyse(dark)).kind, person).toBe('face');
    }
  });

  it('matches no two photographs of different people', async () => {
    const people = ['fairAtTheBar', 'curly', 'onTheStairs', 'inGreen', 'stripes'] as const;
    const references = await Promise.all(people.map(reference));
    const probes = await Promise.all(people.map(probe));
    references.forEach((one, row) =>
      probes.forEach((other, column) => {
        expect(analyser.compare(one, other, 1e-3).kind).toBe(row === column ? 'match' : 'below-threshold');
      }),
    );
  });

  it('returns the position and pose of the face in shares of the frame, px and degrees', async () => {
    const frame = await portrait('onTheStairs');
    const face = await seen(frame);
    expect(face.box.left + face.box.width / 2).toBeCloseTo(0.5, 1);
    expect(face.interEyeDistancePx / frame.width).toBeGreaterThan(0.15);
    expect(face.interEyeDistancePx / frame.width).toBeLessThan(0.3);
    for (const angle of Object.values(face.pose)) expect(Math.abs(angle)).toBeLessThan(25);
    expect(face.detectionScore).toBeGreaterThan(0.5);
  });

  it('returns several for a group, and creates no template of them', async () => {
    const frame = await samplePhotograph(6);
    expect(await analyser.analyse(frame)).toEqual({ kind: 'several', count: 4 });
    expect(await analyser.reference(frame)).toEqual({ kind: 'several', count: 4 });
  });

  it('uses the most prominent face when companions are ignored', async () => {
    const lenient = await openFaceAnalyser({ companions: 'ignore' });
    expect((await lenient.analyse(await samplePhotograph(6))).kind).toBe('face');
    await lenient.close();
  });

  it('fuses frames of one person, and refuses frames of two people', async () => {
    const frames = [await probe('fairAtNight'), await probe('fairAtTheBar')];
    const fused = analyser.fuse(frames);
    expect(fused?.role).toBe('probe');
    if (fused === undefined) return;
    expect(analyser.compare(await reference('fairAtTheBar'), fused, 1e-3).kind).toBe('match');
    expect(analyser.compare(await reference('curly'), fused, 1e-3).kind).toBe('below-threshold');
    expect(analyser.fuse([...frames, await probe('curly')])).toBeUndefined();
    const portraitTemplate = await reference('curly');
    expect(() => analyser.fuse([portraitTemplate])).toThrow(expect.objectContaining({ code: 'template-unusable' }));
    expect(() => analyser.fuse([])).toThrow(expect.objectContaining({ code: 'template-unusable' }));
  });

  it('refuses comparisons without a calibration', async () => {
    const uncalibrated = await openFaceAnalyser({ calibration: null });
    const [one, other] = [await reference('curly'), await probe('curly')];
    expect(() => uncalibrated.compare(one, other, 1e-3)).toThrow(
      expect.objectContaining({ code: 'calibration-missing' }),
    );
    await uncalibrated.close();
  });

  it('finds a face that fills the portrait to the edges', async () => {
    const [number, left, top, width] = PEOPLE.fairAtTheBar;
    const filled = cut(await samplePhotograph(number), left, top - 20, width, width + 40);
    expect((await analyser.reference(filled)).kind).toBe('reference');
  });

  it('creates no template of a portrait that is cropped far into the face', async () => {
    const [number, left, top, width] = PEOPLE.fairAtTheBar;
    const picture = await samplePhotograph(number);
    const outcomes: string[] = [];
    for (const share of [0, 0.1, 0.2, 0.3]) {
      const [across, down] = [Math.round(share * width), Math.round(share * (width + 40))];
      const tight = cut(picture, left + across, top - 20 + down, width - 2 * across, width + 40 - 2 * down);
      outcomes.push((await analyser.reference(tight)).kind);
    }
    expect(outcomes[0]).toBe('reference');
    expect(outcomes).toContain('cropped');
    // Every tighter crop is refused too.
    expect(outcomes.slice(outcomes.indexOf('cropped'))).not.toContain('reference');
  });

  it('finds no face in a blank frame', async () => {
    expect(await analyser.analyse(allocateImage(640, 480, 'rgb'))).toEqual({ kind: 'nobody' });
  });

  it('treats a grey portrait like a coloured one', async () => {
    const colour = await portrait('curly');
    const grey = allocateImage(colour.width, colour.height, 'grey');
    grey.data.forEach(
      (_, at) =>
        (grey.data[at] =
          ((colour.data[3 * at] ?? 0) + 2 * (colour.data[3 * at + 1] ?? 0) + (colour.data[3 * at + 2] ?? 0)) / 4),
    );
    const outcome = await analyser.reference(grey);
    if (outcome.kind !== 'reference') throw new Error(outcome.kind);
    expect(analyser.compare(outcome.template, await probe('curly'), 1e-4).kind).toBe('match');
  });

  it.each([
    ['a buffer that is too short', { width: 640, height: 480, data: new Uint8Array(100) }, 'image-malformed'],
    ['a side that is not whole', { width: 640.5, height: 480, data: new Uint8Array(640 * 480 * 3) }, 'image-malformed'],
    [
      'an unknown channel order',
      { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3), channelOrder: 'bgr' },
      'image-malformed',
    ],
    ['an image below the minimum size', { width: 8, height: 8, data: new Uint8Array(192) }, 'image-size'],
    ['an image above the maximum size', { width: 100_000, height: 64, data: new Uint8Array(0) }, 'image-size'],
  ])('refuses %s and continues to work', async (_, image, code) => {
    const malformed = { channelOrder: 'rgb', ownership: 'owned', ...image } as unknown as Image;
    await expect(analyser.analyse(malformed)).rejects.toMatchObject({ name: 'FaceError', code });
    await expect(analyser.reference(malformed)).rejects.toMatchObject({ code });
    expect((await analyser.analyse(await portrait('curly'))).kind).toBe('face');
  });

  it('does not change a borrowed image', async () => {
    const image = await portrait('curly');
    const before = image.data.slice();
    await analyser.analyse(lend(image));
    expect(image.data).toEqual(before);
  });

  it('refuses a template in the wrong role or after its wipe', async () => {
    const [one, other] = [await reference('curly'), await probe('curly')];
    expect(() => analyser.compare(other, one, 1e-3)).toThrow(expect.objectContaining({ code: 'template-unusable' }));
    one.wipe();
    expect(() => analyser.compare(one, other, 1e-3)).toThrow(expect.objectContaining({ code: 'template-unusable' }));
  });

  it('removes and wipes the landmarks of an observation before it leaves the thread', async () => {
    const face = await seen(await portrait('curly'));
    expect(withoutLandmarks(face)).not.toHaveProperty('landmarks');
    wipeObservation(face);
    expect(face.landmarks.every((value) => value === 0)).toBe(true);
  });

  it('runs calls in order, and does not grow over many frames', async () => {
    const frame = await portrait('curly');
    const rounds = async (count: number): Promise<number> => {
      for (let round = 0; round < count; round++) wipeObservation(await seen(frame));
      const { arrayBuffers, rss } = process.memoryUsage();
      return arrayBuffers + rss;
    };
    await rounds(40);
    const before = await rounds(1);
    const after = await rounds(120);
    expect(after - before).toBeLessThan(48 * 2 ** 20);
    const [first, second] = await Promise.all([
      analyser.analyse(frame),
      analyser.analyse(allocateImage(64, 64, 'rgb')),
    ]);
    expect([first.kind, second.kind]).toEqual(['face', 'nobody']);
  });

  it('refuses every call after close, and can be closed again', async () => {
    const closing = await openFaceAnalyser();
    const pending = closing.analyse(await portrait('curly'));
    await closing.close();
    await closing.close();
    expect((await pending).kind).toBe('face');
    await expect(closing.analyse(allocateImage(64, 64, 'rgb'))).rejects.toMatchObject({ code: 'closed' });
    await expect(closing.wipe()).rejects.toMatchObject({ code: 'closed' });
  });
});
