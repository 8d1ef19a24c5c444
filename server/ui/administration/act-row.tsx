import { Fragment } from 'preact';
import type { ActView } from '../../views/act.ts';
import { dateAndTime } from '../design/times.ts';
import { Proof } from '../records/proof.tsx';
import { mayAct } from '../shell/session.ts';
import { ROLE_WORDS } from '../words.ts';

export interface ActRowProps {
  readonly act: ActView;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** One act; opened, its details and the proof that the ledger holds it. */
export function ActRow({ act, isOpen, onToggle }: ActRowProps) {
  const { id, at, person, role, result, details } = act;
  const about = [act.site, act.kioskId, act.subject].filter((one) => one !== null).join(', ');
  const facts = Object.entries(details);
  return (
    <Fragment>
      <tr>
        <th scope="row" class="figures">
          {dateAndTime(at)}
        </th>
        <td>
          <bdi class="digest">{person}</bdi>
          {role !== null && <span class="kiosk-name quiet">{ROLE_WORDS[role]}</span>}
        </td>
        <td class="digest">{act.act}</td>
        <td class="digest">{about}</td>
        <td class="digest">{result}</td>
        <td>
          <button type="button" class="row-button" aria-expanded={isOpen} onClick={onToggle}>
            {isOpen ? 'Close' : 'Follow'}
            <span class="unseen">
              {' '}
              {act.act} by {person}, {dateAndTime(at)}
            </span>
          </button>
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={6}>
            <div class="walk">
              {facts.length > 0 && (
                <dl class="act-facts">
                  {facts.map(([name, value]) => (
                    <div key={name}>
                      <dt class="quiet">{name}</dt>
                      <dd class="digest">{String(value)}</dd>
                    </div>
                  ))}
                </dl>
              )}
              <p>
                The ledger’s entry: <span class="digest">act/{id}</span>
              </p>
              {mayAct('ledger.see') && <Proof what="the act" of={{ subject: `act/${id}` }} />}
            </div>
          </td>
        </tr>
      )}
    </Fragment>
  );
}
