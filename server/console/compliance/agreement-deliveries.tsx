import type { SharedDeliveries, SharedDeliveryView } from '../../sharing/deliveries/answers.ts';
import { Badge } from '../design/badge.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, rich, t } from '../languages/text.ts';
import { FollowedRow, useOpened } from '../records/followed-row.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { DATASET_WORDS, DELIVERY_LOOKS } from '../words-of-agreements.ts';
import { Decided } from './decided.tsx';
import { DeletionForm } from './sharing-forms.tsx';
import { DELETION_WORDS, DELIVERY_REFUSAL_WORDS, DELIVERY_STATE_WORDS } from './words-of-sharing.ts';

/** The deliveries under a version of an agreement, and the periods for which nothing was delivered. */
export function Deliveries({ deliveries }: Pick<SharedDeliveries, 'deliveries'>) {
  const opened = useOpened<string>();
  const counts = deliveries.filter(({ kind }) => kind === 'counts');
  if (counts.length === 0) return <p class="quiet">{t('Nothing has been delivered yet.')}</p>;
  return (
    <Table
      caption={t('Deliveries, the latest first')}
      columns={[t('Dataset'), t('Period'), t('Made ## a delivery'), t('State'), t('Details')]}
    >
      {counts.map((one) => (
        <FollowedRow
          key={`${one.dataset} ${one.period}`}
          id={`${one.dataset} ${one.period}`}
          opened={opened}
          columns={5}
          verb={t('Open ## a row of a list')}
          what={`${DATASET_WORDS[one.dataset]} ${one.period}`}
          cells={
            <>
              <th scope="row">{DATASET_WORDS[one.dataset]}</th>
              <td class="figures">{one.period}</td>
              <td class="figures">{dateAndTime(one.madeAt)}</td>
              <td>
                <Badge {...DELIVERY_LOOKS[one.state]} word={DELIVERY_STATE_WORDS[one.state]} />
              </td>
            </>
          }
        >
          <Delivery one={one} />
        </FollowedRow>
      ))}
    </Table>
  );
}

function Delivery({ one: { digest, refusal, state, deletion, counted } }: { readonly one: SharedDeliveryView }) {
  const isKept = state === 'waiting' || state === 'answered' || state === 'overdue';
  return (
    <div class="breach">
      {digest !== null && (
        <p>{rich('SHA-256 of the file: {digest}', { digest: <span class="digest">{digest}</span> })}</p>
      )}
      {refusal !== null && <p>{DELIVERY_REFUSAL_WORDS[refusal]}</p>}
      {counted !== null && digest !== null && (
        <p>
          {plural(counted.lanes, '{count} lane sent its counts in time.', '{count} lanes sent their counts in time.')}{' '}
          {counted.missed > 0 &&
            plural(
              counted.missed,
              '{count} document could not be compared with the list.',
              '{count} documents could not be compared with the list.',
            )}
        </p>
      )}
      {deletion !== null && <Decided reason={DELETION_WORDS[deletion.reason]} decision={deletion} />}
      {digest !== null && isKept && mayAct('export.propose') && <DeletionForm delivery={digest} />}
    </div>
  );
}
