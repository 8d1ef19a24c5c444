/** Parts of a lane with simulators, loaded only for such a lane. A production build leaves this folder out. */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Unsubscribe } from '../../../hardware/device/device.ts';
import type { LaneSimulation } from '../../../hardware/registry.ts';
import type { Chains } from '../../../hardware/secure-element/chain.ts';
import type { LightBoard } from '../../biometrics/face/light-board.ts';
import type { SpecimenTrust } from '../../lists/trust/lane-trust.ts';
import type { WatchlistSource } from '../../lists/watchlist/watchlist-source.ts';
import { simulatePanel } from './simulated-panel.ts';
import { specimenListSource } from './specimen-list.ts';
import { specimenTerminal, withSpecimenStates } from './specimen-trust.ts';

export interface SimulatedParts {
  readonly specimens: SpecimenTrust;
  /** Makes the list `specimens` of listed specimen documents. Rejects as the secure element does. */
  readonly watchlists: (element: Chains, folder: string) => Promise<WatchlistSource>;
  /** Replaces the screen while no page is connected. */
  readonly showOnPanel: (board: LightBoard) => Unsubscribe;
}

export function simulatedParts(simulation: LaneSimulation, clock: Clock): SimulatedParts {
  return {
    specimens: {
      withStates: (store) => withSpecimenStates(store, clock),
      terminal: () => specimenTerminal(clock),
    },
    watchlists: (element, folder) =>
      specimenListSource(
        simulation.specimens.map(({ issuingState }) => issuingState),
        { element, folder, clock },
      ),
    showOnPanel: (board) => simulatePanel(simulation, board, clock),
  };
}
