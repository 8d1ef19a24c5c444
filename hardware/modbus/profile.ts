/** A module and the wires at its terminals, as a JSON file describes them. Strict. */
import { z } from 'zod';
import { INDICATOR_SIGNALS } from '../device/indicator-signal.ts';

const address = z.int().min(0).max(65_535);
const at = z.int().min(0).max(127);
const registerValue = z.int().min(0).max(65_535);

const write = z.union([
  z.strictObject({ register: address, value: registerValue }),
  z.strictObject({ coil: address, value: z.boolean() }),
]);

/** An input, by its place among the module's inputs, and the level at which it is active. */
const input = z.strictObject({ input: at, activeWhen: z.literal([0, 1]).default(1) });
/** Outputs have no polarity: off is the safe value, so the wiring must make off mean no request. */
const pulse = z.strictObject({ output: at, pulseMs: z.int().min(50).max(2_000) });
const counter = z.strictObject({ counter: at });

const watchdog = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('registers'),
    timeoutMs: z.int().min(200).max(5_000),
    /** Ends an expired watchdog. The module may refuse these when it has not expired. */
    clear: z.array(write).max(16).default([]),
    setup: z.array(write).max(16).default([]),
    /** Must hold afterwards, and whenever the module is tested. */
    readBack: z
      .array(z.strictObject({ register: address, value: registerValue }))
      .min(1)
      .max(16),
  }),
  /** Set at the module itself, and not readable over Modbus: proved by a recorded cable-pull test. */
  z.strictObject({ kind: z.literal('declared'), timeoutMs: z.int().min(200).max(5_000) }),
]);

const moduleSchema = z.strictObject({
  inputs: z.strictObject({
    read: z.enum(['discrete-inputs', 'coils']),
    address,
    count: z.int().min(1).max(128),
  }),
  outputs: z.strictObject({
    address,
    /** Where the outputs are read back. */
    readBackAddress: address,
    count: z.int().min(1).max(128),
  }),
  counters: z
    .strictObject({
      read: z.enum(['input-registers', 'holding-registers']),
      address,
      count: z.int().min(1).max(32),
      words: z.literal([1, 2]),
      order: z.enum(['high-word-first', 'low-word-first']),
    })
    .optional(),
  /** Written once after connecting, e.g. to start counters. */
  start: z.array(write).max(16).default([]),
  watchdog,
  pollMs: z.int().min(5).max(50).default(10),
  answerWithinMs: z.int().min(20).max(2_000).default(100),
});

const gateSchema = z.strictObject({
  open: pulse,
  /** Absent: the barrier closes by itself behind a person. */
  close: pulse.optional(),
  /** The time until the barrier is closed; longer than its hold-open time where it closes by itself. Later it is jammed. */
  closeWithinMs: z.int().min(1_000).max(30_000).default(3_000),
  /** One, or two that move together: secured when all are closed, released when all are open. */
  leaves: z
    .array(z.strictObject({ closed: input, opened: input }))
    .min(1)
    .max(2),
  /** Other doors that must be closed before this one opens, e.g. the second one of a lock. */
  interlock: z.array(input).max(4).default([]),
  /** Follows the building's fire signal. The signal itself goes to the barrier, which opens without software. */
  fire: input,
  /** The barrier's own sensors of obstacles. */
  obstructed: z.array(input).max(4).default([]),
  passage: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('beams'),
      entry: input,
      exit: input,
      /** The time a fast person takes from one beam to the other: readings further apart do not show the order of two edges. */
      orderWithinMs: z.int().min(10).max(2_000).default(30),
      /** The time a fast person takes through both beams: when they were not read for longer, a person may have passed unseen. */
      walkThroughMs: z.int().min(50).max(2_000).default(250),
    }),
    /** The barrier reports a passage by a pulse, which the module counts. */
    z.strictObject({ kind: z.literal('pulses'), passed: counter }),
  ]),
  /** The barrier reports tailgating by a pulse, which the module counts. */
  tailgating: counter.optional(),
});

