import type { ComponentType } from 'preact';
import { StatePanel } from '../design/state-panel.tsx';
import { hashOf } from '../shell/route.ts';
import type { SectionProps } from '../shell/section-props.ts';
import { mayAct } from '../shell/session.ts';
import { Acts } from './acts.tsx';
import { Fleet } from './fleet.tsx';
import { Ledger } from './ledger.tsx';
import '../design/panel.css';
import '../privacy/section.css';
import './administration.css';

interface View {
  readonly id: string;
  readonly title: string;
  readonly act: string;
  readonly View: ComponentType;
}

const VIEWS: readonly View[] = [
  { id: 'fleet', title: 'Fleet', act: 'fleet.see', View: Fleet },
  { id: 'ledger', title: 'Ledger', act: 'ledger.see', View: Ledger },
  { id: 'acts', title: 'Acts', act: 'audit.see', View: Acts },
];

/** Where administrators keep the fleet ready and auditors look at what was done. People and duties are sections of their own. */
export function Section({ path }: SectionProps) {
  const allowed = VIEWS.filter(({ act }) => mayAct(act));
  const [wanted] = path;
  const current = wanted === undefined ? allowed[0] : allowed.find(({ id }) => id === wanted);
  return (
    <div class="privacy">
      <nav class="views" aria-label="Administration">
        <ul>
          {allowed.map(({ id, title }) => (
            <li key={id}>
              <a href={hashOf('administration', id)} {...(id === current?.id && { 'aria-current': 'page' })}>
                {title}
              </a>
            </li>
          ))}
          {mayAct('people.see') && (
            <li>
              <a href={hashOf('people')}>People</a>
            </li>
          )}
          {mayAct('duties.see') && (
            <li>
              <a href={hashOf('decisions')}>Duties</a>
            </li>
          )}
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
