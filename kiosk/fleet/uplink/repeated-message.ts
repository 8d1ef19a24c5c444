/** Sends a message at once, at each change, and again after a time. One message is in flight at a time. */
import type { Clock } from '../../../hardware/host/clock.ts';

export interface RepeatedMessageOptions {
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Sends. Resolves to the time until the next message, ms; it never rejects. */
  readonly send: (signal: AbortSignal) => Promise<number>;
}

export interface RepeatedMessage {
  /** Sends now, or as soon as the message in flight is answered. */
  changed(): void;
  close(): Promise<void>;
}

export function repeatMessage({ clock, random, send }: RepeatedMessageOptions): RepeatedMessage {
  const stop = new AbortController();
  let isPending = false;
  let inFlight: Promise<void> | undefined;
  let cancel: () => void = () => undefined;
  const changed = (): void => {
    if (stop.signal.aborted) return;
    if (inFlight !== undefined) {
      isPending = true;
      return;
    }
    cancel();
    inFlight = send(stop.signal).then((waitMs) => {
      inFlight = undefined;
      if (stop.signal.aborted) return;
      // Lanes that lost their server at the same time do not reconnect at the same time
      cancel = clock.after(waitMs * (0.75 + random() / 2), changed);
      if (!isPending) return;
      isPending = false;
      changed();
    });
  };

  changed();
  return {
    changed,
    async close() {
      stop.abort();
      cancel();
      await inFlight;
    },
  };
}
