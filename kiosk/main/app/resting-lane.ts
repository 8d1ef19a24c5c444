import type { LaneRunner } from '../../lane/state-machine/runner.ts';
import type { RestingLane } from '../../fleet/software/follow-software.ts';

/** A fault that no traveller notices: it is raised between travellers only, and the restart follows within seconds. */
export function restingLane(lane: LaneRunner): RestingLane {
  return {
    hold() {
      const { phase } = lane.view();
      if (phase !== 'idle' && phase !== 'out-of-service') return;
      lane.dispatch({ kind: 'fault-raised', fault: 'software' });
    },
    release: () => lane.dispatch({ kind: 'fault-cleared', fault: 'software' }),
    isResting: () => lane.view().phase === 'out-of-service',
  };
}
