/** One module behind several devices: opened by the first that connects, closed when the last one disconnects. */
import { ModbusError } from './modbus-error.ts';
import type { ModbusModule } from './module.ts';
import type { ModuleSample } from './module-poller.ts';

export interface SharedModule {
  /** A module for one device, whose `open` and `close` are its own. */
  handle(): ModbusModule;
}

export function sharedModule(module: ModbusModule): SharedModule {
  const users = new Set<object>();
  let opening: { readonly done: Promise<void>; readonly stop: AbortController } | undefined;
  let closing: Promise<void> = Promise.resolve();
  let newest: ModuleSample | undefined;
  module.onSample((sample) => {
    newest = sample;
  });
  module.onState((state) => {
    if (state === 'closed' || state === 'lost') newest = undefined;
  });

  function begin(): Promise<void> {
    if (opening !== undefined) return opening.done;
    const stop = new AbortController();
    const done = closing.then(() => module.open(stop.signal));
    const mine = { done, stop };
    opening = mine;
    const over = (): void => {
      if (opening === mine) opening = undefined;
    };
    done.then(over, over);
    return done;
  }

  function leave(user: object): void {
    if (!users.delete(user) || users.size > 0) return;
    opening?.stop.abort();
    closing = module.close();
  }

  return {
    handle() {
      const user = {};
      const listeners = new Set<(sample: ModuleSample) => void>();
      let reported = false;
      module.onSample((sample) => {
        if (!users.has(user)) return;
        const seen = reported ? sample : { ...sample, gapMs: undefined };
        reported = true;
        for (const listener of [...listeners]) listener(seen);
      });
      return {
        ...module,
        async open(signal) {
          if (signal.aborted) throw aborted();
          if (!users.has(user)) reported = false;
          users.add(user);
          try {
            await untilAborted(begin(), signal);
          } catch (error) {
            leave(user);
            throw error;
          }
          // A module that was open already has reported its newest sample to others. This device has not seen the ones before it
          const first = newest && { ...newest, gapMs: undefined };
          if (first !== undefined && !reported) for (const listener of [...listeners]) listener(first);
        },
        async close() {
          leave(user);
          await closing;
        },
        onSample(listener) {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      };
    },
  };
}

function untilAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(aborted());
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

const aborted = (): ModbusError => new ModbusError('aborted', 'connecting to the module was cancelled');
