import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../hardware/host/clock.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import type { Device, DeviceKind } from '../../../hardware/device/device.ts';
import { type WiredDevices, wireDevices } from '../../../hardware/registry.ts';
import { createLaneSimulation, type LaneSimulation } from '../../../hardware/simulation/lane-simulation.ts';
import { simulators } from '../../../hardware/simulation/simulators.ts';
import { seededRandom } from '../../../hardware/simulation/seeded-random.ts';

export const SIMULATORS: Readonly<Record<DeviceKind, string>> = {
  camera: 'simulator',
  'fingerprint-scanner': 'simulator',
  'document-reader': 'simulator',
  'token-reader': 'simulator',
  gate: 'simulator',
  indicator: 'simulator',
  'secure-element': 'simulator',
};

export interface SimulatedRig {
  readonly clock: Clock;
  readonly simulation: LaneSimulation;
  readonly devices: WiredDevices;
  readonly keyDir: string;
  pass(byMs: number): Promise<void>;
  close(): Promise<void>;
}

/** A lane of simulators with a controllable clock or the system clock. */
export async function simulatedRig(time: 'turned' | 'real' = 'turned'): Promise<SimulatedRig> {
  const turned = turnedClock();
  const clock = time === 'turned' ? turned : systemClock;
  const keyDir = await mkdtemp(join(tmpdir(), 'postern-element-'));
  const simulation = await createLaneSimulation({ clock, random: seededRandom(7) });
  const devices = wireDevices({
    mode: 'development',
    drivers: SIMULATORS,
    clock,
    keyDir,
    simulation: { lane: simulation, drivers: simulators },
  });
  return {
    clock,
    simulation,
    devices,
    keyDir,
    pass: (byMs) => (time === 'turned' ? turned.advance(byMs) : new Promise((resolve) => setTimeout(resolve, byMs))),
    async close() {
      await simulation.close();
      await rm(keyDir, { recursive: true, force: true });
    },
  };
}

/** The parts of a contract rig that are the same for every simulator. */
export function faultHands(rig: SimulatedRig, { descriptor: { kind } }: Device) {
  const { simulation } = rig;
  return {
    clock: rig.clock,
    pass: rig.pass,
    close: rig.close,
    whenCancelled: 'rejects',
    overlapping: false,
    unplug() {
      simulation.inject({ device: kind, fault: { kind: 'disconnect' } });
    },
    plugIn: () => simulation.clearFaults(kind),
    goSilent: () => simulation.inject({ device: kind, fault: { kind: 'stall' }, once: true }),
    speakNonsense: () => simulation.inject({ device: kind, fault: { kind: 'corrupt' }, once: true }),
  } as const;
}
