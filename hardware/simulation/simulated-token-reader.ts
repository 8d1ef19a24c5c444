import { type Clock, pause } from '../host/clock.ts';
import { codeBuffer } from '../token-reader/code-buffer.ts';
import { MAX_CHARACTERS, type TokenReader, type TokenReading } from '../token-reader/token-reader.ts';
import { deviceCore, type Running, simulatorDescriptor } from './device-core.ts';
import type { LaneSimulation } from './lane-simulation.ts';
import type { ShownToken } from './shown-token.ts';

const READ_MS = 100;
const STALL_MS = 1_000;

/** Reads the code that the simulated holder shows. */
export function simulatedTokenReader(simulation: LaneSimulation, clock: Clock): TokenReader {
  const { faults } = simulation.inside;
  const core = deviceCore({ kind: 'token-reader', clock, faults, stallMs: STALL_MS });
  let told: ShownToken | undefined;

  /** The shown code, if it was not reported yet. */
  const fresh = (): ShownToken | undefined => {
    const shown = simulation.token();
    return shown.kind === 'none' || shown === told ? undefined : shown;
  };

  const awaitToken = async (timeoutMs: number, running: Running): Promise<ShownToken | undefined> => {
    const seen = new AbortController();
    const unsubscribe = simulation.onChange(() => {
      if (fresh() !== undefined) seen.abort();
    });
    try {
      if (fresh() === undefined) {
        await running.first(pause(clock, timeoutMs, seen.signal, running.signal));
      }
    } finally {
      unsubscribe();
    }
    return fresh();
  };

  return {
    ...core,
    descriptor: simulatorDescriptor('token-reader'),
    read: ({ timeoutMs, signal }) =>
      core.run(signal, async (running): Promise<TokenReading> => {
        const shown = await awaitToken(timeoutMs, running);
        if (shown === undefined) return { kind: 'nothing' };
        await running.work(READ_MS);
        told = shown;
        if (simulation.token() !== shown || shown.kind !== 'code') return { kind: 'unreadable' };
        const characters = Buffer.from(shown.text, 'latin1');
        const sound = /^[\x20-\x7e]+$/.test(shown.text) && characters.length <= MAX_CHARACTERS;
        return sound ? { kind: 'read', text: codeBuffer(characters) } : { kind: 'unreadable' };
      }),
    selfTest: (signal) => core.selfTest(signal, (running) => running.work(0)),
  };
}
