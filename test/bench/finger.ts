/**
 * Accuracy and speed of the fingerprint pipeline on databases in the format of FVC (folders of `101_1.tif`), with
 * other matchers' scores for the same images. Without `--fvc` it runs FVC2002 set B from the data folder, to which the
 * weights were fitted, and reports each database with weights fitted to the other three. `--damage` compares with wet,
 * dry or distorted prints instead. Options: finger/options.ts.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createComparisonWorkspace } from '../../models/finger/comparison/workspace.ts';
import { createExtractionWorkspace } from '../../models/finger/extraction/workspace.ts';
import { openGabor } from '../../models/finger/extraction/open-gabor.ts';
import { loadFitted } from '../../models/finger/fitted.ts';
import { pairsBetween, pairsWithin, type ScoredPair } from './finger/comparisons.ts';
import { benchDamage, damageTable } from './finger/damage-bench.ts';
import { detSvg, discardSvg } from './finger/det-svg.ts';
import { errorVersusDiscard } from './finger/discard.ts';
import { operatingPoints } from './finger/error-rates.ts';
import { findDatabases } from './finger/fvc-database.ts';
import { calibrationCheck, impressionRules } from './finger/fitted-checks.ts';
import { compareAll, extractAll, keyOf, type PairEvidence } from './finger/measure.ts';
import { readOptions } from './finger/options.ts';
import { peersOfRecord, readPeerScores } from './finger/peer-scores.ts';
import { type MatcherReport, reportOf, tableOf } from './finger/report.ts';
import { crossValidated, scoreAll } from './finger/scoring.ts';
import { millisecondsOf } from './finger/speed.ts';
import { writeFitted } from './finger/write-fitted.ts';
import { writeRecord } from './support/record.ts';

/** Time limits for a lane, ms. */
const BARS = { extraction: 60, comparison: 5, minutiaeOnly: 0.15 } as const;

const options = readOptions(process.argv.slice(2));
const databases = findDatabases(options.folders, options.ppi);
if (databases.size === 0) throw new Error(`no images like 101_1.tif below ${options.folders.join(', ')}`);
if (options.damages.length > 0) {
  const bench = await benchDamage(databases, options.damages, options.severity, options.fittedData);
  console.log(damageTable(bench));
  const record = { databases: [...databases.keys()], ...bench };
  if (options.json !== undefined || options.fittedData) writeRecord('finger-damage', record, options.json);
  process.exit(0);
}
const images = [...databases.values()].flat();
const gabor = await openGabor(1);
const comparison = createComparisonWorkspace();

const extracted = await extractAll(images, createExtractionWorkspace(), gabor);
await gabor.close();
const failures = [...extracted.values()].flatMap(({ image, extraction }) =>
  extraction.kind === 'unusable' ? [`${keyOf(image)}: ${extraction.reason}`] : [],
);
console.log(`${images.length} images of ${databases.size} databases extracted, ${failures.length} without a template`);
const pairs = [...databases.values()].flatMap(pairsWithin);
const evidence = compareAll(pairs, extracted, extracted, comparison);
console.log(`${pairs.length} pairs compared`);

if (options.fit) {
  const between = compareAll(pairsBetween([...databases.values()]), extracted, extracted, comparison);
  writeFitted(evidence, between, {
    name: `FVC2002 set B: ${[...databases.keys()].join(', ')}`,
    conditions:
      'Ten fingers a database, eight impressions each, three scanners and one generator, volunteers pressing as told. Genuine pairs and ' +
      'impostors within a database, and impostors between databases, so that a rate of 1 in 1,000 has enough false matches behind it. ' +
      'Weights and thresholds saw the same images. No rate by age, skin, occupation or scanner follows from it.',
  });
  console.log(`fitted.json written, ${between.length} impostor pairs between databases added for the calibration`);
}

const matchers = new Map<string, readonly ScoredPair[]>();
const reports: MatcherReport[] = [];
const report = (name: string, scored: readonly ScoredPair[]): void => {
  matchers.set(name, scored);
  reports.push(reportOf(name, scored));
  console.log(`reported: ${name}`);
};
if (options.fittedData && databases.size > 1) {
  report('ours, weights fitted to the other databases', crossValidated('withPattern', evidence));
  report('ours, minutiae only, fitted to the others', crossValidated('minutiaeOnly', evidence));
}
const fitted = loadFitted();
report('ours, shipped weights', scoreAll('withPattern', evidence, fitted.withPattern.weights));
report('ours, minutiae only, shipped weights', scoreAll('minutiaeOnly', evidence, fitted.minutiaeOnly.weights));
for (const [name, file] of options.peers) report(name, readPeerScores(file, pairs));
console.log(tableOf(reports));

