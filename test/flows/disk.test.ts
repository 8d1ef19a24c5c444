/** A full disk: the lane reports it, serves no travellers, and continues once there is room. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeFacePolicy } from './flow-policies.ts';
import { type LaneUnderTest, laneConfig, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-disk-'));
const disk = join(folder, 'disk');
const ALPHA = {
  scene: { subject: { kind: 'person', specimen: SPECIMEN('alpha') } },
  document: { holder: SPECIMEN('alpha') },
} as const;
let lane: LaneUnderTest;

/** Reason why no file system can be mounted here: a missing right, not an installable part. */
function noDisk(): string | undefined {
  try {
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk], { stdio: 'ignore' });
    return undefined;
  } catch {
    process.stderr.write('skipped: only root can mount a file system\n');
    return 'cannot mount a file system';
  }
}
const missing = noDisk();

describe.skipIf(missing !== undefined)(`lane with a full disk${missing === undefined ? '' : `: ${missing}`}`, () => {
  beforeAll(async () => {
    const config = laneConfig(folder, { url: 'http://127.0.0.1:9', key: new Uint8Array(32) });
    lane = await startLaneUnderTest({ ...config, policyFile: writeFacePolicy(folder), dataDir: join(disk, 'kiosk') });
  });
  afterAll(async () => {
    await lane?.close();
    execFileSync('umount', ['-l', disk]);
    rmSync(folder, { recursive: true, force: true });
  });

  const filler = join(disk, 'filler');
  const fill = (): void => {
    try {
      writeFileSync(filler, new Uint8Array(64 * 1024 * 1024));
    } catch {
      // Full
    }
  };
  /** The lane checks the disk once a minute, and every few seconds while it is full. */
  const nextFault = () => lane.next('fault', 90_000);
  const mend = async (): Promise<void> => {
    const mended = nextFault();
    rmSync(filler);
    expect(await mended).toMatchObject({ fault: 'outbox', raised: false });
    const events = await lane.send(ALPHA);
    expect(events.find(({ event }) => event === 'match-reported')).toMatchObject({ outcome: 'cleared' });
  };

  test('is out of service before the next traveller, and continues when there is room', async () => {
    const fault = nextFault();
    fill();
    expect(await fault).toMatchObject({ fault: 'outbox', raised: true });
    expect(lane.kiosk.lane.view().phase).toBe('out-of-service');
    await mend();
  });

  test('opens for no one during a transaction, and destroys the captures’ keys', async () => {
    const stop = lane.kiosk.lane.onChange(() => {
      if (lane.kiosk.lane.view().phase === 'face') fill();
    });
    const fault = nextFault();
    const events = await lane.send(ALPHA);
    stop();
    expect(await fault).toMatchObject({ fault: 'outbox', raised: true });
    expect(events.some(({ event }) => event === 'match-reported' || event === 'passage-reported')).toBe(false);
    expect(events.some(({ event }) => event === 'captures-erased')).toBe(true);
    expect(lane.kiosk.lane.view().phase).toBe('out-of-service');
    await mend();
  });
});
