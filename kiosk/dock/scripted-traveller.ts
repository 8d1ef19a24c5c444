/** A scripted traveller: arrives, places the document, touches the screen, leaves. */
import type { Clock } from '../../hardware/host/clock.ts';
import type { LaneSimulation } from '../../hardware/simulation/lane-simulation.ts';
import type { DeclarationAnswer } from '../../server/contract/rules/answer.ts';
import type { DeclarationRules } from '../../server/contract/rules/questions.ts';
import type { RetryHint } from '../lane/state-machine/lane-view.ts';
import type { LaneRunner } from '../lane/state-machine/runner.ts';
import type { Touch } from '../main/screen/screen-state.ts';

export interface ScriptedTraveller {
  /** Ends the script; the lane continues. */
  stop(): void;
}

export interface ScriptOptions {
  readonly lane: LaneRunner;
  readonly simulation: LaneSimulation;
  readonly clock: Clock;
  readonly touch: (touch: Touch) => void;
  /** The token to show; without it the traveller continues without one. */
  readonly token?: string | undefined;
  /** Text of a code of declared goods, shown while the lane asks the customs questions. They are answered when the lane has read it. */
  readonly goodsCode?: string | undefined;
  /** Default: slow enough to watch. */
  readonly pace?: Pace;
  /** Answer to the customs declaration; default: nothing to declare. */
  readonly declares?: Declares;
}

export const DECLARES = ['nothing', 'goods'] as const;
export type Declares = (typeof DECLARES)[number];

export interface Pace {
  readonly readsNoticeMs: number;
  readonly looksAtAdviceMs: number;
}

/** Long enough to read a line of the notice, short enough to watch. */
const WATCHABLE: Pace = { readsNoticeMs: 1_500, looksAtAdviceMs: 2_500 };

/** Follows the lane until it is idle again, then clears the scene and removes the document. */
export function followLane(options: ScriptOptions): ScriptedTraveller {
  const { lane, simulation, clock, touch, pace = WATCHABLE, declares = 'nothing', token, goodsCode } = options;
  let phase = lane.view().phase;
  let asked = false;
  let hinted: RetryHint | undefined;
  let wasRead = false;
  let cancel: (() => void) | undefined;
  const afterwards = (delayMs: number, act: () => void): void => {
    cancel?.();
    cancel = clock.after(delayMs, act);
  };
  const later = (delayMs: number, what: Touch): void => afterwards(delayMs, () => touch(what));
  const declare = (): void => {
    const { declaration: rules } = lane.view();
    if (rules !== undefined) lane.dispatch({ kind: 'declaration-made', answer: answerTo(rules, declares) });
  };
  const leave = (): void => {
    stop();
    simulation.removeDocument();
    simulation.setScene({ subject: { kind: 'nobody' } });
    simulation.setFinger({ kind: 'none' });
    simulation.setToken({ kind: 'none' });
  };
  const follow = (): void => {
    const { phase: next, asked: isAsked = false, hint, code } = lane.view();
    // Shows the token only once
    if (hint === 'token-again' && hint !== hinted) later(pace.looksAtAdviceMs, 'without-token');
    hinted = hint;
    if (isAsked !== asked) {
      asked = isAsked;
      if (asked) later(pace.looksAtAdviceMs, 'done');
    }
    const isRead = code !== undefined && code.kind !== 'awaited';
    if (goodsCode !== undefined && next === 'declaration' && isRead !== wasRead && isRead)
      afterwards(pace.looksAtAdviceMs, declare);
    wasRead = isRead;
    if (next === phase) return;
    phase = next;
    if (phase === 'notice') later(pace.readsNoticeMs, 'continue');
    if (phase === 'token') {
      if (token === undefined) later(pace.looksAtAdviceMs, 'without-token');
      else simulation.setToken({ kind: 'code', text: token });
    }
    if (phase === 'declaration' && goodsCode === undefined) afterwards(pace.looksAtAdviceMs, declare);
    if (phase === 'declaration' && goodsCode !== undefined) simulation.setToken({ kind: 'code', text: goodsCode });
    if (phase === 'referred') later(pace.looksAtAdviceMs, 'done');
    if (phase === 'idle' || phase === 'out-of-service') leave();
  };
  const unsubscribe = lane.onChange(follow);
  const stop = (): void => {
    unsubscribe();
    cancel?.();
  };
  return { stop };
}

/** Goods: the largest amount of the first kind. */
export function answerTo({ id, goods: [first] }: DeclarationRules, declares: Declares): DeclarationAnswer {
  if (declares === 'nothing' || first === undefined) return { rules: id, goods: [] };
  const { goods } = first;
  return { rules: id, goods: [first.red === 'any' ? { goods } : { goods, amount: first.most }] };
}
