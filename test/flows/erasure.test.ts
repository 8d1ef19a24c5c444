/** A lane reports each erasure, and erased captures cannot be restored from a backup. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from 'express';
import { afterAll, expect, test } from 'vitest';
import type { Clock } from '../../hardware/host/clock.ts';
import type { KioskInside } from '../../kiosk/main/app/kiosk.ts';
import { openJournal } from '../../kiosk/main/storage/journal.ts';
import { openCaptureStore } from '../../kiosk/vault/captures/capture-store.ts';
import type { ErasureReport, Report } from '../../server/contract/report.ts';
import { writeFacePolicy } from './flow-policies.ts';
import { laneClock } from './lane-clock.ts';
import { laneConfig, only, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-erasure-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const config = {
  ...laneConfig(folder, { url: 'http://127.0.0.1:9', key: new Uint8Array(32) }),
  policyFile: writeFacePolicy(folder),
};
const ALPHA = SPECIMEN('alpha');
const HOUR_MS = 3_600_000;

/** The wall clock jumps when a test sets it forward. */
let asideMs = 0;
const clock: Clock = {
  ...laneClock,
  wallMs: () => laneClock.wallMs() + asideMs,
  sinceBootMs: () => laneClock.sinceBootMs() + asideMs,
};

async function lane() {
  let inside: KioskInside | undefined;
  const under = await startLaneUnderTest(config, {
    clock,
    developmentPage(opened) {
      inside = opened;
      return Router();
    },
  });
  const erasures = async (): Promise<ErasureReport[]> =>
    ((await inside?.journal.outbox.latest(50)) ?? []).filter(
      (report): report is ErasureReport & { delivered: boolean } => report.kind === 'erasure',
    );
  return { ...under, erasures };
}

const stored = async (dataDir: string): Promise<number> => {
  const store = await openCaptureStore(join(dataDir, 'vault.sqlite'));
  const due = await store.countDue('referred', Number.MAX_SAFE_INTEGER, () => true);
  await store.close();
  return due;
};

test('erasure: is reported when a referral’s hour has passed, and an earlier backup opens nothing', async () => {
  const first = await lane();
  const events = await first.send({
    scene: { subject: { kind: 'person', specimen: SPECIMEN('bravo') } },
    document: { holder: ALPHA },
  });
  const { captures } = only(events, 'captures-kept');
  expect(captures).toBeGreaterThan(0);
  await first.close();

  // Everything that a backup should cover; the key store excludes itself
  const backup = join(folder, 'backup');
  cpSync(config.dataDir, backup, { recursive: true, filter: (path) => !path.includes('epoch-keys') });
  expect(await stored(backup)).toBe(captures);

  // The machine is off for longer than the hour
  asideMs += 2 * HOUR_MS;
  const second = await lane();
  const [erasure] = await second.erasures();
  expect(erasure).toMatchObject({ retentionClass: 'referred', cause: 'overdue-at-start', erased: captures });
  expect(erasure?.keyIds).toHaveLength(1);
  expect(JSON.stringify(erasure)).not.toMatch(/transactionId|handle/);
  await second.close();
  expect(await stored(config.dataDir)).toBe(0);

  cpSync(join(backup, 'vault.sqlite'), join(config.dataDir, 'vault.sqlite'));
  const third = await lane();
  expect(await third.erasures()).toMatchObject([{ erased: captures }, { erased: captures }]);
  await third.close();
  expect(await stored(config.dataDir)).toBe(0);
});

test('erasure: is not reported when it was requested but interrupted by a power cut', async () => {
  const first = await lane();
  const scene = { subject: { kind: 'person', specimen: SPECIMEN('bravo') } } as const;
  const { captures } = only(await first.send({ scene, document: { holder: ALPHA } }), 'captures-kept');
  await first.close();
  const journal = await openJournal(config.dataDir);
  const note = { retentionClass: 'referred', cause: 'on-request', erased: captures, at: clock.wallMs() } as const;
  await journal.erasures.intend(note);
  await journal.close();

  const second = await lane();
  const reports = await second.erasures();
  expect(reports.filter(({ cause }) => cause === 'on-request')).toEqual([]);
  await second.close();
  expect(await stored(config.dataDir)).toBe(captures);
});

test('erasure: is reported for several travellers together, at the latest when the kiosk stops', async () => {
  const under = await lane();
  await under.send({ scene: { subject: { kind: 'person', specimen: ALPHA } }, document: { holder: ALPHA } });
  await under.close();
  const journal = await openJournal(config.dataDir);
  const reports: readonly Report[] = await journal.outbox.latest(50);
  await journal.close();
  const cleared = reports.filter((report) => report.kind === 'erasure' && report.retentionClass === 'cleared');
  expect(cleared).toHaveLength(1);
  expect(cleared[0]).toMatchObject({ cause: 'passage-ended', keyIds: [] });
});

test('clock: takes the lane out of service when set back by a year, without late erasures', async () => {
  const under = await lane();
  expect(under.kiosk.lane.view().phase).toBe('idle');
  asideMs -= 365 * 24 * HOUR_MS;
  const fault = await under.next('fault');
  expect(fault).toMatchObject({ fault: 'clock', raised: true });
  expect(under.kiosk.lane.view().phase).toBe('out-of-service');
  await under.close();
});
