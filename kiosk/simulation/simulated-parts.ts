/** Parts of a lane with simulators, loaded only for such a lane. A production build leaves this folder out. */
import type { Clock } from '../../hardware/host/clock.ts';
import type { Unsubscribe } from '../../hardware/device/device.ts';
import type { LaneSimulation } from '../../hardware/registry.ts';
import type { LightBoard } from '../face/light-board.ts';
import type { SpecimenTrust } from '../trust/lane-trust.ts';
import { simulatePanel } from './simulated-panel.ts';
import { specimenTerminal, withSpecimenStates } from './specimen-trust.ts';

export interface SimulatedParts {
  readonly specimens: SpecimenTrust;
  /** Replaces the screen while no page is connected. */
  readonly showOnPanel: (board: LightBoard) => Unsubscribe;
}

export function simulatedParts(simulation: LaneSimulation, clock: Clock): SimulatedParts {
  return {
    specimens: {
      withStates: (store) => withSpecimenStates(store, clock),
      terminal: () => specimenTerminal(clock),
    },
    showOnPanel: (board) => simulatePanel(simulation, board, clock),
  };
}
