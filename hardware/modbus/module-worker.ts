/** The thread behind `module-thread.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../host/system-clock.ts';
import { frameGapMs, openModbusLine, transmissionMs } from './modbus-address.ts';
import { ModbusError } from './modbus-error.ts';
import { modbusModule } from './module.ts';
import {
  type FromModuleThread,
  type ModuleCall,
  type ModuleThreadSettings,
  threadClockMs,
  type ToModuleThread,
} from './thread-messages.ts';

const port = parentPort;
if (port === null) throw new Error('module-worker.ts runs as a worker thread');

const settings = workerData as ModuleThreadSettings;
const { address } = settings;
const tell = (message: FromModuleThread): void => port.postMessage(message);
const opening = new Map<number, AbortController>();

const module = modbusModule({
  framing: address.framing,
  unit: settings.unit,
  module: settings.module,
  outputs: settings.outputs,
  clock: { ...systemClock, monotonicMs: threadClockMs },
  transmissionMs: transmissionMs(address),
  frameGapMs: frameGapMs(address),
  openLine: (listener, signal) => openModbusLine('gate', address, listener, signal),
});
module.onState((state) => tell({ kind: 'state', state }));
module.onSample((sample) => tell({ kind: 'sample', sample }));

function perform(id: number, call: ModuleCall): Promise<void> {
  switch (call.kind) {
    case 'open': {
      const stop = new AbortController();
      opening.set(id, stop);
      return module.open(stop.signal).finally(() => opening.delete(id));
    }
    case 'close':
      return module.close();
    case 'check':
      return module.check();
    case 'pulse':
      return module.pulse(call.output, call.pulseMs);
    case 'set':
      return module.set(call.outputs);
  }
}

port.on('message', ({ id, call }: ToModuleThread) => {
  if (call === 'abort') {
    opening.get(id)?.abort();
    return;
  }
  perform(id, call).then(
    () => tell({ kind: 'done', id }),
    (error: unknown) => {
      if (!(error instanceof ModbusError)) throw error;
      tell({ kind: 'failed', id, code: error.code, message: error.message, exception: error.exception });
    },
  );
});
