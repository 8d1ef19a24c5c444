import type { Clock } from '../host/clock.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { lastSignal } from '../indicator/last-signal.ts';
import { deviceCore, type Running, simulatorDescriptor } from './device-core.ts';
import type { LaneSimulation } from './lane-simulation.ts';

const STALL_MS = 500;

/** Lamps that the people in the simulated scene can see. They go out when the device is unplugged. */
export function simulatedIndicator(simulation: LaneSimulation, clock: Clock): Indicator {
  const { faults, shown, show } = simulation.inside;
  const core = deviceCore({ kind: 'indicator', clock, faults, stallMs: STALL_MS, closed: () => show('off') });

  return {
    ...core,
    descriptor: simulatorDescriptor('indicator'),
    show: lastSignal<Running>(
      core.assertUsable,
      (operation) => core.run(new AbortController().signal, operation),
      async (signal, running) => {
        await running.work(0);
        show(signal);
      },
    ),
    shown,
    selfTest: (signal) => core.selfTest(signal, (running) => running.work(0)),
  };
}
