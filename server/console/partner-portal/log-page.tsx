import { useSignal } from '@preact/signals';
import type { PartnerLog } from '../../sharing/partners/answers.ts';
import type { PartnerPolicy } from '../../sharing/portal/answers.ts';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { ask } from '../portal/ask.ts';
import type { PasskeyTrouble } from '../portal/passkeys.ts';
import { saveFile } from '../records/save-file.ts';
import { Table } from '../records/table.tsx';
import { Loaded } from './loaded.tsx';
import { logCsv } from './log-csv.ts';
import { CallVerdictBadge } from './call-verdict.tsx';
import { fetchProof, saveProof } from './proofs.ts';
import { session } from './session.ts';
import { Trouble } from './sign-in.tsx';
import type { CallVerdict } from './verify-call.ts';
import { CALL_WORDS, resultWords } from './words.ts';

type Call = PartnerLog['calls'][number];

/** Every call of the partner's program and people, with proofs. */
export function LogPage() {
  return (
    <Loaded<PartnerLog> path="/v1/log" title={t('Log of your agency')}>
      {(log) => <Calls log={log} />}
    </Loaded>
  );
}

function Calls({ log }: { readonly log: PartnerLog }) {
  const wanted = useSignal('');
  const trouble = useSignal<PasskeyTrouble | undefined>(undefined);
  const verdicts = useSignal<ReadonlyMap<string, CallVerdict>>(new Map());
  const words = wanted.value.trim().toLowerCase();
  const judge = async (call: Call) => {
    const verdict = await verdictOn(call);
    trouble.value = verdict.kind === 'trouble' ? verdict.code : undefined;
    if (verdict.kind !== 'trouble') verdicts.value = new Map(verdicts.value).set(call.id, verdict);
  };
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
                <td>
                  {CALL_WORDS[one.call]}
                  {one.kind === 'deletion' && <div class="quiet">{t('Request to delete')}</div>}
                </td>
                <td>
                  <bdi>{one.agreement ?? ''}</bdi>
                </td>
                <td>{resultWords(one.result)}</td>
                <td class="number figures">{one.bytes}</td>
                <td>
                  <CallVerdictBadge verdict={verdicts.value.get(one.id)} />
                  <button type="button" class="row-button" onClick={() => void judge(one)}>
                    {t('Verify')}
                    <span class="unseen"> {`${CALL_WORDS[one.call]} ${dateAndTime(one.at)}`}</span>
                  </button>{' '}
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

/** Judges the call as it is shown, with its proof and the keys of the ledger, in this browser. */
async function verdictOn({
  kind: _kind,
  person,
  ...call
}: Call): Promise<CallVerdict | { readonly kind: 'trouble'; readonly code: PasskeyTrouble }> {
  const [proof, policy, { verifyCall }] = await Promise.all([
    fetchProof(`/v1/log/${call.id}/proof`),
    ask<PartnerPolicy>('GET', '/v1/session/ledger-policy'),
    import('./verify-call.ts'),
  ]);
  if (proof.kind === 'refused') return { kind: 'trouble', code: proof.code };
  if (policy.kind === 'refused') return { kind: 'trouble', code: policy.code };
  return verifyCall({
    calls: [{ ...call, person: person?.id ?? null }],
    proof: proof.text,
    policy: policy.value.policy,
    party: session.value?.person?.party ?? '',
  });
}

const byWords = ({ person }: Call): string => person?.name ?? t('Program');

function textOf(one: Call): string {
  const { agreement, delivery, result, call } = one;
  return [byWords(one), CALL_WORDS[call], agreement, delivery, resultWords(result)].join(' ').toLowerCase();
}
