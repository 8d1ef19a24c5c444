import {
  PROMPTED_TURN_MIN_DEGREES,
  REACTION_MAX_MS,
  REACTION_MIN_MS,
  UNPROMPTED_TURN_MAX_DEGREES,
} from './constants.ts';
import type { TurnPrompt, Undecidable } from './head-turn-outcome.ts';
import { median } from './regression.ts';

/** The yaw of one frame. */
export interface YawSample {
  /** The frame's time, ms. */
  readonly atMs: number;
  /** Degrees, positive towards the traveller's own left. */
  readonly yaw: number;
}

/** Whether the turn followed the prompt. */
export interface PromptResponse {
  /** Furthest turn towards the prompted side within the time allowed, degrees. */
  readonly promptedTurnDegrees: number;
  /** `undefined` when the turn is what was asked for. */
  readonly fault: Undecidable | undefined;
}

/**
 * Judges a turn against its prompt: still before it, away from where the head rested only after a human reaction time, and
 * to the side that was asked for first.
 */
export function promptResponse(samples: readonly YawSample[], prompt: TurnPrompt): PromptResponse {
  const side = prompt.direction === 'left' ? 1 : -1;
  const unprompted = samples.filter(({ atMs }) => atMs < prompt.atMs + REACTION_MIN_MS);
  const prompted = samples.filter(
    ({ atMs }) => atMs >= prompt.atMs + REACTION_MIN_MS && atMs <= prompt.atMs + REACTION_MAX_MS,
  );
  const rest = median(unprompted.map(({ yaw }) => yaw));
  const turns = prompted.map(({ yaw }) => side * (yaw - rest));
  const promptedTurnDegrees = Math.max(0, ...turns);
  const fault = faultOf(
    unprompted.map(({ yaw }) => yaw - rest),
    turns,
  );
  return { promptedTurnDegrees, fault };
}

function faultOf(before: readonly number[], turns: readonly number[]): Undecidable | undefined {
  if (before.length === 0) return 'turned-before-prompt';
  if (before.some((turn) => Math.abs(turn) > UNPROMPTED_TURN_MAX_DEGREES)) return 'turned-before-prompt';
  const first = turns.find((turn) => Math.abs(turn) >= PROMPTED_TURN_MIN_DEGREES);
  if (first === undefined) return 'not-turned';
  return first > 0 ? undefined : 'turned-other-way';
}
