/** A simulated barrier wired to a module: two contacts, two beams, and people who walk through. */
import type { Clock } from '../../../hardware/host/clock.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import type { ModbusProfile } from '../../../hardware/modbus/profile.ts';
import { modbusProfileSchema } from '../../../hardware/modbus/profile.ts';
import type { ForeignModule } from './foreign-module.ts';

/** By the clock of the plant. */
export const MOVE_MS = 200;
const ENTER_AFTER_MS = 900;
/** Duration of the interruption of each beam, and then of both. */
const STRIDE_MS = 250;
/** Distance of the second person behind the first. */
const FOLLOW_MS = 80;
const STANDING_MS = 50;

const OPEN = 0;
const CLOSE = 1;
export const RED = 2;
export const GREEN = 3;
const CLOSED_CONTACT = 0;
const OPENED_CONTACT = 1;
const FIRE = 2;
const ENTRY = 3;
const EXIT = 4;

export type Behaviour = 'passes' | 'turns-back' | 'tailgated' | 'stays-outside' | 'stands-in-the-way';

/** The wiring of this barrier. The limits are wide, because a busy machine reads late. */
export function plantProfile(): ModbusProfile {
  return modbusProfileSchema.parse({
    name: 'test-barrier',
    module: {
      inputs: { read: 'discrete-inputs', address: 0, count: 8 },
      outputs: { address: 0, readBackAddress: 0, count: 8 },
      watchdog: { kind: 'declared', timeoutMs: 1_000 },
      answerWithinMs: 1_500,
    },
    gate: {
      open: { output: OPEN, pulseMs: 100 },
      close: { output: CLOSE, pulseMs: 100 },
      leaves: [{ closed: { input: CLOSED_CONTACT }, opened: { input: OPENED_CONTACT } }],
      fire: { input: FIRE },
      passage: {
        kind: 'beams',
        entry: { input: ENTRY },
        exit: { input: EXIT },
        orderWithinMs: 2_000,
        walkThroughMs: 2_000,
      },
    },
    indicator: {
      signals: {
        ready: [GREEN],
        'present-document': [GREEN],
        'look-here': [GREEN],
        'turn-head-left': [],
        'turn-head-right': [],
        wait: [RED],
        proceed: [GREEN],
        'go-to-desk': [RED],
        'out-of-service': [RED],
      },
    },
  });
}

export interface BarrierPlant {
  expectPerson(behaviour: Behaviour): void;
  jam(): void;
  unjam(): void;
  /** Without power it swings open. */
  losePower(): void;
  fire(burning: boolean): void;
  /** Resolves when this much plant time has passed. The inputs must be read in that time. */
  pass(byMs: number): Promise<void>;
  close(): void;
}

/** Maximum plant time that passes with one reading. */
const READING_MS = 20;

interface Timer {
  readonly dueMs: number;
  readonly act: () => void;
}

/** @param clock of the module: time passes at most as fast as on it */
export function barrierPlant(
  module: Pick<ForeignModule, 'setInputs' | 'onCoils' | 'onRead'>,
  clock: Pick<Clock, 'monotonicMs'> = systemClock,
): BarrierPlant {
  /** Time advances only while the inputs are read, so that each state is read several times even on a busy machine. */
  const timers = new Set<Timer>();
  let nowMs = 0;
  let readAtMs = clock.monotonicMs();
  let behaviour: Behaviour = 'passes';
  let isJammed = false;
  let moving: Timer | undefined;
  let walking: Timer | undefined;
  let isFollowed = false;
  let isInside = false;
  let before: readonly number[] = [];

  const later = (ms: number, act: () => void): Timer => {
    const timer = { dueMs: nowMs + ms, act };
    timers.add(timer);
    return timer;
  };
  const cancel = (timer: Timer | undefined): void => {
    if (timer !== undefined) timers.delete(timer);
  };
  module.onRead(() => {
    const atMs = clock.monotonicMs();
    nowMs += Math.min(READING_MS, atMs - readAtMs);
    readAtMs = atMs;
    for (const timer of [...timers].sort((one, other) => one.dueMs - other.dueMs)) {
      if (timer.dueMs > nowMs || !timers.delete(timer)) continue;
      timer.act();
    }
  });
  const contacts = (closed: 0 | 1, opened: 0 | 1): void =>
    module.setInputs({ [CLOSED_CONTACT]: closed, [OPENED_CONTACT]: opened });
  const beams = (entry: 0 | 1, exit: 0 | 1): void => module.setInputs({ [ENTRY]: entry, [EXIT]: exit });

  const walkOn = (): void => {
    beams(1, 1);
    walking = later(STRIDE_MS, () => {
      beams(0, 1);
      walking = later(STRIDE_MS, () => {
        isInside = false;
        beams(0, 0);
        if (behaviour !== 'tailgated' || isFollowed) return;
        isFollowed = true;
        walking = later(FOLLOW_MS, enter);
      });
    });
  };
  const act = (): void => {
    switch (behaviour) {
      case 'stands-in-the-way':
        walking = later(STANDING_MS, act);
        return;
      case 'turns-back':
      case 'stays-outside':
        isInside = false;
        return beams(0, 0);
      default:
        return walkOn();
    }
  };
  const enter = (): void => {
    isInside = true;
    beams(1, 0);
    walking = later(STRIDE_MS, act);
  };

  const open = (): void => {
    if (isJammed) return;
    cancel(moving);
    contacts(0, 0);
    moving = later(MOVE_MS, () => {
      contacts(0, 1);
      if (behaviour === 'stays-outside' || isInside || isFollowed) return;
      walking = later(ENTER_AFTER_MS, enter);
    });
  };
  const shut = (): void => {
    if (isJammed) return;
    if (!isInside && !(behaviour === 'tailgated')) cancel(walking);
    cancel(moving);
    contacts(0, 0);
    moving = later(MOVE_MS, () => contacts(1, 0));
  };

  module.onCoils((coils) => {
    const rises = (coil: number): boolean => coils[coil] === 1 && before[coil] !== 1;
    if (rises(OPEN)) open();
    if (rises(CLOSE)) shut();
    before = coils;
  });
  contacts(1, 0);

  return {
    expectPerson(next) {
      behaviour = next;
      isFollowed = false;
    },
    jam() {
      isJammed = true;
    },
    unjam() {
      isJammed = false;
    },
    losePower() {
      cancel(moving);
      cancel(walking);
      contacts(0, 1);
    },
    pass: (byMs) => new Promise((resolve) => void later(byMs, resolve)),
    fire: (burning) => module.setInputs({ [FIRE]: burning ? 1 : 0 }),
    close() {
      timers.clear();
    },
  };
}