const usable = evidence.filter((pair): pair is PairEvidence => pair.evidence !== null);
const times = {
  extraction: [...extracted.values()].map(({ taken }) => taken),
  comparison: usable.map(({ taken }) => taken),
  minutiaeOnly: usable.map(({ minutiaeOnlyTaken }) => minutiaeOnlyTaken),
};
const speed = Object.fromEntries(
  Object.entries(times).map(([name, taken]) => [
    name,
    {
      wall: millisecondsOf(taken.map(({ wallMs }) => wallMs)),
      cpu: millisecondsOf(taken.map(({ cpuMs }) => cpuMs)),
      bar: BARS[name as keyof typeof BARS],
    },
  ]),
);
console.log('\nms, one thread               median  quartiles           least');
for (const [name, { bar, ...clocks }] of Object.entries(speed)) {
  for (const [clock, { median, lowerQuartile, upperQuartile, least }] of Object.entries(clocks)) {
    const spread = `${lowerQuartile.toFixed(3)} - ${upperQuartile.toFixed(3)}   ${least.toFixed(3)}`;
    console.log(`${`${name}, ${clock}`.padEnd(28)} ${median.toFixed(3).padStart(7)}  ${spread}   bar ${bar}`);
  }
}

const [headline = [], headlineName = ''] = [[...matchers.values()][0], [...matchers.keys()][0]];
const impostors = headline.filter(({ genuine }) => !genuine).map(({ score }) => score);
const threshold =
  impostors.sort((one, other) => other - one)[Math.floor(impostors.length * 1e-3)] ?? Number.POSITIVE_INFINITY;
const qualities = new Map(
  [...extracted].map(([key, { extraction }]) => [key, extraction.quality?.score ?? 0] as const),
);
const discard = errorVersusDiscard(headline, qualities, threshold);
console.log('\ndiscarded share by quality: false non-matches at FMR 0.1 %');
for (const { discarded, fnmr } of discard)
  console.log(`${(100 * discarded).toFixed(0).padStart(4)} %  ${(100 * fnmr).toFixed(2)} %`);
const rules = impressionRules(headline);
console.log('\nreference impressions and rule: false non-matches at FMR 0.1 %');
for (const { rule, fnmr } of rules) console.log(`${rule.padEnd(28)} ${(100 * fnmr).toFixed(2)} %`);
const calibrationHolds = options.fittedData && databases.size > 1 ? calibrationCheck(evidence) : undefined;
if (calibrationHolds !== undefined) {
  console.log('\ncalibration fitted to three databases, applied to the fourth: stated and measured false-match rate');
  for (const { claimed, found } of calibrationHolds) console.log(`${claimed}  ${found.toExponential(2)}`);
}

if (options.svg !== undefined) {
  mkdirSync(options.svg, { recursive: true });
  const curves = [...matchers].map(([name, scored]) => ({ name, points: pointsOf(scored) }));
  writeFileSync(join(options.svg, 'finger-det.svg'), detSvg('All databases, one threshold, all impostors', curves));
  const title = `FNMR at FMR 0.1 %: ${headlineName}`;
  writeFileSync(join(options.svg, 'finger-discard.svg'), discardSvg(title, discard));
}
const record = {
  databases: [...databases.keys()],
  failures,
  reports: [...reports, ...(options.fittedData ? peersOfRecord(reports) : [])],
  speed,
  discard,
  impressionRules: rules,
  calibrationHolds,
};
if (options.json === undefined && options.fittedData) writeRecord('finger', record);
else if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(record, null, 2)}\n`);

function pointsOf(scored: readonly ScoredPair[]) {
  const kind = (genuine: boolean) => {
    const scores = Float64Array.from(
      scored.filter((pair) => pair.genuine === genuine),
      ({ score }) => score,
    );
    return { scores, weights: scores.map(() => 1) };
  };
  return operatingPoints(kind(true), kind(false));
}
