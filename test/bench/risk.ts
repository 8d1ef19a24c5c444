/**
 * `npm run bench -- risk --csv FILE [--json OUT] [--training FILE --tuning FILE [--python PROGRAM]]`: scores inspected declarations with the
 * risk model of the repository, beside a look-up of the exact line, a logistic regression, and no model at all. With the files of the
 * training, scikit-learn learns from the same features in the same run; without them, or without scikit-learn, it is left out.
 *
 * FILE has the columns of the data set that the manifest names. The figures are about artificial declarations. None of them is field
 * performance.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keysOf } from '../../models/risk/encode/goods-line.ts';
import { History } from '../../models/risk/encode/history.ts';
import { FEATURES } from '../../models/risk/encode/features.ts';
import {
  COLUMNS,
  DeclarationsFileError,
  type InspectedDeclaration,
  readDeclarations,
} from '../../models/risk/encode/read-declarations.ts';
import { bestThreshold } from '../../models/risk/measures.ts';
import {
  bandOf,
  loadRiskModel,
  parseRiskModel,
  RISK_BANDS,
  type RiskModel,
  scoreLine,
} from '../../models/risk/risk-model.ts';
import { trainingFeatures } from '../../models/risk/train/folded-history.ts';
import { trainRiskModel } from '../../models/risk/train/train-risk-model.ts';
import { scoreLogistic } from '../../models/risk/train/logistic.ts';
import { scoreOf } from '../../models/risk/trees/ensemble.ts';
import { measureScores, type ScoreFigures } from './risk/measure-scores.ts';
import { missesBy, traderSize } from './risk/misses.ts';
import { peerScores } from './risk/peer.ts';
import { proportion } from './support/clopper-pearson.ts';
import { writeRecord } from './support/record.ts';

const USAGE = 'usage: npm run bench -- risk --csv FILE [--json OUT] [--training FILE --tuning FILE [--python PROGRAM]]';
const [WRONG_USE, NO_INPUT] = [64, 66] as const;
const STATEMENT =
  'Artificial declarations. Their generator copied goods lines together with their labels, so a memory of lines predicts most labels. None of these figures is field performance.';

const MEMORY_RATE = FEATURES.indexOf('memory-rate');

/** Features and scores when the dispositions of earlier days of the file are known too. */
function withEarlierDays(model: RiskModel, rows: readonly InspectedDeclaration[]): number[] {
  const history = loadRiskModel().history;
  const keys = rows.map(({ line }) => keysOf(line));
  let added = 0;
  return rows.map(({ line, day }, at) => {
    for (; rows[added]!.day < day; added++) history.add(keys[added]!, rows[added]!.fraud);
    return scoreOf(model.trees, history.features(line, { keys: keys[at]! }));
  });
}

function bandTable(model: RiskModel, rows: readonly InspectedDeclaration[], scores: readonly number[]) {
  return RISK_BANDS.map((band) => {
    const places = [...scores.keys()].filter((at) => bandOf(model, scores[at]!) === band);
    return { band, fraud: proportion(places.filter((at) => rows[at]!.fraud).length, places.length) };
  });
}

/**
 * The score of a model that has seen neither the tuning file nor the last quarter of the training file: trained from the first three
 * quarters, tuned by the last one. Where the scored file is the tuning file, this row alone is about declarations that nothing was chosen by.
 */
function withoutLastQuarter(training: string, rows: readonly InspectedDeclaration[]) {
  const [header = '', ...lines] = training.trimEnd().split(/\r?\n/);
  const date = header.split(',').indexOf(COLUMNS.date);
  const sorted = lines.toSorted((one, other) => (one.split(',')[date]! < other.split(',')[date]! ? -1 : 1));
  const cut = Math.floor(sorted.length * 0.75);
  const part = (some: readonly string[]): string => `${[header, ...some].join('\n')}\n`;
  const model = parseRiskModel(trainRiskModel(part(sorted.slice(0, cut)), part(sorted.slice(cut))));
  return {
    scores: rows.map(({ line }) => scoreLine(model, line)),
    threshold: model.threshold,
    isNew: rows.map(({ line }) => !model.history.contains(keysOf(line))),
  };
}

/** The threshold at which the share of the chosen equals the share of the frauds among the lines of the training. */
function usualThreshold({ history }: RiskModel, scores: readonly number[]): number {
  const { frauds, lines } = history.rates.total;
  const falling = scores.toSorted((one, other) => other - one);
  return falling[Math.floor((falling.length * frauds) / lines)] ?? 0;
}

function printed(figures: Readonly<Record<string, ScoreFigures>>): void {
  const show = (value: number | null): string => (value === null ? '-' : value.toFixed(3));
  const head = ['macro F1', 'AUC', 'AUC new', 'lift 10%', 'lift new', 'precision 1/5/10%'];
  console.log(`${''.padEnd(44)}${head.map((one) => one.padStart(10)).join('')}`);
  for (const [name, { macroF1, areaUnderCurve, newLines, top }] of Object.entries(figures)) {
    const values = [macroF1, areaUnderCurve, newLines.areaUnderCurve, top.at(-1)!.lift, newLines.liftAt10Percent];
    const precisions = top.map(({ precision }) => show(precision)).join(' ');
    console.log(`${name.padEnd(44)}${values.map((one) => show(one).padStart(10)).join('')}   ${precisions}`);
  }
}

interface Options {
  readonly csv: string;
  readonly json?: string | undefined;
  readonly training?: string | undefined;
  readonly tuning?: string | undefined;
  readonly python: string;
}

