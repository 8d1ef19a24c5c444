import type { LanePhase } from '../../../../server/contract/vocabulary.ts';
import type { LaneView } from '../../../lane/state-machine/lane-view.ts';
import type { DockView } from '../model/dock-view.ts';
import type { LaneStanding } from '../model/lane-standing.ts';
import { PHASE_WORDS, spelled } from '../words.ts';

/** The phases up to the decision, then either outcome. */
const TO_THE_DECISION = ['idle', 'notice', 'document', 'face', 'finger', 'declaration', 'deciding'] as const;
const WAY: readonly LanePhase[] = [...TO_THE_DECISION, 'opening', 'passage'];
const TO_THE_DESK: readonly LanePhase[] = [...TO_THE_DECISION, 'referred'];

export interface LanePanelProps {
  readonly lane: LaneView;
  readonly standing: LaneStanding | undefined;
  readonly view: DockView;
}

export function LanePanel({ lane, standing, view }: LanePanelProps) {
  const way = lane.phase === 'referred' ? TO_THE_DESK : WAY;
  const at = way.indexOf(lane.phase);
  return (
    <section class="panel lane-panel" aria-labelledby="lane-heading">
      <h2 id="lane-heading">The lane now</h2>
      {at === -1 && <p class="lane-away">{standing?.sentence}</p>}
      <ol class="stepper">
        {way.map((phase, index) => (
          <li
            key={phase}
            class={index < at ? 'past' : index === at ? 'now' : 'ahead'}
            aria-current={index === at ? 'step' : undefined}
          >
            {PHASE_WORDS[phase]}
            {index === at && lane.attempt > 1 && <span class="quiet"> · try {lane.attempt}</span>}
          </li>
        ))}
      </ol>
      <dl class="facts">
        <div>
          <dt>Asks for</dt>
          <dd>{askingFor(lane)}</dd>
        </div>
        <div>
          <dt>Reports</dt>
          <dd class="figures">
            {view.outbox.lastSequence} made, {view.outbox.undelivered} to deliver ({spelled(view.outbox.delivery)})
          </dd>
        </div>
      </dl>
    </section>
  );
}

function askingFor({ hint, face, finger }: LaneView): string {
  const words = [hint, face?.prompt, face?.advice, finger?.prompt, finger?.help]
    .filter((code) => code !== undefined)
    .map(spelled);
  return words.length === 0 ? 'nothing' : words.join(', ');
}
