import type { Clock } from '../../../hardware/host/clock.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';
import type { Gate } from '../../../hardware/gate/gate.ts';

export interface TimedGate extends Gate {
  /** Called after each movement between closed and open that succeeded. */
  onMoved(listener: (movement: 'opened' | 'closed', tookMs: number) => void): () => void;
}

/**
 * The same gate, with the times of its movements. A `secure` of a closed gate is no movement. A movement waits for the one before it, so that an
 * emergency does not find the gate busy with a check that is just ending.
 */
export function timedGate(gate: Gate, clock: Clock): TimedGate {
  const listeners = new Set<(movement: 'opened' | 'closed', tookMs: number) => void>();
  const movements = serialQueue();
  const moved = (movement: 'opened' | 'closed', fromMs: number): void => {
    for (const listener of listeners) listener(movement, clock.monotonicMs() - fromMs);
  };
  return {
    descriptor: gate.descriptor,
    connect: (signal) => gate.connect(signal),
    disconnect: () => gate.disconnect(),
    status: () => gate.status(),
    onStatus: (listener) => gate.onStatus(listener),
    selfTest: (signal) => gate.selfTest(signal),
    position: () => gate.position(),
    release: (signal) =>
      movements.run(async () => {
        const [before, fromMs] = [gate.position(), clock.monotonicMs()];
        const outcome = await gate.release(signal);
        if (outcome.kind === 'released' && before === 'secured') moved('opened', fromMs);
        return outcome;
      }),
    secure: (signal) =>
      movements.run(async () => {
        const [before, fromMs] = [gate.position(), clock.monotonicMs()];
        const outcome = await gate.secure(signal);
        if (outcome.kind === 'secured' && before === 'released') moved('closed', fromMs);
        return outcome;
      }),
    onPassage: (listener) => gate.onPassage(listener),
    onMoved(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
