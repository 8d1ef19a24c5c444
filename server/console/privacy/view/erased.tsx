import { StatePanel } from '../../design/state-panel.tsx';
import { dateAndTime, dayOf } from '../../design/times.ts';
import type { ErasurePage, ErasureView } from '../../../privacy/answers/privacy.ts';
import { CAUSE_WORDS, RETENTION_WORDS } from '../../words.ts';
import { Bars } from '../parts/bars.tsx';
import { placeWords } from '../../lane-place.ts';
import { formatNumber } from '../../languages/format.ts';
import { rich, t } from '../../languages/text.ts';
import { FollowedRow, type Opened, useOpened } from '../../records/followed-row.tsx';
import { Loaded } from '../../records/loaded.tsx';
import { Table } from '../../records/table.tsx';
import { Proof } from '../../records/proof.tsx';
import { countsExplained } from '../counts-explained.ts';
import { awayWords } from '../words.ts';

/** Erasures by the signed reports of lanes, each with its proof. */
export function Erased() {
  const opened = useOpened<number>();
  return (
    <Loaded<ErasurePage> path="/v1/privacy/erasures" away={awayWords()}>
      {({ erasures, days }) =>
        erasures.length === 0 ? (
          <StatePanel kind="empty" title={t('No lane has reported an erasure yet.')}>
            {t('A lane sends its first erasure report within ten minutes after its first traveller.')}
          </StatePanel>
        ) : (
          <>
            <section class="panel" aria-labelledby="curve-title">
              <h2 id="curve-title">{t('Erasures by day')}</h2>
              <Bars
                title={t('Erased captures and records')}
                caption={t(
                  'Captures, registrations and records whose keys were destroyed in the last four weeks, by day (UTC).',
                )}
                of={t('Day')}
                nothing={t('Nothing was erased in these four weeks.')}
                bars={days.map(({ at, count }) => ({ label: dayOf(at), count }))}
              />
            </section>
            <section class="panel" aria-labelledby="erasures-title">
              <h2 id="erasures-title">{t('Receipts')}</h2>
              <p class="quiet">
                {t('Each line is a report that a lane signed. It gives counts and never identifies a traveller.')}
              </p>
              <KeysExplained />
              <Table
                caption={t('Receipts')}
                columns={[
                  t('When'),
                  t('Lane'),
                  t('What'),
                  t('Why'),
                  { head: t('Group keys'), isNumber: true },
                  t('Receipt'),
                ]}
              >
                {erasures.map((erasure) => (
                  <Line key={erasure.feedPosition} erasure={erasure} opened={opened} />
                ))}
              </Table>
            </section>
          </>
        )
      }
    </Loaded>
  );
}

/** The words of the counts, in place, because the counts of captures and of keys differ in most lines. */
function KeysExplained() {
  return (
    <details>
      <summary>{t('Meaning of the counts')}</summary>
      <dl class="facts">
        <div>
          <dt>{t('Capture')}</dt>
          <dd>
            {t(
              'One picture of a face, one fingerprint, or one portrait from a chip. Each is sealed with a key of its own.',
            )}
          </dd>
        </div>
        <div>
          <dt>{t('Wrapped key')}</dt>
          <dd>{t('The key of a capture, encrypted with a group key and stored beside the capture.')}</dd>
        </div>
        <div>
          <dt>{t('Group key')}</dt>
          <dd>
            {t(
              'The lane makes one for each class of data and each ten minutes. It wraps the keys of all captures of that time.',
            )}
          </dd>
        </div>
      </dl>
      <p>
        {t(
          'To erase a capture, the lane overwrites it and its wrapped key at once. It destroys the group key later: after its ten minutes have ended and when no capture needs it. Several captures share one group key, so the two counts differ. A line can report 7 captures and no group key. A later line then reports the group key.',
        )}
      </p>
    </details>
  );
}

interface LineProps {
  readonly erasure: ErasureView;
  readonly opened: Opened<number>;
}

function Line({ erasure, opened }: LineProps) {
  const { to, site, lane, erased, retentionClass, cause, keys, feedPosition: id } = erasure;
  return (
    <FollowedRow
      {...{
        id,
        opened,
        columns: 6,
        verb: t('Open'),
        what: t('the receipt of {time}, lane {lane}', { time: dateAndTime(to), lane }),
      }}
      cells={
        <>
          <th scope="row" class="figures">
            {dateAndTime(to)}
          </th>
          <td>{placeWords({ site, lane })}</td>
          <td>
            {erased === 0
              ? t('Group keys of {what}', { what: RETENTION_WORDS[retentionClass] })
              : `${formatNumber(erased)} ${RETENTION_WORDS[retentionClass]}`}
          </td>
          <td>{CAUSE_WORDS[cause]}</td>
          <td class="number">{keys}</td>
        </>
      }
    >
      <Receipt erasure={erasure} />
    </FollowedRow>
  );
}

function Receipt({ erasure }: { readonly erasure: ErasureView }) {
  return (
    <div class="walk">
      <p>{countsExplained(erasure)}</p>
      <p>
        {rich('From {from} to {to}, under the retention policy {digest}', {
          from: dateAndTime(erasure.from),
          to: dateAndTime(erasure.to),
          digest: <span class="digest">{erasure.retentionDigest.slice(0, 16)}…</span>,
        })}
      </p>
      <Proof what={t('the erasure')} of={{ subject: `erasure/${erasure.erasureId}` }} />
      <Proof what={t('the lane’s report')} of={{ subject: `report/${erasure.feedPosition}` }} />
    </div>
  );
}
