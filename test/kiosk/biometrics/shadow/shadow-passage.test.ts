import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allocateImage } from '../../../../hardware/device/image.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { FaceAnalysis } from '../../../../kiosk/biometrics/face/analysis.ts';
import { type Candidate, NotJudged } from '../../../../kiosk/biometrics/shadow/candidate.ts';
import { openKeptCounts } from '../../../../kiosk/biometrics/shadow/kept-counts.ts';
import { createShadowPassage } from '../../../../kiosk/biometrics/shadow/shadow-passage.ts';
import { openCaptureStore } from '../../../../kiosk/vault/captures/capture-store.ts';
import { createVault } from '../../../../kiosk/vault/captures/vault.ts';
import type { Comparison } from '../../../../models/face/compare.ts';
import type { KioskId, TransactionId } from '../../../../server/contract/report.ts';
import { epochKeysIn } from '../../../support/epoch-keys-in.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ONE = '1'.repeat(32) as TransactionId;
const MATCH: Comparison = { kind: 'match', falseMatchRate: 1e-4, logLikelihoodRatio: 9 };

/** A lane's vault, and a candidate that answers when the test lets it. */
async function stage(
  given: { readonly current?: Comparison; readonly isReady?: boolean; readonly capacity?: boolean } = {},
) {
  const folder = temporaryFolder();
  const clock = turnedClock();
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
  const epochKeys = await epochKeysIn(folder, softSecureElement(), clock);
  const vault = createVault({ kioskId: 'lane-1' as KioskId, clock, epochKeys, store });
  await vault.prepare();
  const lent: Uint8Array[] = [];
  const taken: string[] = [];
  let stop: (why: NotJudged) => void = () => undefined;
  let release: () => void = () => undefined;
  let abandoned = 0;
  const opened = new Promise<void>((resolve) => {
    release = resolve;
  });
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = reject;
  });
  stopped.catch(() => undefined);
  let verdict: 'match' | 'below-threshold' = 'match';
  const candidate: Candidate = {
    isReady: () => given.isReady ?? true,
    processId: () => undefined,
    async take(as, sealed, key) {
      expect(sealed.byteLength).toBeGreaterThan(0);
      expect(key.some((byte) => byte !== 0)).toBe(true);
      taken.push(as);
      lent.push(key);
      await Promise.race([opened, stopped]);
    },
    async compare() {
      return verdict === 'match' ? { kind: 'match', logLikelihoodRatio: 9 } : { kind: 'below-threshold' };
    },
    abandon() {
      abandoned += 1;
      stop(new NotJudged('out-of-time'));
    },
    close: async () => undefined,
  };
  const digests = { digest: 'ab'.repeat(32), against: 'cd'.repeat(32) };
  const counts = await openKeptCounts(join(folder, 'counts.json'), { ...digests, reportAfter: 1 });
  const shadow = createShadowPassage({
    ...{ vault, clock, hasCapacity: () => given.capacity ?? true, onTook: () => undefined },
    contender: () => ({ name: 'face.shadow', version: 1, ...digests, candidate, counts }),
    onError: (error) => {
      throw error;
    },
  });
  const analysis = shadow.watch({
    setReference: async () => true,
    setRecord: async () => true,
    compare: async () => given.current ?? MATCH,
  } as unknown as FaceAnalysis);
  const compared = async (with_: 'portrait' | 'record' = 'portrait') => {
    const portrait = vault.sealEncoded(new Uint8Array(300).fill(7), 'chip-portrait', ONE);
    clock.jumpWall(1);
    const image = allocateImage(8, 8, 'rgb');
    image.data.fill(1);
    const frame = vault.sealImage(image, 'face-frame', ONE);
    if (with_ === 'portrait') await analysis.setReference(portrait);
    else await analysis.setRecord({} as never);
    await analysis.compare([frame], 1e-3);
  };
  const counted = async () => {
    await shadow.settled();
    const { distances: _bands, declarations: _answers, notJudged, ...verdicts } = counts.reported().counts;
    const present = Object.entries({ ...verdicts, ...notJudged }).filter(([, count]) => count > 0);
    return Object.fromEntries(present);
  };
  return {
    ...{ vault, store, shadow, compared, counted, release: () => release(), taken, lent, abandoned: () => abandoned },
    judges: (as: typeof verdict) => {
      verdict = as;
    },
  };
}

