import type { Device, Unsubscribe } from '../device/device.ts';

export type BarrierPosition = 'secured' | 'moving' | 'released' | 'unknown';

/** Events of the passage sensor, in order. `person-passed`: one person left on the far side. */
export type PassageEvent =
  | { readonly kind: 'person-entered'; readonly atMs: number }
  | { readonly kind: 'person-passed'; readonly atMs: number }
  /** The person who entered left on the near side. */
  | { readonly kind: 'person-turned-back'; readonly atMs: number }
  /** A second person followed before the barrier was secured. */
  | { readonly kind: 'second-person'; readonly atMs: number };

export type ReleaseOutcome = { readonly kind: 'released' } | { readonly kind: 'jammed' };

export type SecureOutcome =
  | { readonly kind: 'secured' }
  /** A person or object is in the way; the barrier stopped. Try again. */
  | { readonly kind: 'obstructed' }
  | { readonly kind: 'jammed' };

/**
 * A barrier with a passage sensor.
 *
 * **Safety.** `secure` never closes on a person. Without power or bus the barrier takes the position that the building's
 * fire code requires, so `position()` may be `unknown`, which the lane must treat as open. It is also `unknown` after a
 * movement that jammed or was cancelled. The driver never repeats `release`.
 */
export interface Gate extends Device {
  position(): BarrierPosition;
  /** Lets one person through. Resolves when the barrier is open, or has not opened within 3 s (`jammed`). */
  release(signal: AbortSignal): Promise<ReleaseOutcome>;
  /** Closes the barrier. Resolves when it is closed, obstructed or jammed. */
  secure(signal: AbortSignal): Promise<SecureOutcome>;
  /** Subscribes to the sensor. Listeners run in the event-loop turn of its report. */
  onPassage(listener: (event: PassageEvent) => void): Unsubscribe;
}
