import type { Device, Unsubscribe } from '../device.ts';

export type BarrierPosition = 'secured' | 'moving' | 'released' | 'unknown';

/** What the passage sensor saw, in order. `person-passed`: one person left on the far side. */
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
  /** Somebody stands in the way; the barrier did not press on. Try again. */
  | { readonly kind: 'obstructed' }
  | { readonly kind: 'jammed' };

/**
 * A barrier with a passage sensor.
 *
 * **Safety.** `secure` never closes on a person. Losing power or the bus leaves the barrier where the building's fire code
 * wants it, so `position()` may be `unknown` and the lane must treat that as open; so may it be after a movement that jammed or was
 * cancelled. `release` is never repeated by the driver.
 */
export interface Gate extends Device {
  position(): BarrierPosition;
  /** Lets one person through. Resolves when the barrier is open, or has not opened within 3 s (`jammed`). */
  release(signal: AbortSignal): Promise<ReleaseOutcome>;
  /** Closes. Resolves when closed, when refused because somebody is in the way, or when stuck. */
  secure(signal: AbortSignal): Promise<SecureOutcome>;
  /** Hears the sensor from now on, in the turn in which it reported. */
  onPassage(listener: (event: PassageEvent) => void): Unsubscribe;
}
