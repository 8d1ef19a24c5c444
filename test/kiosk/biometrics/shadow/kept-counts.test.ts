import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  countsOf,
  openKeptCounts,
  type ShadowOutcome,
  type Verdict,
} from '../../../../kiosk/biometrics/shadow/kept-counts.ts';
import { judgedIn, NOT_JUDGED_REASONS, noCounts } from '../../../../server/contract/shadow-passage.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const PASSAGE = { digest: 'ab'.repeat(32), against: 'cd'.repeat(32), reportAfter: 10 };
const match = (logLikelihoodRatio: number): Verdict => ({ kind: 'match', logLikelihoodRatio });
const BELOW: Verdict = { kind: 'below-threshold' };
const judged = (current: Verdict, candidate: Verdict): ShadowOutcome => ({ kind: 'judged', current, candidate });
const fileIn = (): string => join(temporaryFolder(), 'shadow-counts.json');

describe('one traveller', () => {
  it('is counted once, by both verdicts', () => {
    expect(countsOf(judged(match(20), match(20)))).toMatchObject({ agreedPass: 1, distances: [1, 0, 0, 0] });
    expect(countsOf(judged(BELOW, BELOW))).toMatchObject({ agreedRefuse: 1 });
    expect(countsOf(judged(BELOW, match(20)))).toMatchObject({ wouldPass: 1, agreedPass: 0 });
    expect(countsOf(judged(match(20), BELOW))).toMatchObject({ wouldRefuse: 1, agreedPass: 0 });
  });
  it('whom both pass is counted in the band of the distance, in factors of ten', () => {
    const bandOf = (factors: number) =>
      countsOf(judged(match(20), match(20 - factors * Math.LN10))).distances.indexOf(1);
    expect([0, 0.4, 0.6, 1.5, 3, -3].map(bandOf)).toEqual([0, 0, 1, 2, 3, 3]);
  });
  it('who was not judged is counted by the reason', () => {
    for (const why of NOT_JUDGED_REASONS) {
      const counts = countsOf({ kind: 'not-judged', why });
      expect([judgedIn(counts), counts.notJudged[why]]).toEqual([0, 1]);
    }
  });
});

describe('counts on the disk', () => {
  const pass = judged(match(20), match(20));
  const add = async (counts: Awaited<ReturnType<typeof openKeptCounts>>, outcome: ShadowOutcome, times: number) => {
    let complete = 0;
    for (let at = 0; at < times; at += 1) {
      await counts.begin();
      if (await counts.settle(outcome)) complete += 1;
    }
    return complete;
  };

  it('are reported in batches only', async () => {
    const counts = await openKeptCounts(fileIn(), PASSAGE);
    expect(await add(counts, pass, 9)).toBe(0);
    expect(counts.reported().counts).toEqual(noCounts());
    expect(await add(counts, judged(match(20), BELOW), 1)).toBe(1);
    expect(counts.reported().counts).toMatchObject({ agreedPass: 9, wouldRefuse: 1 });
    await add(counts, judged(match(20), BELOW), 9);
    expect(counts.reported().counts).toMatchObject({ agreedPass: 9, wouldRefuse: 1 });
  });

  it('report a candidate that judges none, without those whom it judged', async () => {
    const counts = await openKeptCounts(fileIn(), PASSAGE);
    await add(counts, pass, 3);
    expect(await add(counts, { kind: 'not-judged', why: 'failed' }, 10)).toBe(1);
    expect(counts.reported().counts).toEqual({ ...noCounts(), notJudged: { ...noCounts().notJudged, failed: 10 } });
    await add(counts, pass, 7);
    expect(counts.reported().counts).toMatchObject({ agreedPass: 10, notJudged: { failed: 10 } });
  });

  it('continue after a restart in the middle of a batch; a traveller who was being judged counts as interrupted', async () => {
    const file = fileIn();
    const before = await openKeptCounts(file, PASSAGE);
    await add(before, pass, 12);
    await before.begin();
    const after = await openKeptCounts(file, PASSAGE);
    expect(after.reported()).toEqual(before.reported());
    await add(after, { kind: 'not-judged', why: 'failed' }, 9);
    expect(after.reported().counts.notJudged).toMatchObject({ interrupted: 1, failed: 9 });
    await add(after, pass, 8);
    expect(after.reported().counts.agreedPass).toBe(20);
  });

  it('begin anew for another candidate, other models in use, and a damaged file', async () => {
    const file = fileIn();
    const first = await openKeptCounts(file, PASSAGE);
    await add(first, pass, 10);
    const runs = [first.reported().run];
    for (const other of [{ digest: '00'.repeat(32) }, { against: '00'.repeat(32) }]) {
      const next = await openKeptCounts(file, { ...PASSAGE, ...other });
      expect(next.reported().counts).toEqual(noCounts());
      runs.push(next.reported().run);
    }
    writeFileSync(file, '{"version":1');
    runs.push((await openKeptCounts(file, PASSAGE)).reported().run);
    expect(new Set(runs).size).toBe(4);
  });
});
