/** People in the passage, and the events of its sensor. */
import type { Clock } from '../host/clock.ts';
import type { PassageEvent } from '../gate/gate.ts';
import type { LaneSimulation } from './lane-simulation.ts';

/** From the open barrier to the first step in, through the passage, and back again, ms. */
const ENTER_AFTER_MS = 600;
const WALK_THROUGH_MS = 900;
const TURN_BACK_MS = 1_200;
/** Delay of the second person behind the first, ms. */
const FOLLOW_MS = 250;
/** Interval at which a person who stands in the way decides whether to move on, ms. */
const STANDING_MS = 250;

export interface Walkers {
  /** The barrier has opened. */
  begin(): void;
  /** The barrier begins to close: a person who has not entered stays outside, unless close behind another. */
  barrierCloses(): void;
  /** Whether a person is in the barrier's way. */
  inTheWay(): boolean;
  /** Removes all people without sensor events. */
  forget(): void;
}

export function walkers(simulation: LaneSimulation, clock: Clock, report: (event: PassageEvent) => void): Walkers {
  let inside = 0;
  let cancelNext: () => void = () => undefined;
  let followed = false;

  const later = (delayMs: number, act: () => void) => {
    cancelNext = clock.after(delayMs, act);
  };
  const see = (kind: PassageEvent['kind']) => report({ kind, atMs: clock.monotonicMs() });

  const enter = () => {
    inside = 1;
    see('person-entered');
    walk();
  };
  const walk = () => {
    switch (simulation.passageBehaviour()) {
      case 'stands-in-the-way':
        return later(STANDING_MS, walk);
      case 'turns-back':
        return later(TURN_BACK_MS, () => leave('person-turned-back'));
      case 'stays-outside':
        return leave('person-turned-back');
      case 'passes':
        return later(WALK_THROUGH_MS, () => leave('person-passed'));
      case 'tailgated':
        followed = true;
        return later(WALK_THROUGH_MS, () => {
          leave('person-passed');
          later(FOLLOW_MS, follow);
        });
    }
  };
  const leave = (kind: 'person-passed' | 'person-turned-back') => {
    inside = 0;
    see(kind);
  };
  const follow = () => {
    inside = 1;
    followed = false;
    see('second-person');
    later(WALK_THROUGH_MS, () => leave('person-passed'));
  };

  return {
    begin() {
      cancelNext();
      inside = 0;
      followed = false;
      if (simulation.passageBehaviour() !== 'stays-outside') later(ENTER_AFTER_MS, enter);
    },
    barrierCloses() {
      if (inside === 0 && !followed) cancelNext();
    },
    inTheWay: () => inside > 0,
    forget() {
      cancelNext();
      inside = 0;
      followed = false;
    },
  };
}
