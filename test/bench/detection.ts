/**
 * Recall by kind of attack, time to detection, wrong findings in quiet months, and the cost of an event, beside fixed thresholds in the same
 * run. `npm run bench -- detection`; the record goes to `test/bench/results/detection.json`.
 */
import { writeFileSync } from 'node:fs';
import { fixedThresholds } from './detection/baseline.ts';
import { laboratoryOfFile } from './detection/events-file.ts';
import { breachLaboratory } from './detection/kit/breaches.ts';
import { CAMPAIGN_KINDS, laboratory } from './detection/kit/laboratory.ts';
import { redTeamWorlds } from './detection/kit/red-team/red-team.ts';
import { UNSEEN_CAMPAIGNS } from './detection/kit/unseen.ts';
import { readOptions, UNSEEN_SETS, type UnseenSet, USAGE } from './detection/options.ts';
import { otherEntities, permuted } from './detection/permuted.ts';
import { breachScore, engineDetector, type FoundCampaign, isOf, type Score, scoresOf } from './detection/score.ts';
import { percent, proportion } from './support/clopper-pearson.ts';
import { writeRecord } from './support/record.ts';
import { runBench } from './support/run-bench.ts';

const HOUR_MS = 3_600_000;

interface Result {
  readonly world: string;
  readonly engine: Score;
  readonly baseline: Score;
  /** Campaigns that findings about others would seem to find. */
  readonly byChance: number;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

function hoursToDetection(found: readonly FoundCampaign[]): number[] {
  return found.flatMap(({ campaign, first }) =>
    first === undefined ? [] : [Math.max(0, (first.at - campaign.from) / HOUR_MS)],
  );
}

function byKind(results: readonly Result[], of: (result: Result) => Score) {
  const all = results.flatMap((result) => of(result).campaigns);
  const kinds = [...new Set(all.map(({ campaign }) => campaign.kind))];
  return kinds.map((kind) => {
    const its = all.filter(({ campaign }) => campaign.kind === kind);
    const hours = median(hoursToDetection(its));
    return {
      kind,
      heldOut: CAMPAIGN_KINDS.some((one) => one.kind === kind && one.isHeldOut === true),
      found: proportion(its.filter(({ first }) => first !== undefined).length, its.length),
      medianHours: hours === null ? null : Number(hours.toFixed(1)),
    };
  });
}

function printKinds(title: string, results: readonly Result[]) {
  const kinds = byKind(results, ({ engine }) => engine);
  const ofBaseline = byKind(results, ({ baseline }) => baseline);
  console.log(`\n${title.padEnd(42)}${'found'.padEnd(34)}${'median hours'.padEnd(15)}fixed thresholds`);
  for (const [at, { kind, heldOut, found, medianHours }] of kinds.entries()) {
    const name = `${kind}${heldOut ? ' (held out)' : ''}`.padEnd(42);
    console.log(
      `${name}${percent(found).padEnd(34)}${String(medianHours ?? '-').padEnd(15)}${percent(ofBaseline[at]!.found)}`,
    );
  }
  const all = results.flatMap(({ engine }) => engine.campaigns);
  const found = proportion(all.filter(({ first }) => first !== undefined).length, all.length);
  console.log(`${'together'.padEnd(42)}${percent(found)}`);
  return kinds;
}

const recallOf = ({ campaigns }: Score) =>
  proportion(campaigns.filter(({ first }) => first !== undefined).length, campaigns.length);
const perSiteAndDay = ({ wrong, siteDays }: Score): number => Number((wrong.length / Math.max(1, siteDays)).toFixed(2));
const perSecond = ({ events, cpuSeconds }: Score): number => Math.round(events / cpuSeconds);

function run(world: string, make: () => ReturnType<typeof laboratory>): Result {
  const made = make();
  const [engine, baseline] = scoresOf(made, [engineDetector(), fixedThresholds()]) as [Score, Score];
  const others = otherEntities(made).campaigns;
  const byChance = others.filter((one) => engine.findings.some((finding) => isOf(finding, one))).length;
  const line = `${world.padEnd(16)} found ${percent(recallOf(engine))}, fixed thresholds ${percent(recallOf(baseline))}`;
  console.log(
    `${line}, by chance ${byChance}; wrong ${perSiteAndDay(engine)} and ${perSiteAndDay(baseline)} per site and day; ${perSecond(engine)} events/s`,
  );
  return { world, engine, baseline, byChance };
}

/** Invariants are scored apart: all of them are wanted, and no case that is allowed. */
function runInvariants(seeds: readonly number[]) {
  const world = (seed: number) =>
    breachLaboratory({ seed, days: 40, lanesPerSite: 8, peoplePerSite: 16, travellersPerDay: 600 });
  const [first = 1] = seeds;
  const worlds = [
    ...seeds.map((seed) => ({ name: `seed ${seed}`, made: world(seed) })),
    { name: `permuted, seed ${first}`, made: permuted(world(first), 7) },
  ];
  return worlds.map(({ name, made }) => {
    const { of, missed, ofAllowed, reported } = breachScore(made);
    const found = proportion(of - missed.length, of);
    console.log(
      `invariants, ${name}: found ${percent(found)}, 100 % wanted; reported ${reported.length} of ${ofAllowed} allowed cases, 0 wanted`,
    );
    for (const { kind } of missed) console.log(`  missed: ${kind}`);
    for (const { kind } of reported) console.log(`  reported, but allowed: ${kind}`);
    return { world: name, found, allowed: proportion(reported.length, ofAllowed) };
  });
}

function summary({ world, engine, baseline, byChance }: Result) {
  return {
    world,
    events: engine.events,
    found: recallOf(engine),
    foundByFixedThresholds: recallOf(baseline),
    foundByChance: byChance,
    wrongPerSiteAndDay: perSiteAndDay(engine),
    wrongOfFixedThresholds: perSiteAndDay(baseline),
    medianHours: median(hoursToDetection(engine.campaigns)),
    eventsPerSecond: perSecond(engine),
    microsecondsPerEvent: Number(((1e6 * engine.cpuSeconds) / engine.events).toFixed(1)),
  };
}

/** Campaigns that no rule was written for. */
function runSet(set: UnseenSet, seeds: readonly number[]): Result[] {
  return seeds.flatMap((seed) => {
    const worlds = set === 'unseen' ? [laboratory({ seed, from: UNSEEN_CAMPAIGNS })] : redTeamWorlds({ seed });
    return worlds.map((made, at) => run(`${set}, seed ${seed}${worlds.length > 1 ? `.${at + 1}` : ''}`, () => made));
  });
}

await runBench(USAGE, async () => {
  const options = readOptions(process.argv.slice(2));
  const { eventsFile, set, isWhole } = options;
  const isAll = eventsFile === undefined && set === undefined;
  const some = isWhole ? options.seeds.slice(0, 3) : options.seeds.slice(0, 1);
  const results: Result[] = [];
  if (isAll) {
    for (const seed of options.seeds) results.push(run(`seed ${seed}`, () => laboratory({ seed })));
    for (const seed of some) results.push(run(`quiet, seed ${seed}`, () => laboratory({ seed, kinds: [] })));
    if (isWhole) results.push(run('permuted, seed 1', () => permuted(laboratory({ seed: 1 }), 7)));
  } else if (eventsFile !== undefined) results.push(run(eventsFile, () => laboratoryOfFile(eventsFile)));
  const [unseen, redTeam] = UNSEEN_SETS.map((one) =>
    isAll ? runSet(one, some) : one === set ? runSet(one, options.seeds) : [],
  ) as [Result[], Result[]];
  const invariants = isAll ? runInvariants(options.seeds) : [];
  const kindsOf = (title: string, its: readonly Result[]) => (its.length === 0 ? [] : printKinds(title, its));
  const measured = {
    worlds: [...results, ...unseen, ...redTeam].map(summary),
    invariants,
    kinds: kindsOf('attack', results),
    unseenKinds: kindsOf('unseen attack', unseen),
    redTeamKinds: kindsOf("red team's attack", redTeam),
  };
  if (options.jsonFile !== undefined) writeFileSync(options.jsonFile, `${JSON.stringify(measured, null, 2)}\n`);
  if (isWhole) writeRecord('detection', measured);
  if (invariants.some(({ found, allowed }) => found.count < found.of || allowed.count > 0))
    throw new Error('an invariant was missed, or reported what is allowed');
});
