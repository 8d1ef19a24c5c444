import {
  PROMPTED_TURN_MIN_DEGREES,
  REACTION_MAX_MS,
  REACTION_MIN_MS,
  TURN_ENOUGH_DEGREES,
  TURN_ENOUGH_FRAMES,
  UNPROMPTED_TURN_MAX_DEGREES,
} from './constants.ts';
import type { TurnPrompt, Undecidable } from './head-turn-outcome.ts';
import { median } from './regression.ts';

/** The yaw of one frame. */
export interface YawSample {
  /** The frame's time, ms. */
  readonly atMs: number;
  /** Degrees, positive to the traveller's own left. */
  readonly yaw: number;
}

/** Whether the turn followed the prompt. */
export interface PromptResponse {
  /** Maximum turn to the prompted side within the time limit, degrees. */
  readonly promptedTurnDegrees: number;
  /** `undefined` when the turn follows the prompt. */
  readonly fault: Undecidable | undefined;
}

/**
 * Compares a turn with its prompt: no motion before the prompt, no turn within the human reaction time, and the
 * prompted side first.
 */
export function promptResponse(samples: readonly YawSample[], prompt: TurnPrompt): PromptResponse {
  const { before, turns } = aboutPrompt(samples, prompt);
  return { promptedTurnDegrees: Math.max(0, ...turns), fault: faultOf(before, turns) };
}

/**
 * Whether the head has turned far enough to the prompted side. Only the angle counts, not the measured depth, so that
 * the end of the sequence cannot favour a moment at which a picture resembles a head.
 */
export function hasTurnedEnough(samples: readonly YawSample[], prompt: TurnPrompt): boolean {
  const { turns } = aboutPrompt(samples, prompt);
  const shown = turns.filter((turn) => turn >= PROMPTED_TURN_MIN_DEGREES);
  return shown.length >= TURN_ENOUGH_FRAMES && (turns.at(-1) ?? 0) >= TURN_ENOUGH_DEGREES;
}

/**
 * Turns from the resting position, degrees: before a reaction to the prompt is possible, and afterwards; positive to
 * the prompted side.
 */
function aboutPrompt(
  samples: readonly YawSample[],
  prompt: TurnPrompt,
): { readonly before: readonly number[]; readonly turns: readonly number[] } {
  const side = prompt.direction === 'left' ? 1 : -1;
  const unprompted = samples.filter(({ atMs }) => atMs < prompt.atMs + REACTION_MIN_MS);
  const prompted = samples.filter(
    ({ atMs }) => atMs >= prompt.atMs + REACTION_MIN_MS && atMs <= prompt.atMs + REACTION_MAX_MS,
  );
  const rest = median(unprompted.map(({ yaw }) => yaw));
  return {
    before: unprompted.map(({ yaw }) => yaw - rest),
    turns: prompted.map(({ yaw }) => side * (yaw - rest)),
  };
}

function faultOf(before: readonly number[], turns: readonly number[]): Undecidable | undefined {
  if (before.length === 0) return 'turned-before-prompt';
  if (before.some((turn) => Math.abs(turn) > UNPROMPTED_TURN_MAX_DEGREES)) return 'turned-before-prompt';
  const first = turns.find((turn) => Math.abs(turn) >= PROMPTED_TURN_MIN_DEGREES);
  if (first === undefined) return 'not-turned';
  return first > 0 ? undefined : 'turned-other-way';
}
