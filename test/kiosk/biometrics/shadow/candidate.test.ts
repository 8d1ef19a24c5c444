import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { isProcessAlive } from '../../../../hardware/host/process-alive.ts';
import {
  type Candidate,
  CANDIDATE_LIMITS,
  type CandidateLimits,
  startCandidate,
} from '../../../../kiosk/biometrics/shadow/candidate.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ENTRY = fileURLToPath(new URL('./faulty-candidate-process.js', import.meta.url));
const PATIENT = { timeout: 240_000, interval: 50 };
const open: Candidate[] = [];

function candidate(fault: string, limits: Partial<CandidateLimits> = {}): Candidate {
  const file = join(temporaryFolder(), 'candidate');
  writeFileSync(file, fault);
  const one = startCandidate({
    ...{ file, digest: '', entry: ENTRY, clock: systemClock },
    limits: { ...CANDIDATE_LIMITS, restartMs: 50, ...limits },
  });
  open.push(one);
  return one;
}
async function ready(one: Candidate): Promise<Candidate> {
  await vi.waitFor(() => expect(one.isReady()).toBe(true), PATIENT);
  return one;
}
const judged = (one: Candidate) =>
  one.take('reference', new Uint8Array(99), new Uint8Array(32)).then(() => one.compare(1e-3));
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'judged',
    (error: { code?: string }) => error.code,
  );

describe("a candidate's process", () => {
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });

  it('answers', async () => {
    const one = await ready(candidate('none'));
    expect(await judged(one)).toEqual({ kind: 'match', logLikelihoodRatio: 12 });
  });

  it.each([
    ['crashes', 'failed'],
    ['fails', 'failed'],
    ['lies', 'failed'],
  ])('that %s has not judged (%s), and the next traveller can be judged', async (fault, code) => {
    const one = await ready(candidate(fault));
    expect(await codeOf(judged(one))).toBe(code);
    await ready(one);
  });

  it('that hangs is ended after its limit, and another is started', async () => {
    const one = await ready(candidate('hangs', { callMs: 200 }));
    const first = one.processId() ?? 0;
    expect(await codeOf(judged(one))).toBe('out-of-time');
    await ready(one);
    expect(one.processId()).not.toBe(first);
    await vi.waitFor(() => expect(isProcessAlive(first)).toBe(false), PATIENT);
  });

  it('that takes too much memory is ended', async () => {
    const one = await ready(candidate('takes-memory', { residentBytes: 250_000_000 }));
    expect(await codeOf(judged(one))).toBe('memory');
  });

  it.each(['does-not-load', 'hangs-at-load'])('that %s is never ready and judges none', async (fault) => {
    const one = candidate(fault, { loadingMs: 1_000, restartMs: 600_000 });
    await vi.waitFor(() => expect(one.processId()).toBeUndefined(), PATIENT);
    expect(one.isReady()).toBe(false);
    expect(await codeOf(judged(one))).toBe('not-loaded');
  });

  it('is ended at once with everything that it holds when the captures end', async () => {
    const one = await ready(candidate('hangs'));
    const held = one.processId() ?? 0;
    const judging = codeOf(judged(one));
    one.abandon();
    expect(await judging).toBe('out-of-time');
    await vi.waitFor(() => expect(isProcessAlive(held)).toBe(false), PATIENT);
    await ready(one);
  });

  it('takes one traveller at a time', async () => {
    const one = await ready(candidate('hangs'));
    const first = codeOf(judged(one));
    expect(await codeOf(judged(one))).toBe('no-capacity');
    one.abandon();
    await first;
  });

  it('is not left behind when the lane closes', async () => {
    const one = await ready(candidate('hangs'));
    const id = one.processId() ?? 0;
    const judging = codeOf(judged(one));
    await one.close();
    expect(await judging).toBe('interrupted');
    expect(isProcessAlive(id)).toBe(false);
  });
});
