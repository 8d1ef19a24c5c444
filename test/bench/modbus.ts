/**
 * Times of the Modbus drivers with two other implementations: one reading of 16 inputs, from a command to the output,
 * and from a disconnected line or a silent module to an unknown position. Times to an output include the pipe on which
 * the module reports it. `npm run bench -- modbus`; the record goes to `test/bench/results/modbus.json`.
 */
import { pause } from '../../hardware/host/clock.ts';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { modbusClient } from '../../hardware/modbus/client.ts';
import { frameGapMs, openModbusLine } from '../../hardware/modbus/modbus-address.ts';
import type { ModbusModule } from '../../hardware/modbus/module.ts';
import type { ModuleState } from '../../hardware/modbus/module-connection.ts';
import { moduleThread } from '../../hardware/modbus/module-thread.ts';
import { plantProfile } from '../support/modbus/barrier-plant.ts';
import { type ForeignModule, foreignModule, type Implementation } from '../support/modbus/foreign-module.ts';
import { type Framing, lost } from '../support/modbus/spoilt-answers.ts';
import { type Spread, spreadOf } from './face-speed/interleave.ts';
import { writeRecord } from './support/record.ts';

const READINGS = 500;
const COMMANDS = 30;
const LOSSES = 10;
const PULSE_MS = 60;
const ANSWER_WITHIN_MS = 100;
const INPUTS = { kind: 'read-discrete-inputs', address: 0, count: 16 } as const;
const never = (): AbortSignal => new AbortController().signal;

async function times(count: number, measure: () => Promise<number>): Promise<Spread> {
  const measured: number[] = [];
  for (let at = 0; at < count; at += 1) measured.push(await measure());
  return spreadOf(measured);
}

async function readingMs(peer: ForeignModule, framing: Framing): Promise<Spread> {
  let receive: (bytes: Uint8Array) => void = () => undefined;
  const listener = { onBytes: (bytes: Uint8Array) => receive(bytes), onLost: () => undefined };
  const line = await openModbusLine('gate', peer.address, listener, never());
  const client = modbusClient({
    framing,
    unit: 1,
    clock: systemClock,
    answerWithinMs: 1_000,
    frameGapMs: frameGapMs(peer.address),
    write: (bytes) => line.write(bytes),
    onUnreadable: (reason) => {
      throw reason;
    },
  });
  ({ receive } = client);
  const spread = await times(READINGS, async () => {
    const startedMs = performance.now();
    await client.request(INPUTS);
    return performance.now() - startedMs;
  });
  client.end();
  line.close();
  return spread;
}

function reached(module: ModbusModule, ...wanted: readonly ModuleState[]): Promise<number> {
  return new Promise((resolve) => {
    const leave = module.onState((state) => {
      if (!wanted.includes(state)) return;
      leave();
      resolve(performance.now());
    });
  });
}

async function commandMs(peer: ForeignModule, module: ModbusModule): Promise<number> {
  const changes = new Promise<number>((resolve) => {
    peer.onCoils(([open]) => {
      if (open === 1) resolve(performance.now());
    });
  });
  const startedMs = performance.now();
  await module.pulse(0, PULSE_MS);
  const ms = (await changes) - startedMs;
  await pause(systemClock, 3 * PULSE_MS);
  return ms;
}

/** A module that was disconnected during a request may miss the next one. */
async function opened(module: ModbusModule, tries = 20): Promise<void> {
  try {
    await module.open(never());
  } catch (error) {
    if (tries === 0) throw error;
    await pause(systemClock, 200);
    await opened(module, tries - 1);
  }
}

async function cutMs(peer: ForeignModule, module: ModbusModule): Promise<number> {
  const gone = reached(module, 'lost');
  const startedMs = performance.now();
  peer.line.cut();
  const ms = (await gone) - startedMs;
  await peer.unplug();
  await peer.plugIn();
  await opened(module);
  return ms;
}

async function silenceMs(peer: ForeignModule, module: ModbusModule): Promise<number> {
  const unknown = reached(module, 'doubtful');
  const startedMs = performance.now();
  peer.line.spoil(lost);
  const ms = (await unknown) - startedMs;
  const back = reached(module, 'up');
  peer.line.spoil(undefined);
  await back;
  return ms;
}

async function measure(implementation: Implementation, framing: Framing): Promise<Record<string, Spread>> {
  const peer = await foreignModule(implementation, framing);
  const { module: profile } = plantProfile();
  const settings = {
    address: peer.address,
    unit: 1,
    module: { ...profile, answerWithinMs: ANSWER_WITHIN_MS },
    outputs: [0],
  };
  const reading = await readingMs(peer, framing);
  await pause(systemClock, 500);
  const module = moduleThread(settings, systemClock);
  await opened(module);
  const measured = {
    reading,
    command: await times(COMMANDS, () => commandMs(peer, module)),
    cut: await times(LOSSES, () => cutMs(peer, module)),
    silence: await times(LOSSES, () => silenceMs(peer, module)),
  };
  await module.close();
  await peer.close();
  return measured;
}

const record: Record<string, Record<string, Spread>> = {};
for (const [implementation, framing] of [
  ['pymodbus', 'tcp'],
  ['libmodbus', 'tcp'],
  ['libmodbus', 'rtu'],
] as const) {
  record[`${implementation} ${framing}`] = await measure(implementation, framing);
}
const rows = Object.entries(record).map(([peer, measured]) => [
  peer,
  Object.fromEntries(
    Object.entries(measured).map(([name, { median, most }]) => [name, `${median.toFixed(1)} (${most.toFixed(1)})`]),
  ),
]);
console.table(Object.fromEntries(rows));
console.log('median (most), ms');
writeRecord('modbus', { answerWithinMs: ANSWER_WITHIN_MS, milliseconds: record });
