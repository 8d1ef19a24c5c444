import type { ComponentType } from 'preact';
import { StatePanel } from '../design/state-panel.tsx';
import { hashOf } from '../shell/route.ts';
import type { SectionProps } from '../shell/section-props.ts';
import { mayAct } from '../shell/session.ts';
import { Erased } from './view/erased.tsx';
import { Held } from './view/held.tsx';
import { Holds } from './view/holds.tsx';
import { RecordOfProcessing } from './view/record.tsx';
import { Requests } from './view/requests.tsx';
import { Retention } from './view/retention.tsx';
import { Viewings } from './view/viewings.tsx';
import '../design/panel.css';
import './section.css';

interface View {
  readonly id: string;
  readonly title: string;
  readonly act: string;
  readonly View: ComponentType;
}

const VIEWS: readonly View[] = [
  { id: 'kept', title: 'Kept now', act: 'held.see', View: Held },
  { id: 'erased', title: 'Erased', act: 'erasures.see', View: Erased },
  { id: 'viewings', title: 'Viewings', act: 'viewings.see', View: Viewings },
  { id: 'requests', title: 'Requests', act: 'access-requests.see', View: Requests },
  { id: 'retention', title: 'Retention', act: 'retention.see', View: Retention },
  { id: 'holds', title: 'Holds', act: 'holds.see', View: Holds },
  { id: 'record', title: 'Record and files', act: 'processing.see', View: RecordOfProcessing },
];

/** The privacy officer's part: counts, acts and proofs, never content. */
export function Section({ path }: SectionProps) {
  const allowed = VIEWS.filter(({ act }) => mayAct(act));
  const [wanted] = path;
  const current = wanted === undefined ? allowed[0] : allowed.find(({ id }) => id === wanted);
  return (
    <div class="privacy">
      <nav class="views" aria-label="Privacy">
        <ul>
          {allowed.map(({ id, title }) => (
            <li key={id}>
              <a href={hashOf('privacy', id)} {...(id === current?.id && { 'aria-current': 'page' })}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {current === undefined ? <NoView isKnown={VIEWS.some(({ id }) => id === wanted)} /> : <current.View />}
    </div>
  );
}

function NoView({ isKnown }: { readonly isKnown: boolean }) {
  return isKnown ? (
    <StatePanel kind="denied" title="This is not part of your duty.">
      If it should be, ask whoever assigns duties.
    </StatePanel>
  ) : (
    <StatePanel kind="empty" title="There is nothing at this address." />
  );
}
