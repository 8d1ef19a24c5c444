/** The expected and the actual result of a scenario, side by side. Pure. */
import type { PhaseDuty } from '../../../rules/decision/policy.ts';
import { OUTCOME_WORDS, PASSAGE_WORDS, PHASE_WORDS, spelled } from '../words.ts';
import type { DockView, ReportView } from './dock-view.ts';
import { type LaneStanding, standingOf } from './lane-standing.ts';
import type { Expected, Scenario } from './scenarios.ts';

/** A scenario that was started on this page. */
export interface ScenarioRun {
  readonly scenario: Scenario;
  /** The last report before it: newer ones are of this run. */
  readonly afterSequence: number;
  readonly stage: RunStage;
}

export type RunStage =
  /** The devices recover, and the lane is not ready yet. */
  | { readonly kind: 'preparing' }
  /** The faults and the traveller of the scenario are in the lane. */
  | { readonly kind: 'playing' }
  /** It ended without its reports. */
  | { readonly kind: 'ended'; readonly why: string };

export interface ResultRow {
  readonly name: string;
  readonly expected: string;
  /** `undefined` while it is not known yet. */
  readonly actual: string | undefined;
  readonly agrees: boolean;
}

export interface ScenarioResult {
  readonly rows: readonly ResultRow[];
  /** `stopped`: no result will come. `attack-cleared`: as expected, because the policy does not stop this attack. */
  readonly verdict: 'preparing' | 'running' | 'stopped' | 'as-expected' | 'attack-cleared' | 'different';
  /** Why it is so, in one sentence. */
  readonly note?: string;
}

type Facts = Pick<DockView, 'lastReports' | 'lane' | 'outOfService' | 'pace' | 'faults' | 'light'>;

/** @param facts one answer of the lane, whose reports are as new as its phase */
export function resultOf(run: ScenarioRun, facts: Facts): ScenarioResult {
  const { scenario, afterSequence, stage } = run;
  const { expected } = scenario;
  const standing = standingOf(facts.lane.phase, facts);
  const reports = facts.lastReports.filter(({ sequence }) => sequence > afterSequence);
  const rows = expected.kind === 'lane' ? laneRows(expected, run, standing) : transactionRows(expected, reports);
  if (rows.some(({ actual, agrees }) => actual !== undefined && !agrees)) {
    return { rows, verdict: 'different', ...(isOutOfService(standing) && { note: standing.sentence }) };
  }
  if (rows.some(({ actual }) => actual === undefined)) return { rows, ...openVerdict(stage, standing) };
  return { rows, ...(scenario.isLightAttack === true ? clearedAttack(facts.light) : { verdict: 'as-expected' }) };
}

/**
 * Why a run that has no result yet will have none; `undefined` while one can come. A lane out of service serves no traveller, and has made
 * all reports of the last one.
 */
export function endOf(run: ScenarioRun, facts: Facts): string | undefined {
  if (run.stage.kind !== 'playing' || resultOf(run, facts).verdict !== 'running') return undefined;
  const standing = standingOf(facts.lane.phase, facts);
  return run.scenario.expected.kind === 'transaction' && isOutOfService(standing) ? standing.sentence : undefined;
}

function openVerdict(stage: RunStage, { kind, sentence }: LaneStanding): Pick<ScenarioResult, 'verdict' | 'note'> {
  switch (stage.kind) {
    case 'preparing':
      return { verdict: 'preparing', ...(kind !== 'ready' && { note: sentence }) };
    case 'playing':
      return { verdict: 'running' };
    case 'ended':
      return { verdict: 'stopped', note: stage.why };
  }
}

const CLEARED_BECAUSE: { readonly [Word in PhaseDuty]: string } = {
  required: 'Cleared, although this policy requires the coloured light.',
  observed: 'Cleared, because this policy only observes the light.',
  skipped: 'Cleared, because this policy does not use the light.',
};

function clearedAttack(light: PhaseDuty): Pick<ScenarioResult, 'verdict' | 'note'> {
  return { verdict: light === 'required' ? 'different' : 'attack-cleared', note: CLEARED_BECAUSE[light] };
}

const isOutOfService = ({ phase }: LaneStanding): boolean => phase === 'out-of-service';

/**
 * The lane needs a moment to notice a fault: until then it is still idle, which is no result. The state before the fault is no result either.
 */
function laneRows(
  { phase: wanted }: Expected & { kind: 'lane' },
  { stage }: ScenarioRun,
  { phase }: LaneStanding,
): readonly ResultRow[] {
  const agrees = stage.kind === 'playing' && phase === wanted;
  return [{ name: 'Lane', expected: PHASE_WORDS[wanted], actual: agrees ? PHASE_WORDS[phase] : undefined, agrees }];
}

function transactionRows(
  { outcome, reasons, passage }: Expected & { kind: 'transaction' },
  reports: readonly ReportView[],
): readonly ResultRow[] {
  const match = reports.find(({ kind }) => kind === 'match');
  const passed = reports.find(({ kind }) => kind === 'passage');
  const found = match?.reasons ?? [];
  const [first] = found;
  const rows: ResultRow[] = [
    {
      name: 'Outcome',
      expected: OUTCOME_WORDS[outcome],
      actual: match?.outcome && OUTCOME_WORDS[match.outcome],
      agrees: match?.outcome === outcome,
    },
    {
      name: 'Reason',
      expected: reasons.length === 0 ? 'None' : reasons.map(spelled).join(', or '),
      actual: match && (found.length === 0 ? 'None' : found.map(spelled).join(', ')),
      agrees: reasons.length === 0 ? first === undefined : first !== undefined && reasons.includes(first),
    },
  ];
  if (passage !== undefined) {
    rows.push({
      name: 'Passage',
      expected: PASSAGE_WORDS[passage],
      // A traveller who was not cleared does not pass
      actual: passed?.passage === undefined ? (isRefused(match) ? 'None' : undefined) : PASSAGE_WORDS[passed.passage],
      agrees: passed?.passage === passage,
    });
  }
  return rows;
}

function isRefused(match: ReportView | undefined): boolean {
  return match !== undefined && match.outcome !== 'cleared';
}
