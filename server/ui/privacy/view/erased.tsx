import { StatePanel } from '../../design/state-panel.tsx';
import { dateAndTime } from '../../design/times.ts';
import type { ErasurePage, ErasureView } from '../../../privacy/answers/privacy.ts';
import { CAUSE_WORDS, RETENTION_WORDS } from '../../words.ts';
import { Bars } from '../parts/bars.tsx';
import { placeWords } from '../../lane-place.ts';
import { FollowedRow, type Opened, useOpened } from '../../records/followed-row.tsx';
import { Loaded } from '../../records/loaded.tsx';
import { Table } from '../../records/table.tsx';
import { Proof } from '../../records/proof.tsx';
import { AWAY_WORDS, dayOf } from '../words.ts';

/** Erasures by the signed reports of lanes, each with its proof. */
export function Erased() {
  const opened = useOpened<number>();
  return (
    <Loaded<ErasurePage> path="/v1/privacy/erasures" away={AWAY_WORDS}>
      {({ erasures, days }) =>
        erasures.length === 0 ? (
          <StatePanel kind="empty" title="No lane has reported an erasure yet.">
            A lane sends its first erasure report within ten minutes after its first traveller.
          </StatePanel>
        ) : (
          <>
            <section class="panel" aria-labelledby="curve-title">
              <h2 id="curve-title">Erasures by day</h2>
              <Bars
                title="Erased captures and records"
                caption="Captures, registrations and records whose keys were destroyed in the last four weeks, by day (UTC)."
                of="Day"
                nothing="Nothing was erased in these four weeks."
                bars={days.map(({ at, count }) => ({ label: dayOf(at), count }))}
              />
            </section>
            <section class="panel" aria-labelledby="erasures-title">
              <h2 id="erasures-title">Receipts</h2>
              <p class="quiet">
                Each line is a report that a lane signed. It gives counts and never identifies a traveller.
              </p>
              <Table
                caption="Receipts"
                columns={['When', 'Lane', 'What', 'Why', { head: 'Keys', isNumber: true }, 'Receipt']}
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

interface LineProps {
  readonly erasure: ErasureView;
  readonly opened: Opened<number>;
}

function Line({ erasure, opened }: LineProps) {
  const { to, site, lane, erased, retentionClass, cause, keys, feedPosition: id } = erasure;
  return (
    <FollowedRow
      {...{ id, opened, columns: 6, verb: 'Open', what: `the receipt of ${dateAndTime(to)}, lane ${lane}` }}
      cells={
        <>
          <th scope="row" class="figures">
            {dateAndTime(to)}
          </th>
          <td>{placeWords({ site, lane })}</td>
          <td>
            {erased === 0 ? `Keys: ${RETENTION_WORDS[retentionClass]}` : `${erased} ${RETENTION_WORDS[retentionClass]}`}
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
      <p>
        From {dateAndTime(erasure.from)} to {dateAndTime(erasure.to)}, under the retention policy{' '}
        <span class="digest">{erasure.retentionDigest.slice(0, 16)}…</span>
      </p>
      <Proof what="the erasure" of={{ subject: `erasure/${erasure.erasureId}` }} />
      <Proof what="the lane’s report" of={{ subject: `report/${erasure.feedPosition}` }} />
    </div>
  );
}
