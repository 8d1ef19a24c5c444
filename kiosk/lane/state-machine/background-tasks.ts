/**
 * Runs effects of the machine as background tasks. A failure is logged by its error name and code and becomes an
 * event, never an exception.
 */
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { LaneEffect } from './lane.ts';

export interface BackgroundTasks {
  run(name: LaneEffect['kind'], work: () => Promise<void>, onError: (error: unknown) => void): void;
  /** Resolves when no task is running. */
  settled(): Promise<void>;
}

/** @param closing errors after its abort are ignored */
export function createBackgroundTasks(log: LogEvent, closing: AbortSignal): BackgroundTasks {
  const running = new Set<Promise<void>>();
  return {
    run(name, work, onError) {
      const task = work().catch((error: unknown) => {
        if (closing.aborted) return;
        log({ event: 'step-failed', step: name, error: errorName(error), code: codeOf(error) });
        onError(error);
      });
      running.add(task);
      void task.finally(() => running.delete(task));
    },
    async settled() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

/** The closed code of an error. Its message is not logged, because it may contain data. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'none';
}
