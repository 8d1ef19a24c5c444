import { useSignal } from '@preact/signals';
import type { OwnLog } from '../../sharing/portal/answers.ts';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import type { PasskeyTrouble } from '../portal/passkeys.ts';
import { saveFile } from '../records/save-file.ts';
import { Table } from '../records/table.tsx';
import { Loaded } from './loaded.tsx';
import { logCsv } from './log-csv.ts';
import { saveProof } from './proofs.ts';
import { Trouble } from './sign-in.tsx';
import { CALL_WORDS, resultWords } from './words.ts';

type Call = OwnLog['calls'][number];

/** Every call of the partner's program and people, with proofs. */
export function LogPage() {
  return (
    <Loaded<OwnLog> path="/v1/log" title={t('Log of your agency')}>
      {(log) => <Calls log={log} />}
    </Loaded>
  );
}

function Calls({ log }: { readonly log: OwnLog }) {
  const wanted = useSignal('');
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const words = wanted.value.trim().toLowerCase();
  const calls = log.calls.filter((one) => words === '' || textOf(one).includes(words));
  return (
    <>
      <div class="portal-filter">
        <label>
          {t('Search')}{' '}
          <input
            class="field-input"
            type="search"
            value={wanted.value}
            onInput={({ currentTarget }) => (wanted.value = currentTarget.value)}
          />
        </label>
        <Button
          label={t('Save as CSV')}
          onPress={() => saveFile('partner-log.csv', 'text/csv;charset=utf-8', logCsv({ calls }))}
        />
        <Trouble trouble={trouble.value} />
      </div>
      {calls.length === 0 ? (
        <StatePanel kind="empty" title={t('There is no such call.')} />
      ) : (
        <div class="panel records">
          <Table
            caption={t('Calls, the latest first, at most {most}', { most: '500' })}
            columns={[
              t('Time'),
              t('By'),
              t('Call'),
              t('Agreement'),
              t('Result'),
              { head: t('Bytes'), isNumber: true },
              t('Proof'),
            ]}
          >
            {calls.map((one) => (
              <tr key={one.id}>
                <td class="figures">{dateAndTime(one.at)}</td>
                <td>{byWords(one)}</td>
                <td>{CALL_WORDS[one.call]}</td>
                <td>
                  <bdi>{one.agreement ?? ''}</bdi>
                </td>
                <td>{resultWords(one.result)}</td>
                <td class="number figures">{one.bytes}</td>
                <td>
                  <button
                    type="button"
                    class="row-button"
                    onClick={() => {
                      const saved = saveProof(`/v1/log/${one.id}/proof`, `call-${one.id}.tlog-proof`);
                      void saved.then((found) => (trouble.value = found));
                    }}
                  >
                    {t('Save')}
                    <span class="unseen"> {`${CALL_WORDS[one.call]} ${dateAndTime(one.at)}`}</span>
                  </button>
                </td>
              </tr>
            ))}
          </Table>
        </div>
      )}
    </>
  );
}

const byWords = ({ person }: Call): string => person?.name ?? t('Program');

function textOf(one: Call): string {
  const { agreement, delivery, result, call } = one;
  return [byWords(one), CALL_WORDS[call], agreement, delivery, resultWords(result)].join(' ').toLowerCase();
}
