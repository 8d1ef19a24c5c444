import { describe, expect, it } from 'vitest';
import { allocateImage } from '../../../../hardware/device/image.ts';
import { createProbes, type Probes } from '../../../../kiosk/biometrics/face/probes.ts';
import type { Comparison } from '../../../../models/face/compare.ts';
import type { FaceAnalyser } from '../../../../models/face/face-analyser.ts';
import type { FaceTemplate } from '../../../../models/face/face-template.ts';

const IMAGE = allocateImage(1, 1, 'rgb');
const match = (falseMatchRate: number): Comparison => ({ kind: 'match', falseMatchRate, logLikelihoodRatio: 5 });

/**
 * An analyser that creates a numbered template of each frame, fuses matching ones, and lists those that are not wiped.
 */
function stage(given: { readonly agree?: boolean; readonly faces?: boolean } = {}) {
  const alive = new Set<string>();
  let made = 0;
  const template = (name: string): FaceTemplate => {
    alive.add(name);
    return {
      role: 'probe',
      embedding: () => new Float32Array(0),
      wipe: () => void alive.delete(name),
      name,
    } as FaceTemplate;
  };
  const analyser = {
    analyse: async () =>
      given.faces === false ? { kind: 'nobody' } : { kind: 'face', landmarks: new Float32Array(3) },
    embed: async () => template(`frame ${++made}`),
    fuse: (probes: readonly FaceTemplate[]) =>
      given.agree === false ? undefined : template(`fused of ${probes.length}`),
  } as unknown as FaceAnalyser;
  const compared: string[] = [];
  const probes = createProbes(analyser);
  const compareAs = (answers: readonly Comparison[]): Comparison =>
    probes.compare((probe) => {
      compared.push((probe as FaceTemplate & { name: string }).name);
      return answers[compared.length - 1] ?? match(1e-4);
    });
  return { probes, alive, compared, compareAs };
}

async function addThree(probes: Probes): Promise<void> {
  for (const atMs of [0, 200, 400]) await probes.addFromStream(IMAGE, atMs);
}

describe('the probes of an attempt', () => {
  it('give one comparison of all frames together', async () => {
    const { probes, compared, compareAs, alive } = stage();
    await addThree(probes);
    expect(compareAs([match(1e-5)])).toEqual(match(1e-5));
    expect(compared).toEqual(['fused of 3']);
    expect([...alive]).toEqual(['frame 1', 'frame 2', 'frame 3']);
  });

  it('are compared one by one when two frames do not match, and the weakest counts', async () => {
    const { probes, compared, compareAs } = stage({ agree: false });
    await addThree(probes);
    expect(compareAs([match(1e-6), match(1e-4), match(1e-5)])).toEqual(match(1e-4));
    expect(compared).toEqual(['frame 1', 'frame 2', 'frame 3']);
  });

  it('do not match when one of the separately compared frames does not', async () => {
    const { probes, compareAs } = stage({ agree: false });
    await addThree(probes);
    expect(compareAs([match(1e-6), { kind: 'below-threshold' }, match(1e-5)])).toEqual({ kind: 'below-threshold' });
  });

  it('do not match without probes', async () => {
    const { probes, compareAs, compared } = stage({ faces: false });
    await addThree(probes);
    expect(compareAs([])).toEqual({ kind: 'below-threshold' });
    expect(compared).toEqual([]);
  });

  it('are at most five of the stream, and every stored frame', async () => {
    const { probes, alive, compared, compareAs } = stage();
    const added: boolean[] = [];
    for (let at = 0; at < 7; at++) added.push(await probes.addFromStream(IMAGE, 100 * at));
    expect(added).toEqual([true, true, true, true, true, false, false]);
    for (let at = 0; at < 3; at++) expect(await probes.addKept(IMAGE)).toBe(true);
    expect(alive.size).toBe(8);
    compareAs([]);
    expect(compared).toEqual(['fused of 8']);
  });

  it('report a stored frame without exactly one face', async () => {
    expect(await stage({ faces: false }).probes.addKept(IMAGE)).toBe(false);
  });

  it('are wiped at the end of the attempt', async () => {
    const { probes, alive, compareAs } = stage();
    await addThree(probes);
    probes.wipe();
    expect([...alive]).toEqual([]);
    expect(compareAs([])).toEqual({ kind: 'below-threshold' });
  });
});

describe('a frame of a challenge', () => {
  it('is due at most every 200 ms, and only while frames arrive in time', async () => {
    const { probes } = stage();
    const due: number[] = [];
    for (const atMs of [0, 67, 133, 200, 267, 333, 400, 900, 967]) {
      if (!probes.isDue(atMs)) continue;
      due.push(atMs);
      await probes.addFromStream(IMAGE, atMs);
    }
    // The first has no predecessor, and 900 comes too late after its predecessor
    expect(due).toEqual([67, 267, 967]);
  });

  it('is not due after five probes', async () => {
    const { probes } = stage();
    for (let at = 0; at < 5; at++) await probes.addFromStream(IMAGE, 300 * at);
    probes.isDue(2_400);
    expect(probes.isDue(2_450)).toBe(false);
  });
});
