/**
 * Presentation attacks: attack presentation classification error rate (APCER, by species) and bona fide error rate
 * (BPCER) of both phases on GENERATED presentations, ISO/IEC 30107-3's terms, exact 95 % intervals, one retry.
 *
 * npm run bench -- pad [--per-species 100] [--most bona-fide=100,print-wrapped=100] [--seed 1] [--split test|fit]
 * [--threads 2] [--species a,b] [--both-phases] [--minutes M] [--results FILE] [--json FILE]
 *
 * `--results` stores one line per presentation, and a later run continues after the last line.
 *
 * Thresholds may be chosen with `--split fit`; reported results use `test`, which has other people. The record goes to
 * test/bench/results/pad.json.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { type PresentedSpecies, SPECIES } from '../models/face/rendering/presentation.ts';
import { type Spread, spreadOf } from './face-speed/interleave.ts';
import type { FrameCost } from '../models/face/rendering/judge-presentation.ts';
import type { FromPadThread, PadResult, PadTask, PadThreadData } from './pad/pad-messages.ts';
import { earlierResults } from './pad/earlier-results.ts';
import { percent, proportion } from './support/clopper-pearson.ts';
import { writeRecord } from './support/record.ts';

const { values } = parseArgs({
  options: {
    'per-species': { type: 'string', default: '100' },
    /** More presentations of some species, after the equal share of all. */
    most: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    split: { type: 'string', default: 'test' },
    threads: { type: 'string', default: '2' },
    species: { type: 'string', default: SPECIES.join(',') },
    'both-phases': { type: 'boolean', default: false },
    minutes: { type: 'string', default: '60' },
    results: { type: 'string' },
    json: { type: 'string' },
  },
});
const perSpecies = Number(values['per-species']);
const split = values.split === 'fit' ? 'fit' : 'test';
const speciesNamed = (name: string): PresentedSpecies => {
  const found = SPECIES.find((species) => species === name);
  if (found === undefined) throw new Error(`${name}: no species of ${SPECIES.join(', ')}`);
  return found;
};
const named = new Set(values.species.split(',').map(speciesNamed));
const chosen = SPECIES.filter((species) => named.has(species));
/** Species outside the promise of the check; the targets do not apply to them. */
const OUTSIDE: readonly PresentedSpecies[] = ['bona-fide-bright', 'relay-fast'];

const most = new Map(
  values.most
    .split(',')
    .filter((entry) => entry !== '')
    .map((entry) => [speciesNamed(entry.split('=')[0] ?? ''), Number(entry.split('=')[1])]),
);
const wantedOf = (species: PresentedSpecies): number => most.get(species) ?? perSpecies;
const rounds = Math.max(...chosen.map(wantedOf));

const setting: PadThreadData = { split, bothPhases: values['both-phases'] };
const results: PadResult[] = values.results === undefined ? [] : earlierResults(values.results, setting);
const done = new Set(results.map(({ task }) => JSON.stringify(task)));
const tasks: PadTask[] = [];
for (let round = 0; round < rounds; round++) {
  for (const species of chosen) {
    if (round >= wantedOf(species)) continue;
    const seed = Number(values.seed) * 1_000_003 + 7_919 * SPECIES.indexOf(species) + 104_729 * round;
    const task: PadTask = { species, person: round, seed };
    if (!done.has(JSON.stringify(task))) tasks.push(task);
  }
}
let source = 'nobody';
let next = 0;
let lastSaidMs = 0;
/** Species alternate, so that an interrupted run has equal numbers of each. */
const endMs = performance.now() + 60_000 * Number(values.minutes);

async function work(): Promise<void> {
  const thread = new Worker(new URL('./pad/pad-thread.js', import.meta.url), { workerData: setting });
  await new Promise<void>((resolve, reject) => {
    const give = (): void => {
      const task = performance.now() < endMs ? tasks[next++] : undefined;
      thread.postMessage(task ?? 'end');
    };
    thread.on('message', (message: FromPadThread) => {
      if (message.kind === 'ready') source = message.source;
      else {
        results.push(message.result);
        if (values.results !== undefined) appendFileSync(values.results, `${JSON.stringify(message.result)}\n`);
        if (performance.now() - lastSaidMs > 15_000) {
          lastSaidMs = performance.now();
          process.stderr.write(
            `${results.length} of ${done.size + tasks.length} presentations, ${(lastSaidMs / 1_000).toFixed(0)} s\n`,
          );
        }
      }
      give();
    });
    thread.on('error', reject);
    thread.on('exit', () => resolve());
  });
}

await Promise.all(Array.from({ length: Number(values.threads) }, work));

const median = (list: readonly number[]): number =>
  [...list].sort((one, other) => one - other)[list.length >> 1] ?? Number.NaN;
const tally = (list: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const word of [...list].sort()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
};

