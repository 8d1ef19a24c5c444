/** A check in words, for the terminal and the page. Pure. */
import { READINESS_ITEMS, type ReadinessItem, VITAL_ITEMS } from '../../../server/contract/readiness-vocabulary.ts';
import type { CheckState } from '../../../server/contract/readiness-vocabulary.ts';
import type { Calibration } from '../../../server/contract/readiness-values.ts';
import { adviceFor, type DevicePlaces, valueWords } from './advice.ts';
import type { Progress } from './check-item.ts';
import { CHECK_WORDS } from './check-languages.ts';
import { mayReturn, valuesOf } from './check-run.ts';
import type { CheckLanguage, CheckView, ItemView } from './check-view.ts';
import type { CheckWords } from './check-words.ts';
import { driftsOf, NO_RUNNING_VALUES, type RunningValues } from './drift.ts';
import type { CheckSnapshot } from './readiness-checks.ts';

export interface ShownLane {
  readonly kioskId: string;
  readonly places: DevicePlaces;
  readonly state: CheckState | undefined;
  readonly calibration: Calibration | undefined;
}

export function showCheck(
  snapshot: CheckSnapshot,
  { kioskId, places, state, calibration }: ShownLane,
  language: CheckLanguage,
): CheckView {
  const words = CHECK_WORDS[language];
  const { phase, code, signIn, technician, run, running, progress, question, ended } = snapshot;
  const item = (name: ReadinessItem): ItemView => {
    const outcome = running === name ? undefined : run?.outcomes.get(name);
    return {
      name,
      title: words.items[name],
      result: running === name ? 'running' : (outcome?.result ?? 'waiting'),
      values: outcome !== undefined && 'values' in outcome ? valueWords(words, outcome.values ?? {}) : [],
      isVital: VITAL_ITEMS.includes(name),
      ...(outcome?.result === 'failed' && adviceFor(words, name, outcome.fault, places)),
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
    progress: progress && progressWords(words, progress),
    question: question && { number: question.number, text: words.prompts[question.prompt], answers: question.answers },
    calibration: calibration && { version: calibration.version, cameraHeightMm: calibration.cameraHeightMm },
    drifts:
      run === undefined ? [] : driftsOf(calibration, measuredOnce(valuesOf(run))).map((drift) => words.drifts[drift]),
    mayReturn: run !== undefined && mayReturn(run),
    ended,
  };
}

function progressWords({ prompts, lamps, signals }: CheckWords, progress: Progress): string {
  return typeof progress === 'string' ? prompts[progress] : lamps.replace('{signal}', signals[progress.lamps]);
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
