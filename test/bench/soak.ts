/**
 * A day at one lane, with a server: does the lane's process grow, and does every report arrive? The lane has simulated devices, real models
 * and a clock that runs faster between travellers; the server's clock follows it. `npm run bench -- soak [--hours N] [--travellers N]`
 * writes test/bench/results/soak.json. Exit code 1 when a measure grows by more than 5 % in a day after the warm-up (`soak/growth.ts`), a
 * report is missing or the lane stops.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { environmentWith } from '../../kiosk/platform/config/process-config.ts';
import { ALLOCATOR, PROCESS_ARGUMENTS } from '../../kiosk/platform/launch/recipe.ts';
import { laneConfig, laneKey } from '../flows/lane-under-test.ts';
import { enrolLane, startServerUnderTest } from '../flows/server-under-test.ts';
import { freePort } from '../support/free-port.ts';
import { growthOf, isGrowing, MEASURES, type Sample } from './soak/growth.ts';
import type { SoakNews, SoakOrder } from './soak/soak-messages.ts';
import { ROUND } from './soak/travellers.ts';
import { writeRecord } from './support/record.ts';

const MAX_GROWTH = 0.05;
const MIN_TRAVELLERS = ROUND + 8;

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '24' },
    travellers: { type: 'string', default: '72' },
    speed: { type: 'string', default: '300' },
  },
});
const [hours, travellers, speed] = [Number(values.hours), Number(values.travellers), Number(values.speed)];
if (!(hours > 0 && travellers >= MIN_TRAVELLERS && speed >= 1)) {
  console.error(`--hours above 0, --travellers ${MIN_TRAVELLERS} or more, --speed 1 or more`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'postern-soak-'));
const serverDir = join(folder, 'server');
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const serverKey = await enrolLane(serverDir, await laneKey(laneConfig(folder, { url, key: new Uint8Array(32) })));

let aheadMs = 0;
const clock = { ...systemClock, wallMs: () => systemClock.wallMs() + aheadMs };
const { server, reports } = await startServerUnderTest(serverDir, port, clock);

const samples: Sample[] = [];
const outcomes = new Map<string, number>();
const startedMs = performance.now();
const child = fork(new URL('./soak/lane-process.js', import.meta.url), {
  // As in the field
  execArgv: [...PROCESS_ARGUMENTS, '--expose-gc'],
  env: environmentWith({ [ALLOCATOR.name]: ALLOCATOR.value }),
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
});
const ended = new Promise<boolean>((resolve) => {
  let isDone = false;
  child.on('message', (news: SoakNews) => {
    switch (news.kind) {
      case 'ahead':
        aheadMs = Math.max(aheadMs, Math.round(news.aheadMs));
        return;
      case 'sample':
        samples.push(news.sample);
        return;
      case 'traveller': {
        const { index, traveller, outcome } = news;
        const what = `${traveller}: ${outcome}`;
        outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
        const hour = (samples.at(-1)?.hours ?? 0).toFixed(1);
        console.log(`${index + 1} of ${travellers}, hour ${hour}, ${what}`);
        return;
      }
      case 'done':
        isDone = true;
    }
  });
  child.once('exit', (code) => resolve(isDone && code === 0));
});
const order: SoakOrder = {
  folder,
  serverUrl: url,
  serverKey: Buffer.from(serverKey).toString('base64'),
  hours,
  travellers,
  speed,
};
child.send(order);
const isWhole = await ended;
const minutes = (performance.now() - startedMs) / 60_000;
const held = await reports();
await server.close();
rmSync(folder, { recursive: true, force: true });

const sequences = held.map(({ report }) => report.sequence);
const missing = sequences.some((sequence, at) => sequence !== at + 1);
const matches = held.filter(({ report }) => report.kind === 'match').length;
const growth = isWhole ? growthOf(samples, ROUND) : [];
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(10);
console.log(
  `\n${'measure'.padEnd(12)}${'level'.padStart(10)}${'a day'.padStart(10)}${'from'.padStart(10)}${'to'.padStart(10)}`,
);
for (const { measure, level, share, low, high } of growth) {
  console.log(`${measure.padEnd(12)}${level.toFixed(1).padStart(10)}${percent(share)}${percent(low)}${percent(high)}`);
}
console.log(
  `${matches} decisions of ${travellers} travellers in ${held.length} reports${missing ? ', with a gap' : ''}`,
);
const passed = isWhole && !missing && matches === travellers && !growth.some((one) => isGrowing(one, MAX_GROWTH));
if (isWhole) {
  writeRecord('soak', {
    hours,
    travellers,
    warmUp: ROUND,
    allocator: `${ALLOCATOR.name}=${ALLOCATOR.value}`,
    minutes: Math.round(minutes),
    reports: held.length,
    outcomes: Object.fromEntries([...outcomes].toSorted()),
    growth,
    samples: samples.map((sample) =>
      Object.fromEntries([['hours', round(sample.hours)], ...MEASURES.map((name) => [name, round(sample[name])])]),
    ),
  });
}
if (!passed) {
  console.error(isWhole ? 'a limit is exceeded' : 'the lane stopped before the end');
  process.exitCode = 1;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
