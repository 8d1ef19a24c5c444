import { Badge } from '../../../../server/console/design/badge.tsx';
import type { LaneView } from '../../../lane/state-machine/lane-view.ts';
import { laneToken } from '../../../ui/model/lane-token.ts';
import type { DockView } from '../model/dock-view.ts';
import { PHASE_WORDS } from '../words.ts';
import { lookOf } from './phase-look.ts';

export function DockHeader({ view, lane }: { view: DockView | undefined; lane: LaneView | undefined }) {
  return (
    <div class="dock-header">
      <div>
        <h1>Postern dock</h1>
        <p class="quiet">Send invented travellers through a simulated lane.</p>
      </div>
      {lane !== undefined && <Badge {...lookOf(lane.phase)} word={PHASE_WORDS[lane.phase]} />}
      <nav aria-label="Other screens">
        <a class="button" href={`/#${laneToken()}`} target="_blank" rel="noopener">
          Traveller’s screen <span class="unseen">(new tab)</span>
        </a>
        {view !== undefined && (
          <a class="button" href={view.consoleUrl} target="_blank" rel="noopener noreferrer">
            Officers’ console <span class="unseen">(new tab)</span>
          </a>
        )}
      </nav>
    </div>
  );
}
