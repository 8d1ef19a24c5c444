/**
 * `npm run bench -- console`: frame rate, load and first paint of the officers' console with 200 lanes that each send
 * five statuses per second. Prints a table and writes `results/console.json`.
 */
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { Page } from 'playwright-core';
import { listLanes } from '../../server/records/kiosks/lane-status.ts';
import type { LanePhase } from '../../server/contract/vocabulary.ts';
import { laneStateOf, type LaneView } from '../../server/records/kiosks/answers.ts';
import { launchChromium } from '../server/fixtures/chromium.ts';
import { consoleWorld, type ConsoleWorld } from '../server/fixtures/console-world.ts';
import { writeRecord } from './support/record.ts';

const LANES = 200;
const HZ = 5;
const SECONDS = 20;
/** Lanes send in this number of batches per second. */
const TURNS = 50;
const PHASES: readonly LanePhase[] = ['idle', 'notice', 'document', 'face', 'deciding', 'opening', 'passage'];

/** Runs in the page: the time between frames, ms, for a while. */
const MEASURE_FRAMES = (ms: number) => `new Promise((resolve) => {
  const times = [];
  let before;
  const until = performance.now() + ${ms};
  const frame = (now) => {
    if (before !== undefined) times.push(now - before);
    before = now;
    if (now < until) requestAnimationFrame(frame);
    else resolve(times);
  };
  requestAnimationFrame(frame);
})`;

interface Frames {
  readonly framesPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
}

interface Measured extends Frames {
  /** WebSocket messages received by the page. */
  readonly messagesPerSecond: number;
  /** CPU time of this process, which contains the server and the simulated lanes. */
  readonly serverProcessorMsPerSecond: number;
}

/** Runs in the page before its own code and counts its WebSocket messages. */
const COUNT_MESSAGES = `globalThis.heardFrames = 0;
globalThis.WebSocket = class extends WebSocket {
  constructor(...address) {
    super(...address);
    this.addEventListener('message', () => (heardFrames += 1));
  }
};`;

function summaryOf(times: readonly number[]): Frames {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  const total = times.reduce((sum, time) => sum + time, 0);
  return {
    framesPerSecond: round((1_000 * times.length) / total),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    longestMs: at(1),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Announces statuses like the server does. Resolves to their number. */
async function speak({ server }: ConsoleWorld, lanes: readonly LaneView[], seconds: number): Promise<number> {
  const start = performance.now();
  const perTurn = (lanes.length * HZ) / TURNS;
  let said = 0;
  for (let turn = 0; turn < seconds * TURNS; turn++) {
    for (let one = 0; one < perTurn; one++) {
      const lane = lanes[said % lanes.length];
      said += 1;
      if (lane?.heard === null || lane === undefined) continue;
      const phase = PHASES[Math.floor(said / lanes.length + one) % PHASES.length] ?? 'idle';
      const heard = { ...lane.heard, state: laneStateOf(phase), receivedAt: Date.now() };
      server.context.announcements.announce({ kind: 'lane', lane: { ...lane, heard }, phase });
    }
    const due = start + ((turn + 1) * 1_000) / TURNS;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
  }
  return said;
}

async function measure(
  page: Page,
  world: ConsoleWorld,
  lanes: readonly LaneView[],
  isBusy: boolean,
): Promise<Measured> {
  const before = await page.evaluate<number>('heardFrames');
  const [processor, start] = [process.cpuUsage(), performance.now()];
  const speaking = isBusy ? speak(world, lanes, SECONDS + 1) : Promise.resolve(0);
  const times = await page.evaluate<number[]>(MEASURE_FRAMES(SECONDS * 1_000));
  await speaking;
  const { user, system } = process.cpuUsage(processor);
  const seconds = (performance.now() - start) / 1_000;
  const heard = (await page.evaluate<number>('heardFrames')) - before;
  return {
    ...summaryOf(times),
    messagesPerSecond: round(heard / seconds),
    serverProcessorMsPerSecond: round((user + system) / 1_000 / seconds),
  };
}

const world = await consoleWorld(LANES);
const browser = await launchChromium();
try {
  for (let lane = 1; lane <= LANES; lane++) await world.say(lane, 'idle', lane % 17 === 0 ? 'camera' : undefined);
  const context = await browser.newContext({ viewport: { width: 1_920, height: 1_080 } });
  await world.signIn(context, 'supervisor');
  const page = await context.newPage();
  await page.addInitScript(COUNT_MESSAGES);
  const started = performance.now();
  await page.goto(world.url);
  await page
    .locator('.lane-button')
    .nth(LANES - 1)
    .waitFor();
  const allLanesMs = performance.now() - started;
  const firstPaintMs = await page.evaluate<number>(
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1",
  );
  const lanes = await listLanes(world.server.context.knex);
  const quiet = await measure(page, world, lanes, false);
  const busy = await measure(page, world, lanes, true);
  console.table({ 'no lane sends': quiet, [`${LANES} lanes at ${HZ} Hz`]: busy });
  console.table({
    'first contentful paint': { ms: round(firstPaintMs) },
    'all lanes shown': { ms: round(allLanesMs) },
  });
  // Other load on the machine affects every frame.
  const loadAfter = Number(loadavg()[0]?.toFixed(1));
  writeRecord('console', {
    loadAfter,
    lanes: LANES,
    hz: HZ,
    seconds: SECONDS,
    quiet,
    busy,
    firstPaintMs: round(firstPaintMs),
    allLanesMs: round(allLanesMs),
  });
} finally {
  await browser.close();
  await world.close();
}
