/** A check in words, for the terminal and the page. Pure. */
import { READINESS_ITEMS, type ReadinessItem, VITAL_ITEMS } from '../../server/contract/readiness-vocabulary.ts';
import type { CheckState } from '../../server/contract/readiness-vocabulary.ts';
import type { Calibration } from '../../server/contract/readiness-values.ts';
import { adviceFor, type DevicePlaces, DRIFT_WORDS, ITEM_TITLES, valueWords } from './advice.ts';
import { mayReturn, valuesOf } from './check-run.ts';
import type { CheckView, ItemView } from './check-view.ts';
import { driftsOf, NO_RUNNING_VALUES, type RunningValues } from './drift.ts';
import type { CheckSnapshot } from './readiness-checks.ts';

export interface ShownLane {
  readonly kioskId: string;
  readonly places: DevicePlaces;
  readonly state: CheckState | undefined;
  readonly calibration: Calibration | undefined;
}

export function showCheck(snapshot: CheckSnapshot, { kioskId, places, state, calibration }: ShownLane): CheckView {
  const { phase, code, signIn, technician, run, running, progress, question, ended } = snapshot;
  const item = (name: ReadinessItem): ItemView => {
    const outcome = running === name ? undefined : run?.outcomes.get(name);
    return {
      name,
      title: ITEM_TITLES[name],
      result: running === name ? 'running' : (outcome?.result ?? 'waiting'),
      values: outcome !== undefined && 'values' in outcome ? valueWords(outcome.values ?? {}) : [],
      isVital: VITAL_ITEMS.includes(name),
      ...(outcome?.result === 'failed' && adviceFor(name, outcome.fault, places)),
    };
  };
  return {
    phase,
    state,
    kioskId,
    code,
    signIn,
    technician,
    items: READINESS_ITEMS.map(item),
    progress,
    question: question && { number: question.number, text: question.text, answers: question.answers },
    calibration: calibration && { version: calibration.version, cameraHeightMm: calibration.cameraHeightMm },
    drifts:
      run === undefined ? [] : driftsOf(calibration, measuredOnce(valuesOf(run))).map((drift) => DRIFT_WORDS[drift]),
    mayReturn: run !== undefined && mayReturn(run),
    ended,
  };
}

/** The values of a check count as often as a comparison needs. */
function measuredOnce(values: ReturnType<typeof valuesOf>): RunningValues {
  const often = (value: number | undefined): readonly number[] =>
    value === undefined ? [] : Array.from({ length: 5 }, () => value);
  return {
    ...NO_RUNNING_VALUES,
    'scene-light': often(values.scenePerMille),
    'screen-latency': often(values.screenLatencyMs),
    'screen-light': often(values.lightContrastPercent),
    'frame-rate': often(values.analysedFramesPerS),
    'gate-open-time': often(values.gateOpenMs),
    'gate-close-time': often(values.gateCloseMs),
  };
}
