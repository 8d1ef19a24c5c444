/**
 * Whether requests for more light depend on sex and ethnicity: unaltered and darkened photographs of labelled people;
 * the share of each group that is not found, asked for more light, or accepted; and the differences between groups.
 * `npm run bench -- face-light --help` lists the options.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ADVICE } from '../../models/face/constants.ts';
import { createThreadPool } from '../../models/threads/thread-pool.ts';
import { seededRandom } from '../models/face/rendering/seeded-random.ts';
import { CAPTURES, type Finding, type LightAnswer, type LightRequest } from './face-light/captures.ts';
import type { Differential } from './face-groups/group-rates.ts';
import { type GroupShare, groupShares, type Trial } from './face-groups/group-shares.ts';
import { numbersBy } from './face-groups/groupings.ts';
import { type Label, readLabels } from './face-groups/labels.ts';
import { peopleOf, readSamePerson } from './face-groups/people.ts';
import { writeRecord } from './support/record.ts';

const USAGE = `npm run bench -- face-light --images DIR --labels FILE [options]
  --images DIR         folder of the images (required)
  --labels FILE        tab-separated list with the columns file, sex and optionally ethnicity, person (required)
  --same-person FILE   pairs of files that show one person but have different labels
  --every N            uses every Nth image (default 1)
  --threads N          worker threads (default 2)
  --json FILE          record (default: test/bench/results/face-light.json)`;

/** A capture counts as degraded if its comparison score is lower than the photograph's by more than this. */
const SUFFERED_SCORE_LOSS = 0.1;
/** Largest ratio between the shares of two groups. */
const LARGEST_RATIO = 1.5;
/** Maximum share of unaltered photographs of any group that may get advice about light. */
const LARGEST_FALSE_ADVICE = 0.02;

type Face = Extract<Finding, { kind: 'face' }>;

interface Seen {
  readonly label: Label;
  readonly person: number;
  readonly findings: readonly Finding[];
}

if (process.argv.includes('--help')) console.log(USAGE);
else await run();

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      images: { type: 'string' },
      labels: { type: 'string' },
      'same-person': { type: 'string' },
      every: { type: 'string', default: '1' },
      threads: { type: 'string', default: '2' },
      json: { type: 'string' },
    },
  });
  const { images, labels: list } = values;
  const every = Number(values.every);
  if (images === undefined || list === undefined || !existsSync(images) || !existsSync(list) || !(every >= 1)) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const labels = readLabels(list).filter((_, at) => at % every === 0);
  const people = peopleOf(labels, values['same-person'] === undefined ? [] : readSamePerson(values['same-person']));
  const seen = (await look(images, labels, Number(values.threads))).flatMap((findings, at): Seen[] =>
    findings === undefined ? [] : [{ label: labels[at]!, person: people[at]!, findings }],
  );
  console.log(`${seen.length} of ${labels.length} photographs show a face`);
  const captures = CAPTURES.map(({ name }, at) => ({ name, measured: measuresOf(seen, at) }));
  const dark = CAPTURES.flatMap((_, at) =>
    at === 0 ? [] : seen.map((one) => ({ ...one, findings: [one.findings[0]!, one.findings[at]!] })),
  );
  const pooled = {
    /** Share asked for more light, among faces found in less light with a degraded score. */
    sensitivity: byGroup(dark, ({ findings }) => suffered(findings, true), asksForLight),
    /** The same share among faces whose score is not degraded. */
    falseAlarms: byGroup(dark, ({ findings }) => suffered(findings, false), asksForLight),
  };
  for (const { name, measured } of captures) {
    console.log(`\n${name}`);
    for (const [measure, groupings] of Object.entries(measured)) print(measure, groupings);
  }
  console.log('\nall captures in less light');
  print('score suffered: asked for more light', pooled.sensitivity);
  print('score did not suffer: asked for more light', pooled.falseAlarms);
  const quality = medians(seen);
  console.log('\nunified quality of photographs as they are that need no advice, median');
  for (const { group, images: count, median } of quality)
    console.log(`  ${group.padEnd(24)} ${count}  ${median.toFixed(0)}`);

  const data = {
    photographs: labels.length,
    faces: seen.length,
    people: new Set(seen.map(({ person }) => person)).size,
  };
  writeRecord(
    'face-light',
    { data, limit: ADVICE.signalToNoiseMin, sufferedScoreLoss: SUFFERED_SCORE_LOSS, captures, pooled, quality },
    values.json,
  );
  judge(captures[0]!.measured.moreLight, pooled.sensitivity);
}

async function look(images: string, labels: readonly Label[], threads: number): Promise<readonly LightAnswer[]> {
  const pool = createThreadPool<LightRequest, LightAnswer>({
    entry: new URL('./face-light/light-thread.js', import.meta.url),
    size: threads,
    queueLimit: labels.length,
  });
  try {
    await pool.ready;
    let done = 0;
    return await Promise.all(
      labels.map(async ({ file }, seed) => {
        const answer = await pool.submit({ file: join(images, file), seed });
        done += 1;
        if (done % 100 === 0) console.log(`  ${done} of ${labels.length}`);
        return answer;
      }),
    );
  } finally {
    await pool.close();
  }
}

