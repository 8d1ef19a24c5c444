import { useSignal } from '@preact/signals';
import type { ResponseList } from '../../oversight/detection/answers.ts';
import { AT_ONCE_KINDS, type AtOnceKind } from '../../oversight/detection/responses/vocabulary.ts';
import { propose, PROPOSED } from '../decisions/send.ts';
import { Field } from '../design/field.tsx';
import { t } from '../languages/text.ts';
import { mayAct } from '../shell/session.ts';
import { Form } from '../sign-in/form.tsx';
import { Opening } from './opening.tsx';
import { RESPONSE_WORDS } from '../words-of-detection.ts';

type Policy = ResponseList['policy'];

/** The policy about responses, and its change by two people. */
export function ResponsePolicyPanel({ policy }: { readonly policy: Policy }) {
  const { atOnce, mostActive, confirmMinutes } = policy;
  return (
    <section class="panel" aria-labelledby="response-policy-title">
      <h2 id="response-policy-title">{t('Policy of responses')}</h2>
      <dl class="finding-facts">
        <div>
          <dt>{t('Start at once')}</dt>
          <dd>{atOnce.length === 0 ? t('none ## response') : atOnce.map((kind) => RESPONSE_WORDS[kind]).join(', ')}</dd>
        </div>
        <div>
          <dt>{t('Active without a second person')}</dt>
          <dd class="figures">{t('at most {most}', { most: mostActive })}</dd>
        </div>
        <div>
          <dt>{t('Minutes to confirm')}</dt>
          <dd class="figures">{confirmMinutes}</dd>
        </div>
      </dl>
      {mayAct('response-policy.propose') && (
        <Opening label={t('Propose another policy…')}>{() => <PolicyForm policy={policy} />}</Opening>
      )}
    </section>
  );
}

function PolicyForm({ policy }: { readonly policy: Policy }) {
  const kinds = useSignal<readonly AtOnceKind[]>(policy.atOnce);
  const most = useSignal(String(policy.mostActive));
  const minutes = useSignal(String(policy.confirmMinutes));
  const words = useSignal('');
  return (
    <div class="detection-exception">
      <Form
        send={t('Propose')}
        sending={t('Proposing…')}
        onSend={async () => {
          words.value = '';
          const trouble = (said: string) => ({ words: said, waitS: null });
          const mostActive = wholeIn(most.value, 1, 20);
          const confirmMinutes = wholeIn(minutes.value, 5, 60);
          if (mostActive === undefined || confirmMinutes === undefined)
            return trouble(t('Enter 1 to 20 active responses, and 5 to 60 minutes.'));
          const atOnce = AT_ONCE_KINDS.filter((kind) => kinds.value.includes(kind));
          const proposed = await propose('response-policy', { atOnce, mostActive, confirmMinutes });
          if (!proposed.isDone) return trouble(proposed.words);
          words.value = PROPOSED();
          return undefined;
        }}
      >
        <fieldset class="response-kinds">
          <legend>{t('Start before a person confirms')}</legend>
          {AT_ONCE_KINDS.map((kind) => (
            <label key={kind}>
              <input
                type="checkbox"
                checked={kinds.value.includes(kind)}
                onChange={({ currentTarget }) => {
                  const others = kinds.value.filter((one) => one !== kind);
                  kinds.value = currentTarget.checked ? [...others, kind] : others;
                }}
              />{' '}
              {RESPONSE_WORDS[kind]}
            </label>
          ))}
        </fieldset>
        <Field label={t('Active without a second person')} value={most} inputMode="numeric" maxLength={2} />
        <Field label={t('Minutes to confirm')} value={minutes} inputMode="numeric" maxLength={2} />
      </Form>
      <p role="status">{words.value}</p>
    </div>
  );
}

/** Pure: the whole number in a text, if it is within its limits. */
function wholeIn(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,2}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
