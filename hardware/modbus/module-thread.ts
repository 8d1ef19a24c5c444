/**
 * A module that is polled in a separate thread: a busy event loop of the lane delays neither a sample nor the end of a pulse. Samples
 * carry the time of their answer.
 */
import { Worker } from 'node:worker_threads';
import { pendingRequests } from '../device/pending-requests.ts';
import type { Clock } from '../host/clock.ts';
import { ModbusError } from './modbus-error.ts';
import type { ModbusModule } from './module.ts';
import type { ModuleState } from './module-connection.ts';
import type { ModuleSample } from './module-poller.ts';
import {
  type FromModuleThread,
  type ModuleCall,
  type ModuleThreadSettings,
  threadClockMs,
  type ToModuleThread,
} from './thread-messages.ts';

export function moduleThread(settings: ModuleThreadSettings, clock: Clock): ModbusModule {
  const sampleListeners = new Set<(sample: ModuleSample) => void>();
  const stateListeners = new Set<(state: ModuleState) => void>();
  const calls = pendingRequests<ModbusError | undefined>();
  let worker: Worker | undefined;
  let closing: Promise<void> | undefined;

  const tellState = (state: ModuleState): void => {
    for (const listener of [...stateListeners]) listener(state);
  };

  function hear(message: FromModuleThread): void {
    switch (message.kind) {
      case 'done':
        return void calls.settle(message.id, undefined);
      case 'failed':
        return void calls.settle(message.id, new ModbusError(message.code, message.message, message.exception));
      case 'state':
        return tellState(message.state);
      case 'sample': {
        const ageMs = threadClockMs() - message.sample.atMs;
        const sample = { ...message.sample, atMs: clock.monotonicMs() - ageMs };
        for (const listener of [...sampleListeners]) listener(sample);
      }
    }
  }

  function ended(thread: Worker): void {
    if (worker !== thread) return;
    forgetThread();
    tellState('lost');
  }

  function forgetThread(): void {
    worker = undefined;
    calls.settleAll(new ModbusError('disconnected', 'the thread of the module has ended'));
  }

  async function close(): Promise<void> {
    const thread = worker;
    if (thread === undefined) return;
    await call({ kind: 'close' }).catch(() => undefined);
    if (worker === thread) forgetThread();
    await thread.terminate();
  }

  function start(): Worker {
    if (worker !== undefined) return worker;
    const started = new Worker(new URL('./module-worker.js', import.meta.url), { workerData: settings });
    started.on('message', (message: FromModuleThread) => {
      if (worker === started) hear(message);
    });
    started.on('error', () => ended(started));
    started.on('exit', () => ended(started));
    worker = started;
    return started;
  }

  async function call(what: ModuleCall, signal?: AbortSignal): Promise<void> {
    const thread = what.kind === 'open' ? start() : worker;
    if (thread === undefined) throw new ModbusError('disconnected', 'the module is not open');
    const { id, answer } = calls.add(undefined);
    const post = (message: ToModuleThread): void => thread.postMessage(message);
    const onAbort = (): void => post({ id, call: 'abort' });
    post({ id, call: what });
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted === true) onAbort();
    const failure = await answer;
    signal?.removeEventListener('abort', onAbort);
    if (failure !== undefined) throw failure;
  }

  return {
    async open(signal) {
      await closing;
      await call({ kind: 'open' }, signal);
    },
    async close() {
      closing ??= close().finally(() => {
        closing = undefined;
      });
      await closing;
    },
    pulse: (output, pulseMs) => call({ kind: 'pulse', output, pulseMs }),
    set: (outputs) => call({ kind: 'set', outputs }),
    check: () => call({ kind: 'check' }),
    onSample(listener) {
      sampleListeners.add(listener);
      return () => void sampleListeners.delete(listener);
    },
    onState(listener) {
      stateListeners.add(listener);
      return () => void stateListeners.delete(listener);
    },
  };
}
