/** The part of a lane that orders act on: its phase, the traveller at its gate, and a gate that opens at once. */
import type { Lane } from '../../../kiosk/lane/state-machine/lane.ts';
import { INITIAL_LANE } from '../../../kiosk/lane/state-machine/machine.ts';
import { mayOpenForOrder } from '../../../kiosk/lane/state-machine/order-transitions.ts';
import type { LaneRunner } from '../../../kiosk/lane/state-machine/runner.ts';
import type { TransactionId } from '../../../server/contract/report.ts';

export type Phase = 'idle' | 'referred' | 'passage' | 'emergency' | 'out-of-service';

const STATES: { readonly [One in Phase]: Lane['state'] } = {
  idle: { phase: 'idle' },
  referred: { phase: 'referred', extensions: 0 },
  passage: { phase: 'passage', entered: true, obstructions: 0 },
  emergency: { phase: 'emergency', ended: false, shut: false, again: false },
  'out-of-service': { phase: 'out-of-service' },
};

export interface LaneAtTheGate extends Pick<LaneRunner, 'lane' | 'referred' | 'openForOrder' | 'dispatch'> {
  phase(): Phase;
  become(phase: Phase, traveller?: TransactionId): void;
}

/** @param onChange called at each change of phase @param onPassed called when one person has passed after an order, with the id of its answer */
export function laneAtTheGate(
  onChange: () => void,
  onPassed: (answerId: TransactionId) => Promise<void>,
): LaneAtTheGate {
  let phase: Phase = 'idle';
  let atGate: TransactionId | undefined;
  const become = (next: Phase, traveller?: TransactionId): void => {
    phase = next;
    atGate = traveller;
    onChange();
  };
  const lane = (): Lane => ({ ...INITIAL_LANE, state: STATES[phase] });
  return {
    phase: () => phase,
    become,
    lane,
    referred: () => atGate,
    async openForOrder({ answerId, record }) {
      if (!mayOpenForOrder(lane())) return 'not-now';
      await record();
      become('passage');
      void onPassed(answerId).then(() => become('idle'));
      return 'opening';
    },
    dispatch(event) {
      if (event.kind === 'emergency-ordered') become('emergency');
      else if (event.kind === 'service-closed') become('out-of-service');
      else if (event.kind === 'emergency-ended' || event.kind === 'service-opened') become('idle');
    },
  };
}
