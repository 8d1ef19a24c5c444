import { useSignal } from '@preact/signals';
import type { PolicyTrial, Share } from '../../lanes/policy-trials/answers.ts';
import { TRIAL_LIMIT_BYTES } from '../../lanes/policy-trials/trial-limit.ts';
import { t } from '../languages/text.ts';
import { dateAndTime } from '../design/times.ts';
import { Table } from '../records/table.tsx';
import { ask } from '../sign-in/ask.ts';
import { Form } from '../sign-in/form.tsx';
import { refusalWords } from '../sign-in/words.ts';
import type { Trouble } from '../sign-in/trouble.ts';
import { CHECK_WORDS, REASON_WORDS } from '../words.ts';

/** Tries a decision policy on what lanes reported in the last four weeks, before two people sign it. */
export function PolicyTrialForm() {
  const text = useSignal('');
  const tried = useSignal<PolicyTrial | null>(null);
  const isTooLarge = useSignal(false);
  const take = async (file: File | undefined) => {
    const given = file && (await read(file));
    isTooLarge.value = file !== undefined && given === undefined;
    text.value = given ?? '';
  };
  const send = async (): Promise<Trouble | undefined> => {
    tried.value = null;
    const policy = parsed(text.value);
    if (policy === undefined) return { words: t('This is not JSON. Paste the whole file.'), waitS: null };
    const asked = await ask<PolicyTrial>('POST', '/v1/policy-trials', { policy });
    if (asked.kind === 'refused') {
      const faults = asked.faults.map(({ path, message }) => `${path}: ${message}`).join('; ');
      const words =
        asked.code === 'invalid-message' ? t('The policy is not valid. {faults}', { faults }) : refusalWords(asked);
      return { words, waitS: asked.retryAfterS };
    }
    tried.value = asked.value;
    return undefined;
  };
  return (
    <section class="panel" aria-labelledby="trial-title">
      <h2 id="trial-title">{t('Try a decision policy')}</h2>
      <p class="quiet">
        {t(
          'Shows how many travellers of the last four weeks another policy would have referred. It changes nothing. A report has no nationality, so the issuing state counts as one; age and remaining validity are known only where lanes already report these checks.',
        )}
      </p>
      <Form send={t('Try it')} sending={t('Reading the reports…')} onSend={send}>
        <div class="field">
          <label for="trial-file">{t('Policy file')}</label>
          <input
            id="trial-file"
            type="file"
            accept=".json,application/json"
            aria-describedby="trial-file-word"
            onChange={({ currentTarget }) => void take(currentTarget.files?.[0])}
          />
          <p id="trial-file-word" role="status">
            {isTooLarge.value && t('This file is larger than any decision policy. It was not read.')}
          </p>
        </div>
        <div class="field">
          <label for="trial-text">{t('Or its text (JSON)')}</label>
          <textarea
            id="trial-text"
            class="trial-text"
            rows={6}
            spellcheck={false}
            value={text.value}
            onInput={({ currentTarget }) => (text.value = currentTarget.value)}
          />
        </div>
      </Form>
      {tried.value !== null && <Outcome trial={tried.value} />}
    </section>
  );
}

function Outcome({ trial: { from, to, result } }: { readonly trial: PolicyTrial }) {
  if (result.kind === 'too-few') {
    return (
      <p role="status">
        {t('Lanes reported too few travellers. At least {needed} are needed, so that no one can be recognised.', {
          needed: result.needed,
        })}
      </p>
    );
  }
  const { travellers, before, after, reasons, notKnown } = result;
  return (
    <div role="status">
      <p>
        {t('About {travellers} travellers from {from} to {to}.', {
          travellers,
          from: dateAndTime(from),
          to: dateAndTime(to),
        })}
      </p>
      <Table caption={t('Outcomes now and under the policy')} columns={[t('Outcome'), t('Now'), t('Under the policy')]}>
        <tr>
          <th scope="row">{t('Cleared')}</th>
          <td>{shareWords(before.cleared)}</td>
          <td>{shareWords(after.cleared)}</td>
        </tr>
        <tr>
          <th scope="row">{t('Referred')}</th>
          <td>{shareWords(before.referred)}</td>
          <td>{shareWords(after.referred)}</td>
        </tr>
        <tr>
          <th scope="row">{t('Not known')}</th>
          <td />
          <td>{shareWords(after.notKnown)}</td>
        </tr>
      </Table>
      {reasons.length > 0 && (
        <Table caption={t('Reasons of referrals under the policy')} columns={[t('Reason'), t('Share')]}>
          {reasons.map(({ reason, share }) => (
            <tr key={reason}>
              <th scope="row">{REASON_WORDS[reason]}</th>
              <td>{shareWords(share)}</td>
            </tr>
          ))}
        </Table>
      )}
      {notKnown.length > 0 && (
        <Table caption={t('Checks that lanes did not run')} columns={[t('Check'), t('Share')]}>
          {notKnown.map(({ check, share }) => (
            <tr key={check}>
              <th scope="row">{CHECK_WORDS[check]}</th>
              <td>{shareWords(share)}</td>
            </tr>
          ))}
        </Table>
      )}
    </div>
  );
}

function shareWords(share: Share): string {
  return share === 'below-one' ? t('less than 1 %, or none') : t('{share} %', { share });
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** @returns `undefined` for a file that the server would refuse for its size */
async function read(file: File): Promise<string | undefined> {
  return file.size > TRIAL_LIMIT_BYTES ? undefined : file.text();
}
