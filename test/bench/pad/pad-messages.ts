import type { HeadTurnMeasures } from '../../../models/face/presentation-attack/head-turn-outcome.ts';
import type { LightMeasures } from '../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import type { FrameCost } from '../../models/face/rendering/judge-presentation.ts';
import type { PresentedSpecies } from '../../models/face/rendering/presentation.ts';

/** One presentation to be made and judged, with at most one retry. */
export interface PadTask {
  readonly species: PresentedSpecies;
  readonly person: number;
  readonly seed: number;
}

/** How one phase ended: its kind, or why it could not be decided. */
export interface PhaseResult<M> {
  readonly kind: string;
  readonly why: string | undefined;
  readonly measures: M | undefined;
}

export interface PadResult {
  readonly task: PadTask;
  /** Of the first attempt. */
  readonly light: PhaseResult<LightMeasures>;
  readonly turn: PhaseResult<HeadTurnMeasures>;
  readonly passedFirst: boolean;
  readonly passedWithRetry: boolean;
  readonly lengthMs: number;
  readonly frames: readonly FrameCost[];
}

export interface PadThreadData {
  readonly split: 'fit' | 'test';
  /** Plays the turn though the light has decided, to know each phase's own rate. */
  readonly bothPhases: boolean;
}

export type FromPadThread =
  | { readonly kind: 'ready'; readonly source: string }
  | { readonly kind: 'result'; readonly result: PadResult };
