/**
 * A barrier behind a module of another implementation, in a process of their own. Their answers come in time even when the test computes:
 * a lane reports a gate that has not answered for 1.5 s.
 */
import { fork } from 'node:child_process';
import type { ModbusAddress } from '../../../hardware/modbus/modbus-address.ts';
import type { BarrierOrder, FromBarrier, ToBarrier } from './barrier-messages.ts';
import type { Behaviour } from './barrier-plant.ts';

export interface BarrierProcess {
  readonly address: ModbusAddress;
  /** The latest state of the coils. */
  coils(): readonly number[];
  expectPerson(behaviour: Behaviour): Promise<void>;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  close(): Promise<void>;
}

export async function barrierProcess(): Promise<BarrierProcess> {
  const child = fork(new URL('./barrier-program.js', import.meta.url), { execArgv: [], env: {} });
  const waiting = new Map<number, () => void>();
  let coils: readonly number[] = [];
  let nextId = 1;
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`the barrier's process ended with ${code}`)));
  });
  ended.catch(() => undefined);
  const ready = new Promise<ModbusAddress>((resolve) => {
    child.on('message', (message: FromBarrier) => {
      if (message.kind === 'ready') resolve(message.address);
      if (message.kind === 'coils') ({ coils } = message);
      if (message.kind === 'done') waiting.get(message.id)?.();
    });
  });
  const order = (what: BarrierOrder): Promise<void> => {
    const id = nextId++;
    const done = new Promise<void>((resolve) => waiting.set(id, resolve));
    child.send({ ...what, id } satisfies ToBarrier);
    return Promise.race([done, ended]).finally(() => waiting.delete(id));
  };
  return {
    address: await Promise.race([ready, ended]),
    coils: () => coils,
    expectPerson: (behaviour) => order({ kind: 'expect-person', behaviour }),
    unplug: () => order({ kind: 'unplug' }),
    plugIn: () => order({ kind: 'plug-in' }),
    close: () => order({ kind: 'close' }),
  };
}
