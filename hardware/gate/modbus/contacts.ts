/** The state of a barrier from its contacts. Pure. */
import type { GateProfile, InputOf } from '../../modbus/profile.ts';
import type { BarrierPosition } from '../gate.ts';

/** @param inputs the levels of the module's inputs, 0 or 1 */
export function isActive({ input, activeWhen }: InputOf, inputs: readonly number[]): boolean {
  return inputs[input] === activeWhen;
}

/** Where the leaves are. Contacts that contradict each other, and leaves that do not agree, are `unknown`. */
export function contactPosition({ leaves }: GateProfile, inputs: readonly number[]): BarrierPosition {
  const positions = leaves.map(({ closed, opened }): BarrierPosition => {
    const isClosed = isActive(closed, inputs);
    const isOpened = isActive(opened, inputs);
    if (isClosed === isOpened) return 'unknown';
    return isClosed ? 'secured' : 'released';
  });
  const [first = 'unknown'] = positions;
  return positions.every((position) => position === first) ? first : 'unknown';
}

/** Whether other doors let this one open. In a fire they always do. */
export function mayOpen({ interlock, fire }: GateProfile, inputs: readonly number[]): boolean {
  return isActive(fire, inputs) || interlock.every((door) => isActive(door, inputs));
}

export function isFire({ fire }: GateProfile, inputs: readonly number[]): boolean {
  return isActive(fire, inputs);
}

/** Whether a sensor of the barrier sees an obstacle. */
export function isObstructed({ obstructed }: GateProfile, inputs: readonly number[]): boolean {
  return obstructed.some((sensor) => isActive(sensor, inputs));
}
