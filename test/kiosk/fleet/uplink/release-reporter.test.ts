import { expect, it, onTestFinished } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { startReleaseReporter } from '../../../../kiosk/fleet/uplink/release-reporter.ts';
import { readEnvelope } from '../../../../server/contract/envelope.ts';
import {
  LANE_RELEASES_EVERY_MS,
  type LaneReleases,
  readLaneReleases,
} from '../../../../server/contract/lane-releases.ts';
import type { KioskId } from '../../../../server/contract/report.ts';
import { laneReleases } from '../../../server/fixtures/test-kiosk.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';

function reporter() {
  const clock = turnedClock(Date.UTC(2026, 10, 28));
  const sent: LaneReleases[] = [];
  const world = { isReachable: true, targets: 1 };
  const { version: _version, kioskId: _id, bootId: _boot, counter: _counter, at: _at, ...held } = laneReleases();
  const reports = startReleaseReporter({
    ...{ kioskId: 'lane-1' as KioskId, clock, random: () => 0.5, secureElement: softSecureElement() },
    held: () => ({ ...held, targets: world.targets }),
    log: () => undefined,
    link: {
      async exchange(_path, { body }) {
        if (!world.isReachable) return undefined;
        const envelope = readEnvelope(body ?? new Uint8Array());
        const read = envelope.kind === 'read' ? readLaneReleases(envelope) : envelope;
        if (read.kind !== 'valid') throw new Error('not valid');
        sent.push(read.releases);
        return { ok: true, body: new Uint8Array() };
      },
    },
  });
  onTestFinished(() => reports.close());
  return { clock, sent, world, reports };
}

const quiet = () => new Promise((resolve) => setTimeout(resolve, 0));
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await quiet();
}

it('the report of releases is sent at the start, at each change, and every quarter of an hour', async () => {
  const { clock, sent, world, reports } = reporter();
  await until(() => sent.length === 1);
  world.targets = 2;
  reports.changed();
  reports.changed();
  await until(() => sent.length >= 2 && sent.at(-1)?.targets === 2);
  const count = sent.length;
  for (let step = 0; step < 3; step += 1) {
    await quiet();
    await clock.advance(LANE_RELEASES_EVERY_MS / 3);
  }
  await until(() => sent.length === count + 1);
  expect(sent.map(({ counter }) => counter)).toEqual(sent.map((_, at) => at + 1));
  expect(new Set(sent.map(({ bootId }) => bootId)).size).toBe(1);
});

it('the report of releases is sent again half a minute after the server did not answer', async () => {
  const { clock, sent, world } = reporter();
  await until(() => sent.length === 1);
  world.isReachable = false;
  await clock.advance(LANE_RELEASES_EVERY_MS);
  await quiet();
  world.isReachable = true;
  while (sent.length < 2) {
    await clock.advance(10_000);
    await quiet();
  }
  expect(sent).toHaveLength(2);
});
