import { useSignal } from '@preact/signals';
import { StatePanel } from '../../design/state-panel.tsx';
import { dateAndTime } from '../../design/times.ts';
import type { ErasurePage, ErasureView } from '../../../views/privacy.ts';
import { CAUSE_WORDS, RETENTION_WORDS } from '../../words.ts';
import { Bars } from '../parts/bars.tsx';
import { Loaded } from '../../records/loaded.tsx';
import { TableFrame } from '../../records/table-frame.tsx';
import { Proof } from '../../records/proof.tsx';
import { AWAY_WORDS, dayOf } from '../words.ts';

/** What was destroyed, by reports that lanes signed, each with its proof. */
export function Erased() {
  const opened = useSignal<number | null>(null);
  return (
    <Loaded<ErasurePage> path="/v1/privacy/erasures" away={AWAY_WORDS}>
      {({ erasures, days }) =>
        erasures.length === 0 ? (
          <StatePanel kind="empty" title="No lane has reported an erasure yet.">
            A lane reports what it destroys within ten minutes of the first traveller.
          </StatePanel>
        ) : (
          <>
            <section class="panel" aria-labelledby="curve-title">
              <h2 id="curve-title">How much</h2>
              <Bars
                title="Erased by day"
                caption="Captures, registrations and records whose keys were destroyed, the last four weeks, by UTC day."
                of="Day"
                nothing="Nothing was erased in these four weeks."
                bars={days.map(({ at, count }) => ({ label: dayOf(at), count }))}
              />
            </section>
            <section class="panel" aria-labelledby="erasures-title">
              <h2 id="erasures-title">Receipts</h2>
              <p class="quiet">Each line is a report that a lane signed. It names how many, and never whose.</p>
              <TableFrame label="Receipts">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">When</th>
                      <th scope="col">Lane</th>
                      <th scope="col">What</th>
                      <th scope="col">Why</th>
                      <th scope="col" class="number">
                        Keys
                      </th>
                      <th scope="col">Receipt</th>
                    </tr>
                  </thead>
                  <tbody>
                    {erasures.flatMap((erasure) => [
                      <Line
                        key={erasure.feedPosition}
                        erasure={erasure}
                        isOpen={opened.value === erasure.feedPosition}
                        onToggle={() => {
                          opened.value = opened.value === erasure.feedPosition ? null : erasure.feedPosition;
                        }}
                      />,
                      opened.value === erasure.feedPosition && (
                        <tr key={`${erasure.feedPosition} open`}>
                          <td colSpan={6}>
                            <Receipt erasure={erasure} />
                          </td>
                        </tr>
                      ),
                    ])}
                  </tbody>
                </table>
              </TableFrame>
            </section>
          </>
        )
      }
    </Loaded>
  );
}

interface LineProps {
  readonly erasure: ErasureView;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function Line({ erasure, isOpen, onToggle }: LineProps) {
  const { to, site, lane, erased, retentionClass, cause, keys } = erasure;
  return (
    <tr>
      <th scope="row" class="figures">
        {dateAndTime(to)}
      </th>
      <td>
        {site}, lane {lane}
      </td>
      <td>
        {erased === 0 ? `Keys: ${RETENTION_WORDS[retentionClass]}` : `${erased} ${RETENTION_WORDS[retentionClass]}`}
      </td>
      <td>{CAUSE_WORDS[cause]}</td>
      <td class="number">{keys}</td>
      <td>
        <button type="button" class="row-button" aria-expanded={isOpen} onClick={onToggle}>
          {isOpen ? 'Close' : 'Open'}
          <span class="unseen">
            {' '}
            the receipt of {dateAndTime(to)}, lane {lane}
          </span>
        </button>
      </td>
    </tr>
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
