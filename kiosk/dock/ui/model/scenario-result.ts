/** The expected and the actual result of a scenario, side by side. Pure. */
import type { LanePhase } from '../../../../server/contract/vocabulary.ts';
import { OUTCOME_WORDS, PASSAGE_WORDS, PHASE_WORDS, spelled } from '../words.ts';
import type { ReportView } from './dock-view.ts';
import type { Expected, Scenario } from './scenarios.ts';

/** A scenario that was started on this page. */
export interface ScenarioRun {
  readonly scenario: Scenario;
  /** The last report before it: newer ones are of this run. */
  readonly afterSequence: number;
}

export interface ResultRow {
  readonly name: string;
  readonly expected: string;
  /** `undefined` while it is not known yet. */
  readonly actual: string | undefined;
  readonly agrees: boolean;
}

export interface ScenarioResult {
  readonly rows: readonly ResultRow[];
  readonly verdict: 'running' | 'as-expected' | 'different';
}

/** @param reports in any order */
export function resultOf(
  { scenario, afterSequence }: ScenarioRun,
  reports: readonly ReportView[],
  phase: LanePhase,
): ScenarioResult {
  const { expected } = scenario;
  const rows =
    expected.kind === 'lane'
      ? laneRows(expected, phase)
      : transactionRows(
          expected,
          reports.filter(({ sequence }) => sequence > afterSequence),
        );
  const isWrong = rows.some(({ actual, agrees }) => actual !== undefined && !agrees);
  const isKnown = rows.every(({ actual }) => actual !== undefined);
  return { rows, verdict: isWrong ? 'different' : isKnown ? 'as-expected' : 'running' };
}

/** The lane needs a moment to notice a fault: until then it is still idle, which is no result. */
function laneRows({ phase: wanted }: Expected & { kind: 'lane' }, phase: LanePhase): readonly ResultRow[] {
  const agrees = phase === wanted;
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
