/**
 * Decides whether a process still works; otherwise the service manager restarts it. It runs in the event loop, so a blocked event loop
 * sends nothing.
 */
import type { Clock } from './clock.ts';

export interface WatchedPart {
  readonly name: string;
  /** A cheap call. It answers when it settles; a refusal is an answer too. */
  ask(): Promise<unknown>;
}

export interface WatchdogOptions {
  readonly clock: Clock;
  /** The service manager's interval, ms. */
  readonly intervalMs: number;
  readonly parts: readonly WatchedPart[];
  /** Reports that the process works. */
  readonly alive: () => void;
  /** Called once for each part that becomes silent. */
  readonly onSilent: (part: string) => void;
}

/** Rounds in the service manager's interval, so that one late round does not end the process. */
const ROUNDS = 4;

/**
 * Asks every part in each round and reports that the process works if all of them answered within the round and the event loop ran the
 * round in time. A part that has not answered is not asked again. The returned function stops the rounds.
 */
export function startWatchdog({ clock, intervalMs, parts, alive, onSilent }: WatchdogOptions): () => void {
  const roundMs = intervalMs / ROUNDS;
  const waiting = new Set<string>();
  const silent = new Set<string>();
  let cancel: () => void;

  const ask = ({ name, ask: call }: WatchedPart): void => {
    if (waiting.has(name)) return;
    waiting.add(name);
    const answered = (): void => {
      waiting.delete(name);
      silent.delete(name);
    };
    // An exception is an answer as well
    new Promise((resolve) => resolve(call())).then(answered, answered);
  };

  const begin = (): void => {
    for (const part of parts) ask(part);
    const dueMs = clock.monotonicMs() + roundMs;
    cancel = clock.after(roundMs, () => {
      for (const name of waiting) {
        if (!silent.has(name)) onSilent(name);
        silent.add(name);
      }
      if (waiting.size === 0 && clock.monotonicMs() - dueMs < roundMs) alive();
      begin();
    });
  };

  alive();
  begin();
  return () => cancel();
}
