import type { ActView } from '../../records/acts/answers.ts';
import { Badge } from '../design/badge.tsx';
import type { IconName } from '../design/icon.tsx';
import type { Tone } from '../design/tone.ts';
import { dateAndTime } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { FollowedRow, type Opened } from '../records/followed-row.tsx';
import { Proof } from '../records/proof.tsx';
import { mayAct } from '../shell/session.ts';
import { ROLE_WORDS } from '../words.ts';
import { outcomeOf } from './act-outcome.ts';
import { actWords, MACHINE_WORDS } from './words.ts';

const ICONS: { readonly [One in Tone]: IconName } = {
  good: 'tick',
  plain: 'dash',
  note: 'arrow',
  caution: 'cross',
  bad: 'warning',
};

export interface ActRowProps {
  readonly act: ActView;
  readonly opened: Opened<string>;
}

/** One act. Opened, it shows its details and the proof that the ledger holds it. */
export function ActRow({ act, opened }: ActRowProps) {
  const { id, at, person, role, details } = act;
  const about = [act.site, act.kioskId, act.subject].filter((one) => one !== null).join(', ');
  const facts = Object.entries(details);
  const says = actWords(act.act);
  const outcome = outcomeOf(act);
  return (
    <FollowedRow
      {...{
        id,
        opened,
        columns: 6,
        verb: t('Follow'),
        what: t('{says} by {person}, {date}', { says, person, date: dateAndTime(at) }),
      }}
      cells={
        <>
          <th scope="row" class="figures">
            {dateAndTime(at)}
          </th>
          <td>
            {MACHINE_WORDS[person] ?? <bdi class="digest">{person}</bdi>}
            {role !== null && <span class="kiosk-name quiet">{ROLE_WORDS[role]}</span>}
          </td>
          <td>
            {says}
            <span class="kiosk-name digest">{act.act}</span>
          </td>
          <td class="digest">{about}</td>
          <td>
            <Badge icon={ICONS[outcome.tone]} {...outcome} />
          </td>
        </>
      }
    >
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
        {act.session !== null && (
          <p>{rich('In the session {session}', { session: <span class="digest">{act.session}</span> })}</p>
        )}
        <p>{rich('The ledger’s entry: {entry}', { entry: <span class="digest">act/{id}</span> })}</p>
        {mayAct('ledger.see') && <Proof what={t('the act')} of={{ subject: `act/${id}` }} />}
      </div>
    </FollowedRow>
  );
}