const indicatorSchema = z.strictObject({
  /** The outputs that are lit for each signal. */
  signals: z.strictObject(
    Object.fromEntries(
      INDICATOR_SIGNALS.filter((signal) => signal !== 'off').map((signal) => [signal, z.array(at).max(16)]),
    ) as {
      readonly [Signal in Exclude<(typeof INDICATOR_SIGNALS)[number], 'off'>]: z.ZodArray<typeof at>;
    },
  ),
});

export const modbusProfileSchema = z
  .strictObject({
    /** The model that the devices report. */
    name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/, 'must be at most 32 small letters, digits, dots and hyphens'),
    /** Where the facts come from. */
    sources: z.array(z.string().min(1).max(300)).max(10).default([]),
    module: moduleSchema,
    gate: gateSchema.optional(),
    indicator: indicatorSchema.optional(),
  })
  .check(({ value, issues }) => {
    const fault = (path: (string | number)[], message: string): void => {
      issues.push({ code: 'custom', input: value, path, message });
    };
    for (const { path, message } of wiringFaults(value)) fault([...path], message);
  });

export type ModbusProfile = z.infer<typeof modbusProfileSchema>;
export type ModuleProfile = ModbusProfile['module'];
export type GateProfile = NonNullable<ModbusProfile['gate']>;
export type IndicatorProfile = NonNullable<ModbusProfile['indicator']>;
export type InputOf = GateProfile['fire'];
export type ModuleWrite = ModuleProfile['start'][number];

/** Every output that a profile uses. */
export function usedOutputs({ gate, indicator }: Pick<ModbusProfile, 'gate' | 'indicator'>): number[] {
  return [...new Set([...gateOutputs(gate), ...lampsOf(indicator)])];
}

export function lampsOf(indicator: IndicatorProfile | undefined): number[] {
  return [...new Set(Object.values(indicator?.signals ?? {}).flat())];
}

function gateOutputs(gate: GateProfile | undefined): number[] {
  return gate === undefined ? [] : [gate.open.output, ...(gate.close === undefined ? [] : [gate.close.output])];
}

function gateInputs({ leaves, interlock, fire, obstructed, passage }: GateProfile): InputOf[] {
  return [
    ...leaves.flatMap(({ closed, opened }) => [closed, opened]),
    ...interlock,
    fire,
    ...obstructed,
    ...(passage.kind === 'beams' ? [passage.entry, passage.exit] : []),
  ];
}

function gateCounters({ passage, tailgating }: GateProfile): number[] {
  return [
    ...(passage.kind === 'pulses' ? [passage.passed.counter] : []),
    ...(tailgating === undefined ? [] : [tailgating.counter]),
  ];
}

interface WiringFault {
  readonly path: readonly string[];
  readonly message: string;
}

/** Faults across the parts of a profile: terminals that do not exist, or that are used twice. */
function wiringFaults({
  module,
  gate,
  indicator,
}: Pick<ModbusProfile, 'module' | 'gate' | 'indicator'>): WiringFault[] {
  const faults: WiringFault[] = [];
  const beyond = (used: readonly number[], count: number, path: string, what: string): void => {
    const worst = Math.max(-1, ...used);
    if (worst >= count) faults.push({ path: [path], message: `names ${what} ${worst}, and the module has ${count}` });
  };
  if (gate === undefined && indicator === undefined) {
    faults.push({ path: [], message: 'must have a gate, an indicator, or both' });
  }
  beyond(usedOutputs({ gate }), module.outputs.count, 'gate', 'output');
  beyond(lampsOf(indicator), module.outputs.count, 'indicator', 'output');
  const opening = gateOutputs(gate);
  const shared = [...opening, ...lampsOf(indicator)].filter((output, place, all) => all.indexOf(output) !== place);
  if (shared[0] !== undefined) faults.push({ path: ['gate'], message: `uses output ${shared[0]} for two things` });
  if (gate === undefined) return faults;
  const inputs = gateInputs(gate).map((used) => used.input);
  beyond(inputs, module.inputs.count, 'gate', 'input');
  const twice = inputs.find((used, place) => inputs.indexOf(used) !== place);
  if (twice !== undefined) faults.push({ path: ['gate'], message: `uses input ${twice} for two things` });
  beyond(gateCounters(gate), module.counters?.count ?? 0, 'gate', 'counter');
  return faults;
}
