import type { HeadTurnMeasures } from '../../../models/face/presentation-attack/head-turn-outcome.ts';
import type { LightMeasures } from '../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import type { FrameCost } from '../../models/face/rendering/judge-presentation.ts';
import type { PresentedSpecies } from '../../models/face/rendering/presentation.ts';

/** One presentation to be generated and judged, with at most one retry. */
export interface PadTask {
  readonly species: PresentedSpecies;
  readonly person: number;
  readonly seed: number;
}

/** Result of one phase: its kind, or why it is undecided. */
export interface PhaseResult<M> {
  readonly kind: string;
  readonly why: string | undefined;
  readonly measures: M | undefined;
}

export interface PadResult {
  readonly task: PadTask;
  /** Result of the first attempt. */
  readonly light: PhaseResult<LightMeasures>;
  readonly turn: PhaseResult<HeadTurnMeasures>;
  readonly passedFirst: boolean;
  readonly passedWithRetry: boolean;
  readonly lengthMs: number;
  readonly frames: readonly FrameCost[];
}

export interface PadThreadData {
  readonly split: 'fit' | 'test';
  /** Whether to run the turn also after the light challenge has decided, for the separate rates of both phases. */
  readonly bothPhases: boolean;
}

export type FromPadThread =
  | { readonly kind: 'ready'; readonly source: string }
  | { readonly kind: 'result'; readonly result: PadResult };
