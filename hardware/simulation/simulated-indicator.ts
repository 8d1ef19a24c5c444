import type { Clock } from '../clock/clock.ts';
import type { Indicator, IndicatorSignal } from '../indicator/indicator.ts';
import { deviceCore, simulatorDescriptor } from './device-core.ts';
import type { LaneSimulation } from './lane-simulation.ts';

const STALL_MS = 500;

/** Lamps that the people in the simulated scene can see. They go out when the device is unplugged. */
export function simulatedIndicator(simulation: LaneSimulation, clock: Clock): Indicator {
  const { faults, shown, show } = simulation.inside;
  const core = deviceCore({ kind: 'indicator', clock, faults, stallMs: STALL_MS, closed: () => show('off') });
  let wanted: IndicatorSignal | undefined;
  let lighting: Promise<void> | undefined;

  /** One operation lights the last requested signal; calls made meanwhile share it. */
  const light = (): Promise<void> =>
    core.run(new AbortController().signal, async (running) => {
      while (wanted !== undefined) {
        const next = wanted;
        await running.work(0);
        if (wanted === next) wanted = undefined;
        show(next);
      }
    });

  return {
    ...core,
    descriptor: simulatorDescriptor('indicator'),
    async show(signal) {
      if (lighting === undefined) core.assertUsable();
      wanted = signal;
      lighting ??= light().finally(() => {
        lighting = undefined;
        wanted = undefined;
      });
      await lighting;
    },
    shown,
    selfTest: (signal) => core.selfTest(signal, (running) => running.work(0)),
  };
}
