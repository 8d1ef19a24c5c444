/**
 * Scores a site's recorded set with the product's detectors: error rates with exact intervals, the distribution of
 * each measure, and a threshold for each at a required BPCER. It does not write any file.
 *
 * npm run bench -- pad-score --set DIR [--bpcer 0.02]
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openFaceAnalyser } from '../../models/face/face-analyser.ts';
import { wipeObservation } from '../../models/face/face-observation.ts';
import { createHeadTurnSequence } from '../../models/face/presentation-attack/head-turn-sequence.ts';
import type { HeadTurnOutcome } from '../../models/face/presentation-attack/head-turn-outcome.ts';
import { createLightChallengeSequence } from '../../models/face/presentation-attack/light-challenge/light-challenge-sequence.ts';
import type { LightOutcome } from '../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import { readPicture } from '../models/face/rendering/photographs.ts';
import { proposeThreshold } from './pad/propose-threshold.ts';
import { type RecordedPresentation, readSet, SetError } from './pad/recorded-set.ts';
import { percent, proportion } from './support/clopper-pearson.ts';

const { values } = parseArgs({ options: { set: { type: 'string' }, bpcer: { type: 'string', default: '0.02' } } });

const analyser = await openFaceAnalyser();

async function judgeLight({ folder, light }: RecordedPresentation): Promise<LightOutcome | undefined> {
  if (light === undefined) return undefined;
  const sequence = createLightChallengeSequence();
  await analyser.wipe();
  for (const { file, atMs } of light.frames) {
    const frame = await readPicture(join(folder, file));
    const seen = await analyser.follow(frame, atMs);
    sequence.add(frame, seen, atMs);
    wipeObservation(seen);
    frame.data.fill(0);
  }
  const states = light.shown.map(({ left, right, atMs }) => ({ state: { left, right }, atMs }));
  const outcome = sequence.decide({ states }, light);
  sequence.wipe();
  return outcome;
}

async function judgeTurn({ folder, turn }: RecordedPresentation): Promise<HeadTurnOutcome | undefined> {
  if (turn === undefined) return undefined;
  const sequence = createHeadTurnSequence();
  await analyser.wipe();
  let begun = false;
  let refused: HeadTurnOutcome = { kind: 'undecidable', why: 'face-lost' };
  for (const { file, atMs } of turn.frames) {
    const frame = await readPicture(join(folder, file));
    const seen = await analyser.follow(frame, atMs);
    if (begun) sequence.add(frame, seen, atMs);
    else if (seen.kind === 'face') {
      const start = sequence.begin(frame, seen);
      begun = start.kind === 'tracking';
      if (start.kind === 'undecidable') refused = start;
    }
    wipeObservation(seen);
    frame.data.fill(0);
  }
  const outcome = begun ? sequence.decide({ direction: turn.direction, atMs: turn.promptedAtMs }) : refused;
  sequence.wipe();
  return outcome;
}

interface Scored {
  readonly species: string;
  readonly light: LightOutcome | undefined;
  readonly turn: HeadTurnOutcome | undefined;
}

function endingOf(outcome: LightOutcome | HeadTurnOutcome | undefined): string {
  if (outcome === undefined) return 'not recorded';
  return 'why' in outcome ? outcome.why : outcome.kind;
}

const MEASURES: Readonly<Record<string, (scored: Scored) => number | undefined>> = {
  codeShare: ({ light }) => light?.measures?.codeShare,
  'lag, less its size': ({ light }) => (light?.measures === undefined ? undefined : -Math.abs(light.measures.lagMs)),
  shape: ({ light }) => light?.measures?.shape,
  relief: ({ light }) => light?.measures?.relief,
  contrast: ({ light }) => light?.measures?.contrast,
  parallaxRatio: ({ turn }) => turn?.measures?.parallaxRatio,
  parallaxCorrelation: ({ turn }) => turn?.measures?.parallaxCorrelation,
  reliefRatio: ({ turn }) => turn?.measures?.reliefRatio,
};

try {
  const set = readSet(values.set ?? '', new Date().toISOString().slice(0, 10));
  const scored: Scored[] = [];
  for (const presentation of set) {
    scored.push({
      species: presentation.species,
      light: await judgeLight(presentation),
      turn: await judgeTurn(presentation),
    });
    process.stderr.write(`${scored.length} of ${set.length}\n`);
  }
  const passed = ({ light, turn }: Scored): boolean =>
    [light, turn].every((phase) => phase === undefined || phase.kind === 'head');
  const species = [...new Set(scored.map((one) => one.species))].sort();
  for (const name of species) {
    const mine = scored.filter((one) => one.species === name);
    const wrong = mine.filter((one) => passed(one) !== (name === 'bona-fide')).length;
    const undecided = mine.filter(
      ({ light, turn }) => light?.kind === 'undecidable' || turn?.kind === 'undecidable',
    ).length;
    console.log(
      `${name}: ${name === 'bona-fide' ? 'BPCER' : 'APCER'} ${percent(proportion(wrong, mine.length))}, undecided ${percent(proportion(undecided, mine.length))}`,
    );
  }
  for (const phase of ['light', 'turn'] as const) {
    for (const name of species) {
      const endings = scored.filter((one) => one.species === name).map((one) => endingOf(one[phase]));
      const counts = [...new Set(endings)]
        .sort()
        .map((ending) => `${ending} ${endings.filter((one) => one === ending).length}`);
      console.log(`${phase} of ${name}: ${counts.join(', ')}`);
    }
  }
  for (const [measure, of] of Object.entries(MEASURES)) {
    const list = (name: string): number[] =>
      scored
        .filter((one) => one.species === name)
        .flatMap((one) => of(one) ?? [])
        .sort((one, other) => one - other);
    for (const name of species) {
      const sorted = list(name);
      const at = (share: number): string =>
        sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]?.toFixed(3) ?? '-';
      console.log(`${measure} of ${name}: 5 % ${at(0.05)}, median ${at(0.5)}, 95 % ${at(0.95)} (${sorted.length})`);
    }
    const attacks = Object.fromEntries(
      species.filter((name) => name !== 'bona-fide').map((name) => [name, list(name)]),
    );
    const proposal = proposeThreshold(list('bona-fide'), attacks, Number(values.bpcer));
    if (proposal !== undefined)
      console.log(
        `${measure}: ${proposal.threshold.toFixed(3)} would keep BPCER at ${(100 * proposal.bpcer).toFixed(1)} %, APCER ${JSON.stringify(proposal.apcer)}`,
      );
  }
} catch (error) {
  if (!(error instanceof SetError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await analyser.close();
}