const people = new Set(results.map(({ task }) => task.person)).size;
console.log(`GENERATED data, ${people} people (${split}): ${source}`);
console.log('species            passed, with one retry          first attempt        light phase alone    turn alone');
const rows = chosen.map((species) => {
  const mine = results.filter(({ task }) => task.species === species);
  const of = (test: (result: PadResult) => boolean): ReturnType<typeof proportion> =>
    proportion(mine.filter(test).length, mine.length);
  const asked = mine.filter(({ light }) => values['both-phases'] || light.kind === 'head');
  const row = {
    species,
    boundToTarget: !OUTSIDE.includes(species),
    passedWithRetry: of(({ passedWithRetry }) => passedWithRetry),
    passedFirst: of(({ passedFirst }) => passedFirst),
    lightPassed: of(({ light }) => light.kind === 'head'),
    /**
     * Share of the presentations with a head turn: all with `--both-phases`, otherwise those that passed the light
     * challenge.
     */
    turnPassed: proportion(asked.filter(({ turn }) => turn.kind === 'head').length, asked.length),
    /** Neither passed nor recognised as an attack: the undecided share, which is referred. */
    nonResponse: of(
      ({ light, turn }) => light.kind === 'undecidable' || (light.kind === 'head' && turn.kind === 'undecidable'),
    ),
    light: tally(mine.map(({ light }) => light.why ?? light.kind)),
    turn: tally(asked.map(({ turn }) => turn.why ?? turn.kind)),
    medians: {
      codeShare: median(mine.flatMap(({ light }) => light.measures?.codeShare ?? [])),
      lagMs: median(mine.flatMap(({ light }) => light.measures?.lagMs ?? [])),
      shape: median(mine.flatMap(({ light }) => light.measures?.shape ?? [])),
      contrast: median(mine.flatMap(({ light }) => light.measures?.contrast ?? [])),
      relief: median(mine.flatMap(({ light }) => light.measures?.relief ?? [])),
      parallaxRatio: median(mine.flatMap(({ turn }) => turn.measures?.parallaxRatio ?? [])),
      reliefRatio: median(mine.flatMap(({ turn }) => turn.measures?.reliefRatio ?? [])),
    },
    seconds: median(mine.map(({ lengthMs }) => lengthMs)) / 1_000,
  };
  const cell = (text: string): string => text.padEnd(32);
  console.log(
    `${species.padEnd(18)} ${cell(percent(row.passedWithRetry))}${percent(row.passedFirst).slice(0, 20).padEnd(21)}` +
      `${percent(row.lightPassed).slice(0, 20).padEnd(21)}${percent(row.turnPassed).slice(0, 20)}`,
  );
  console.log(`${' '.repeat(19)}light ${JSON.stringify(row.light)}  turn ${JSON.stringify(row.turn)}`);
  return row;
});
const bonaFide = rows.find(({ species }) => species === 'bona-fide');
const attacks = rows.filter(({ species, boundToTarget }) => boundToTarget && species !== 'bona-fide');
const worst = Math.max(...attacks.map(({ passedWithRetry }) => passedWithRetry.rate));
const frames = results.flatMap((result) => result.frames);
/** Wall time, and CPU time, which excludes waiting for other programs but includes all threads. */
const costOf = (phase: FrameCost['phase']): Record<'clock' | 'processor', Spread> => {
  const mine = frames.filter((frame) => frame.phase === phase);
  return {
    clock: spreadOf(mine.map(({ clockMs }) => clockMs)),
    processor: spreadOf(mine.map(({ processorMs }) => processorMs)),
  };
};
const cost = { light: costOf('light'), turn: costOf('turn') };
const bpcer =
  bonaFide === undefined
    ? undefined
    : proportion(bonaFide.passedWithRetry.of - bonaFide.passedWithRetry.count, bonaFide.passedWithRetry.of);
console.log(
  `BPCER with one retry ${bpcer === undefined ? '-' : percent(bpcer)}; worst APCER ${(100 * worst).toFixed(1)} %`,
);
console.log(`${bonaFide?.seconds.toFixed(1) ?? '-'} s for both phases; time per frame, ms, median (quartiles):`);
const spread = ({ median: middle, lowerQuartile, upperQuartile }: Spread): string =>
  `${middle.toFixed(1)} (${lowerQuartile.toFixed(1)}-${upperQuartile.toFixed(1)})`;
for (const [phase, { clock, processor }] of Object.entries(cost)) {
  console.log(`  ${phase}: ${spread(clock)} wall time, ${spread(processor)} CPU time`);
}

const measured = {
  data: 'generated presentations only',
  split,
  people,
  source,
  perSpecies,
  seed: Number(values.seed),
  bpcer,
  worstApcer: worst,
  threads: Number(values.threads),
  millisecondsAFrame: cost,
  bothPhases: values['both-phases'],
  species: rows,
};
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(measured, null, 2)}\n`);
else writeRecord('pad', measured);
