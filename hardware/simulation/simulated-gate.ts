import type { Clock } from '../host/clock.ts';
import type { BarrierPosition, Gate, PassageEvent, ReleaseOutcome, SecureOutcome } from '../gate/gate.ts';
import { deviceCore, type Running, simulatorDescriptor } from './device-core.ts';
import type { LaneSimulation } from './lane-simulation.ts';
import { walkers } from './walkers.ts';

/** Time for the barrier to open or close, ms, and the interval of its obstruction checks. */
const MOVE_MS = 400;
const SLICE_MS = 50;
const STALL_MS = 1_000;
/** The motor stops after this time, see `gate.ts`. */
const JAM_MS = 3_000;

/** A barrier with a simulated person in the passage. It opens when it loses power. */
export function simulatedGate(simulation: LaneSimulation, clock: Clock): Gate {
  const { faults } = simulation.inside;
  const listeners = new Set<(event: PassageEvent) => void>();
  let barrier: BarrierPosition = 'secured';
  const people = walkers(simulation, clock, (event) => {
    for (const listener of [...listeners]) listener(event);
  });
  const core = deviceCore({
    kind: 'gate',
    clock,
    faults,
    stallMs: STALL_MS,
    closed() {
      if (barrier === 'moving') barrier = 'released';
      people.forget();
    },
  });

  const jams = async (running: Running): Promise<boolean> => {
    if (faults.look('gate', 'jam') === undefined) return false;
    await running.wait(JAM_MS);
    faults.take('gate', 'jam');
    barrier = 'unknown';
    return true;
  };
  /**
   * Moves step by step until `stop` returns true. Returns `false` when stopped. An interrupted movement leaves the position
   * unknown.
   */
  const move = async (running: Running, stop: () => boolean): Promise<boolean> => {
    barrier = 'moving';
    try {
      for (let movedMs = 0; movedMs < MOVE_MS; movedMs += SLICE_MS) {
        await running.wait(SLICE_MS);
        if (stop()) return false;
      }
      return true;
    } catch (error) {
      if (core.status().kind !== 'disconnected') barrier = 'unknown';
      throw error;
    }
  };

  const release = async (running: Running): Promise<ReleaseOutcome> => {
    await running.work(0);
    if (barrier === 'released') return { kind: 'released' };
    if (await jams(running)) return { kind: 'jammed' };
    await move(running, () => false);
    barrier = 'released';
    people.begin();
    return { kind: 'released' };
  };
  const secure = async (running: Running): Promise<SecureOutcome> => {
    await running.work(0);
    if (barrier === 'secured') return { kind: 'secured' };
    if (people.inTheWay()) return { kind: 'obstructed' };
    if (await jams(running)) return { kind: 'jammed' };
    people.barrierCloses();
    if (await move(running, people.inTheWay)) {
      barrier = 'secured';
      people.forget();
      return { kind: 'secured' };
    }
    barrier = 'released';
    return { kind: 'obstructed' };
  };
  const reportingJams = async <T extends { readonly kind: string }>(outcome: Promise<T>): Promise<T> => {
    const settled = await outcome;
    if (settled.kind === 'jammed') core.faulted('jammed');
    return settled;
  };

  return {
    ...core,
    descriptor: simulatorDescriptor('gate'),
    position: () => (core.status().kind === 'disconnected' ? 'unknown' : barrier),
    release: (signal) => reportingJams(core.run(signal, release)),
    secure: (signal) => reportingJams(core.run(signal, secure)),
    onPassage(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    selfTest: (signal) => core.selfTest(signal, (running) => running.work(0)),
  };
}
