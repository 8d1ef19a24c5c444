/** Runs what the machine asks for beside it: what goes wrong is logged by its closed names and becomes an event, never an exception. */
import { errorName } from '../base/error-name.ts';
import type { LogEvent } from '../base/events.ts';
import type { LaneEffect } from './lane.ts';

export interface Beside {
  run(name: LaneEffect['kind'], work: () => Promise<void>, onError: (error: unknown) => void): void;
  /** Resolves when nothing runs any more. */
  settled(): Promise<void>;
}

/** @param closing what fails once this is aborted is nobody's concern */
export function createBeside(log: LogEvent, closing: AbortSignal): Beside {
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

/** An error's closed code; never its message, which may hold what it should not. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'none';
}
