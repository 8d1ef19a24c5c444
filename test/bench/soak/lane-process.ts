/** The lane of the soak, alone in its process: passes the day's travellers, and measures itself. Run with `--expose-gc`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '../../../hardware/host/clock.ts';
import { DEMONSTRATION_POLICY } from '../../../kiosk/dock/demonstration-policy.ts';
import { laneClock, setLaneClockSpeed } from '../../flows/lane-clock.ts';
import { laneConfig, type LaneUnderTest, startLaneUnderTest } from '../../flows/lane-under-test.ts';
import type { Sample } from './growth.ts';
import type { SoakNews, SoakOrder } from './soak-messages.ts';
import { travellerOfDay } from './travellers.ts';

const HOUR_MS = 3_600_000;
const MB = 1_048_576;
/** How often the lane's process reports its clock to the server's, ms of the system's clock. */
const TELL_EVERY_MS = 50;
const LAST_DELIVERY_MS = 10_000;
/** How often the phase of a waiting lane is looked at, ms of the system's clock. */
const LOOK_EVERY_MS = 50;
/** Printed when the lane stops. */
const LAST_EVENTS = 40;

const startedMs = laneClock.monotonicMs();
const startedWallMs = Date.now();
const passedMs = (): number => laneClock.monotonicMs() - startedMs;
/** The lane's clock throughout, wall time included, so that days end and intervals pass. */
const clock = {
  ...laneClock,
  wallMs: () => startedWallMs + Math.round(passedMs()),
  sinceBootMs: () => laneClock.monotonicMs(),
};

const tell = (news: SoakNews): void => void process.send?.(news);

function sample(): Sample {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const status = readFileSync('/proc/self/status', 'utf8');
  return {
    hours: passedMs() / HOUR_MS,
    residentMb: rss / MB,
    heapMb: heapUsed / MB,
    externalMb: external / MB,
    openFiles: readdirSync('/proc/self/fd').length,
    threads: Number(/^Threads:\s+(\d+)/m.exec(status)?.[1] ?? 0),
    handles: process.getActiveResourcesInfo().length,
  };
}

/** The clock is fast while the lane is idle only: a lane that tries its camera needs the time that this takes. */
async function idleUntil({ kiosk: { lane } }: LaneUnderTest, untilMs: number, speed: number): Promise<void> {
  while (passedMs() < untilMs) {
    setLaneClockSpeed(lane.view().phase === 'idle' ? speed : 1);
    await pause(clock, Math.min(untilMs - passedMs(), LOOK_EVERY_MS * (lane.view().phase === 'idle' ? speed : 1)));
  }
  setLaneClockSpeed(1);
}

async function passOne(under: LaneUnderTest, index: number): Promise<void> {
  const traveller = travellerOfDay(index);
  const { lane } = under.kiosk;
  while (lane.view().phase !== 'idle') {
    await under.next('phase').catch((error: unknown) => {
      for (const event of under.events.slice(-LAST_EVENTS)) console.error(JSON.stringify(event));
      throw error;
    });
  }
  if (traveller.fault !== undefined) under.simulation.inject(traveller.fault);
  const events = await under.send(traveller);
  under.simulation.clearFaults();
  const reported = events.find((event) => event.event === 'match-reported');
  tell({ kind: 'traveller', index, traveller: traveller.kind, outcome: reported?.outcome ?? 'none' });
  under.forgetEvents();
}

async function run({ folder, serverUrl, serverKey, hours, travellers, speed }: SoakOrder): Promise<void> {
  const server = { url: serverUrl, key: new Uint8Array(Buffer.from(serverKey, 'base64')) };
  const policyFile = join(folder, 'policy.json');
  writeFileSync(policyFile, JSON.stringify(DEMONSTRATION_POLICY));
  const config = { ...laneConfig(folder, server), policyFile };
  const telling = setInterval(() => tell({ kind: 'ahead', aheadMs: clock.wallMs() - Date.now() }), TELL_EVERY_MS);
  const under = await startLaneUnderTest(config, { clock, isHurried: false });
  const everyMs = (hours * HOUR_MS) / travellers;
  for (let index = 0; index < travellers; index += 1) {
    await idleUntil(under, index * everyMs, speed);
    await passOne(under, index);
    tell({ kind: 'sample', sample: sample() });
  }
  await under.kiosk.lane.settled();
  // Time to deliver the last reports
  await pause(clock, LAST_DELIVERY_MS);
  await under.close();
  clearInterval(telling);
  tell({ kind: 'done' });
  process.disconnect();
}

process.once('message', (order: SoakOrder) => {
  run(order).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
