/** Sets a module up: configures its watchdog, switches its used outputs off, then makes the writes that its profile lists for the start. */
import type { ModbusClient } from './client.ts';
import { ModbusError } from './modbus-error.ts';
import { writeOutput, writeRequest } from './module-requests.ts';
import type { ModuleProfile, ModuleWrite } from './profile.ts';

/** Rejects with `ModbusError`, `unsafe` when the watchdog does not keep its configured values. */
export async function setUpModule(
  client: ModbusClient,
  module: ModuleProfile,
  outputs: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  const apply = (step: ModuleWrite): Promise<unknown> => client.request(writeRequest(step), { signal });
  const { watchdog } = module;
  if (watchdog.kind === 'registers') {
    for (const step of watchdog.clear) {
      await apply(step).catch((error: unknown) => {
        if (!(error instanceof ModbusError) || error.code !== 'exception') throw error;
      });
    }
    for (const step of watchdog.setup) await apply(step);
    await assertWatchdog(client, module, signal);
  }
  for (const output of outputs) await client.request(writeOutput(module, output, false), { signal });
  for (const step of module.start) await apply(step);
}

export async function assertWatchdog(
  client: ModbusClient,
  { watchdog }: ModuleProfile,
  signal?: AbortSignal,
): Promise<void> {
  if (watchdog.kind !== 'registers') return;
  for (const { register, value } of watchdog.readBack) {
    const request = { kind: 'read-holding-registers', address: register, count: 1 } as const;
    const [held] = await client.request(request, signal === undefined ? {} : { signal });
    if (held !== value) {
      throw new ModbusError('unsafe', `the watchdog register ${register} holds ${held}, not ${value}`);
    }
  }
}