describe('a shadow passage at the lane', () => {
  it('judges portrait and frames once the gate has moved, and counts the result', async () => {
    const { shadow, compared, counted, release, taken, judges } = await stage();
    await compared();
    expect(taken).toEqual([]);
    judges('below-threshold');
    release();
    shadow.passed(ONE);
    expect(await counted()).toEqual({ wouldRefuse: 1 });
    expect(taken).toEqual(['reference', 'probe']);
    shadow.ended(ONE);
    shadow.passed(ONE);
    expect(await counted()).toEqual({ wouldRefuse: 1 });
    expect(shadow.report()).toMatchObject({ name: 'face.shadow', version: 1 });
  });

  it('gives up when the captures end first: their keys are destroyed at once, and the candidate is abandoned before', async () => {
    const { shadow, compared, counted, vault, abandoned } = await stage();
    await compared();
    shadow.passed(ONE);
    expect(vault.open()).toBe(2);
    shadow.ended(ONE);
    expect(abandoned()).toBe(1);
    expect(vault.forget(ONE).captures).toBe(2);
    expect(new Uint8Array(vault.keyMemory).every((byte) => byte === 0)).toBe(true);
    expect(await counted()).toEqual({ 'out-of-time': 1 });
  });

  it('neither hands over nor counts as judged a capture whose key is destroyed on the way', async () => {
    const { shadow, compared, counted, vault, release, taken } = await stage();
    await compared();
    shadow.passed(ONE);
    vault.forget(ONE);
    release();
    expect(await counted()).toEqual({ 'out-of-time': 1 });
    expect(taken).toEqual(['reference']);
  });

  it('judges a referred traveller with the stored captures, whose end stays the same and whose lent keys are wiped', async () => {
    const { shadow, compared, counted, vault, store, release, lent, judges } = await stage({
      current: { kind: 'below-threshold' },
    });
    await compared();
    await vault.keepReferred(ONE, 60_000);
    const before = await store.ofTransaction(ONE);
    judges('match');
    release();
    shadow.kept(ONE);
    expect(await counted()).toEqual({ wouldPass: 1 });
    expect(lent).toHaveLength(2);
    expect(lent.every((key) => key.every((byte) => byte === 0))).toBe(true);
    expect(await store.ofTransaction(ONE)).toEqual(before);
    expect(vault.open()).toBe(0);
  });

  it('counts why it did not judge: no capacity, not loaded, another reference, no time', async () => {
    const busy = await stage({ capacity: false });
    await busy.compared();
    busy.shadow.passed(ONE);
    expect(await busy.counted()).toEqual({ 'no-capacity': 1 });
    const loading = await stage({ isReady: false });
    await loading.compared();
    loading.shadow.passed(ONE);
    expect(await loading.counted()).toEqual({ 'not-loaded': 1 });
    const registered = await stage();
    await registered.compared('record');
    registered.shadow.passed(ONE);
    expect(await registered.counted()).toEqual({ 'other-reference': 1 });
    const short = await stage();
    await short.compared();
    short.shadow.ended(ONE);
    expect(await short.counted()).toEqual({ 'out-of-time': 1 });
  });

  it('counts nothing for a traveller who was not compared', async () => {
    const { shadow, counted } = await stage();
    shadow.passed(ONE);
    shadow.kept(ONE);
    shadow.ended(ONE);
    expect(await counted()).toEqual({});
    expect(shadow.report()).toBeUndefined();
  });

  it('returns at once, whatever the candidate does', async () => {
    const { shadow, compared, counted } = await stage();
    await compared();
    expect(shadow.passed(ONE)).toBeUndefined();
    expect(shadow.ended(ONE)).toBeUndefined();
    await counted();
  });
});
