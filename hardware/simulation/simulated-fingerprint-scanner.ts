import { type Clock, pause } from '../host/clock.ts';
import type {
  FingerCapture,
  FingerCaptureOptions,
  FingerprintScanner,
} from '../fingerprint-scanner/fingerprint-scanner.ts';
import { deviceCore, type Running, simulatorDescriptor } from './device-core.ts';
import { besides, type Finger } from './finger.ts';
import type { LaneSimulation } from './lane-simulation.ts';
import { IMPRESSION_PPI } from './ridges/impression.ts';

const CAPTURE_MS = 400;
const STALL_MS = 1_000;

/** A platen that the simulated finger touches. */
export function simulatedFingerprintScanner(simulation: LaneSimulation, clock: Clock): FingerprintScanner {
  const { faults } = simulation.inside;
  const core = deviceCore({ kind: 'fingerprint-scanner', clock, faults, stallMs: STALL_MS });

  const awaitFinger = async (timeoutMs: number, running: Running): Promise<Finger> => {
    if (simulation.finger().kind !== 'none') return simulation.finger();
    const touched = new AbortController();
    const unsubscribe = simulation.onChange(() => {
      if (simulation.finger().kind !== 'none') touched.abort();
    });
    try {
      await running.first(pause(clock, timeoutMs, touched.signal, running.signal));
    } finally {
      unsubscribe();
    }
    return simulation.finger();
  };

  return {
    ...core,
    descriptor: simulatorDescriptor('fingerprint-scanner'),
    capture: ({ position, timeoutMs, signal }: FingerCaptureOptions) =>
      core.run(signal, async (running): Promise<FingerCapture> => {
        const finger = await awaitFinger(timeoutMs, running);
        if (finger.kind === 'none') return { kind: 'no-finger' };
        await running.work(CAPTURE_MS);
        const { specimen, contact = 'good' } = finger;
        if (simulation.finger() !== finger || contact === 'poor') return { kind: 'poor-contact' };
        const image = await running.first(
          contact === 'wrong-finger'
            ? simulation.impression(specimen, besides(position))
            : simulation.impression(specimen, position, contact),
        );
        return { kind: 'captured', image, resolutionPpi: IMPRESSION_PPI, capturedAtMs: clock.monotonicMs() };
      }),
    selfTest: (signal) => core.selfTest(signal, (running) => running.work(0)),
  };
}