/** The peer, when the files of the training are given and scikit-learn is there. */
function peerOf({ training, tuning, python }: Options, model: RiskModel, later: readonly Float32Array[]) {
  if (training === undefined || tuning === undefined) return undefined;
  const rows = readDeclarations(readFileSync(training, 'utf8'));
  const tuned = readDeclarations(readFileSync(tuning, 'utf8'));
  const history = new History();
  for (const { line, fraud } of rows) history.add(keysOf(line), fraud);
  const peer = peerScores(python, {
    training: trainingFeatures(rows),
    fraud: rows.map(({ fraud }) => fraud),
    tuning: tuned.map(({ line }) => history.features(line)),
    later,
    trees: model.trees.roots.length,
  });
  if (peer === undefined) return undefined;
  const threshold = bestThreshold(
    peer.tuning,
    tuned.map(({ fraud }) => fraud),
  );
  return { ...peer, threshold };
}

function bench(options: Options): void {
  const model = loadRiskModel();
  const rows = readDeclarations(readFileSync(options.csv, 'utf8'));
  const fraud = rows.map((row) => row.fraud);
  const isNew = rows.map(({ line }) => !model.history.contains(keysOf(line)));
  const began = process.cpuUsage();
  const features = rows.map(({ line }) => model.history.features(line));
  const scores = features.map((row) => scoreOf(model.trees, row));
  const { user, system } = process.cpuUsage(began);
  const goods = rows.map(({ line }) => model.history.features(line, { memory: false }));
  const { threshold, baseline } = model;
  const measure = (one: readonly number[], at: number = usualThreshold(model, one), fresh = isNew) =>
    measureScores({ scores: one, threshold: at }, fraud, fresh);
  const earlier =
    options.training === undefined ? undefined : withoutLastQuarter(readFileSync(options.training, 'utf8'), rows);
  const peer = peerOf(options, model, features);
  const figures: Record<string, ScoreFigures> = {
    'trees (the model)': measure(scores, threshold),
    'trees, goods alone (no memory of lines)': measure(goods.map((row) => scoreOf(model.trees, row))),
    'trees, dispositions of earlier days known': measure(withEarlierDays(model, rows), threshold),
    'look-up of the exact line': measure(
      features.map((row) => row[MEMORY_RATE]!),
      0.5,
    ),
    'logistic regression, same features': measure(
      features.map((row) => scoreLogistic(baseline, row)),
      baseline.threshold,
    ),
    'logistic regression, goods alone': measure(goods.map((row) => scoreLogistic(baseline, row))),
    'no model (every score equal)': measure(
      rows.map(() => 0),
      1,
    ),
    ...(earlier === undefined
      ? {}
      : { 'trees, trained without the last quarter': measure(earlier.scores, earlier.threshold, earlier.isNew) }),
    ...(peer === undefined
      ? {}
      : { [`scikit-learn ${peer.version} HistGradientBoosting`]: measure(peer.later, peer.threshold) }),
  };
  const isChosen = (at: number): boolean => scores[at]! >= threshold;
  const size = traderSize(rows);
  const misses = {
    byOffice: missesBy((at) => rows[at]!.office, rows, isChosen, isNew),
    byTraderSize: missesBy(size, rows, isChosen, isNew),
    byLine: missesBy((at) => (isNew[at] ? 'never decided before' : 'decided before'), rows, isChosen, isNew),
  };
  const microseconds = Math.round((user + system) / rows.length);
  printed(figures);
  console.log(
    `\n${rows.length} declarations, ${isNew.filter(Boolean).length} with a new goods line; ${microseconds} µs each`,
  );
  for (const [name, groups] of Object.entries(misses)) {
    console.log(`\nmissed frauds, ${name}`);
    for (const { group, missed, repeatedLines } of groups) {
      const interval = `${(100 * missed.low).toFixed(1)}-${(100 * missed.high).toFixed(1)}`;
      console.log(
        `  ${group.padEnd(22)}${`${missed.count}/${missed.of}`.padStart(10)} = ${(100 * missed.rate).toFixed(1)} % (${interval}), repeated lines ${(100 * repeatedLines).toFixed(0)} %`,
      );
    }
  }
  console.log(`\n${STATEMENT}`);
  const { digest, training, tuning } = model;
  const shown = { digest, training, tuning, trees: model.trees.roots.length };
  const rest = { frauds: proportion(fraud.filter(Boolean).length, rows.length), microsecondsEach: microseconds };
  const peerTime = peer === undefined ? {} : { peerTrainingSeconds: peer.trainingSeconds };
  writeRecord(
    'risk',
    {
      statement: STATEMENT,
      model: shown,
      ...rest,
      ...peerTime,
      figures,
      bands: bandTable(model, rows, scores),
      misses,
    },
    options.json,
  );
}

function main(): number {
  let options: Options;
  try {
    const text = { type: 'string' } as const;
    const python = { type: 'string', default: 'python3' } as const;
    const { values } = parseArgs({ options: { csv: text, json: text, training: text, tuning: text, python } });
    if (values.csv === undefined) throw new Error('--csv is missing');
    options = { ...values, csv: values.csv, python: values.python };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'invalid usage'}\n${USAGE}\n`);
    return WRONG_USE;
  }
  try {
    bench(options);
    return 0;
  } catch (error) {
    const isInput = error instanceof DeclarationsFileError || (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isInput) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    return NO_INPUT;
  }
}

process.exitCode = main();