interface Grouped {
  readonly shares: GroupShare[];
  readonly differential: Differential | undefined;
}
type Groupings = Readonly<Record<'ethnicity' | 'sex', Grouped>>;

function measuresOf(seen: readonly Seen[], at: number) {
  const one = seen.map((each) => ({ ...each, findings: [each.findings[0]!, each.findings[at]!] }));
  return {
    notFound: byGroup(
      one,
      () => true,
      ({ kind }) => kind !== 'face',
    ),
    moreLight: byGroup(one, ({ findings }) => findings[1]?.kind === 'face', asksForLight),
    moreLightAdvised: byGroup(
      one,
      ({ findings }) => findings[1]?.kind === 'face',
      (finding) => adviceOf(finding) === 'more-light',
    ),
    accepted: byGroup(
      one,
      () => true,
      (finding) => finding.kind === 'face' && finding.advice === undefined,
    ),
    scoreSuffered: byGroup(
      one,
      ({ findings }) => findings[1]?.kind === 'face',
      (_, pair) => suffered(pair, true),
    ),
  };
}

/** Shares by ethnicity and by sex over the included pairs of findings. */
function byGroup(
  seen: readonly Seen[],
  takesPart: (one: Seen) => boolean,
  happens: (finding: Finding, pair: readonly Finding[]) => boolean,
): Groupings {
  const part = seen.filter(takesPart);
  const grouped = (groupOf: (label: Label) => string | undefined): Grouped => {
    const groups = numbersBy(part.length, (at) => groupOf(part[at]!.label)).map(
      ([group, numbers]): [string, Trial[]] => [
        group,
        numbers.map((at) => ({
          person: part[at]!.person,
          happened: happens(part[at]!.findings[1]!, part[at]!.findings),
        })),
      ],
    );
    const random = seededRandom(1);
    return groupShares(new Map(groups), () => random.between(0, 1));
  };
  return { ethnicity: grouped(({ ethnicity }) => ethnicity), sex: grouped(({ sex }) => sex) };
}

/** Whether the light is too low, also if other advice comes first. */
function asksForLight(finding: Finding): boolean {
  return finding.kind === 'face' && (finding.signalToNoise ?? Number.POSITIVE_INFINITY) < ADVICE.signalToNoiseMin;
}

function adviceOf(finding: Finding): string | undefined {
  return finding.kind === 'face' ? finding.advice : undefined;
}

/** Whether the score of a found face is degraded, or not. */
function suffered([as, now]: readonly Finding[], expected: boolean): boolean {
  if (as?.kind !== 'face' || now?.kind !== 'face') return false;
  return as.score - now.score > SUFFERED_SCORE_LOSS === expected;
}

function medians(seen: readonly Seen[]) {
  const usable = seen.flatMap(({ label, findings: [as] }) => {
    return as?.kind === 'face' && as.advice === undefined ? [{ label, as: as satisfies Face }] : [];
  });
  const groups = numbersBy(usable.length, (at) => {
    const { ethnicity, sex = '' } = usable[at]!.label;
    return ethnicity === undefined ? sex : `${ethnicity}, ${sex}`;
  });
  return groups.map(([group, numbers]) => {
    const sorted = numbers.map((at) => usable[at]!.as.unifiedQuality).sort((one, other) => one - other);
    return { group, images: sorted.length, median: sorted[Math.floor(sorted.length / 2)]! };
  });
}

function print(measure: string, groupings: Groupings): void {
  for (const { shares, differential } of Object.values(groupings)) {
    const each = shares.map(
      ({ group, share, happened, images }) => `${group} ${(100 * share).toFixed(1)} (${happened}/${images})`,
    );
    const [value, low, high] = differential?.worstOverBest ?? [Number.NaN, Number.NaN, Number.NaN];
    console.log(
      `  ${measure}: %  ${each.join(', ')}; ratio ${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
    );
  }
}

/** Fails when more light is requested although there is enough, or when one group is warned less often than another. */
function judge(asTheyAre: Groupings, sensitivity: Groupings): void {
  const complaints: string[] = [];
  for (const grouping of ['ethnicity', 'sex'] as const) {
    for (const { group, share } of asTheyAre[grouping].shares) {
      if (share > LARGEST_FALSE_ADVICE)
        complaints.push(`${group}: more light is asked for in ${(100 * share).toFixed(1)} % as they are`);
    }
    const [ratio = Number.NaN] = sensitivity[grouping].differential?.worstOverBest ?? [];
    if (!(ratio <= LARGEST_RATIO)) complaints.push(`sensitivity by ${grouping} differs ${ratio.toFixed(2)} times`);
  }
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
}
