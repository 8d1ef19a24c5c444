import { useSignal } from '@preact/signals';
import type { FindingView, HiddenAnswer } from '../../oversight/detection/answers.ts';
import {
  EXCEPTION_REASONS,
  type ExceptionReason,
  LONGEST_EXCEPTION_DAYS,
} from '../../oversight/detection/vocabulary.ts';
import { propose, PROPOSED } from '../decisions/send.ts';
import { countIn } from '../decisions/typed.ts';
import { Select } from '../design/choice.tsx';
import { Field } from '../design/field.tsx';
import { plural, t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Form } from '../sign-in/form.tsx';
import { Opening } from './opening.tsx';
import { EXCEPTION_REASON_WORDS, RULE_WORDS } from '../words-of-detection.ts';

const DAY_MS = 86_400_000;

/** Proposes that the rule of a finding stays silent about its subject. First it shows what this would have hidden. */
export function ProposeException({ finding }: { readonly finding: FindingView }) {
  return (
    <Opening label={t('Propose an exception…')}>
      {() => (
        <Loaded<HiddenAnswer>
          path={`/v1/detection/findings/${finding.id}/hidden`}
          away={t('The server continues to judge events.')}
        >
          {(hidden) => <ExceptionForm finding={finding} hidden={hidden} />}
        </Loaded>
      )}
    </Opening>
  );
}

function ExceptionForm({ finding, hidden }: { readonly finding: FindingView; readonly hidden: HiddenAnswer }) {
  const reason = useSignal<ExceptionReason | null>(null);
  const days = useSignal('7');
  const words = useSignal('');
  return (
    <section class="detection-exception" aria-labelledby={`except-${finding.id}`}>
      <h3 id={`except-${finding.id}`}>{t('Exception from “{rule}”', { rule: RULE_WORDS[finding.rule] })}</h3>
      <p>
        {hiddenWords(hidden)}{' '}
        {t('The exception holds for this subject alone, and ends by itself. Rules that always hold are not affected.')}
      </p>
      <Form
        send={t('Propose')}
        sending={t('Proposing…')}
        onSend={async () => {
          words.value = '';
          const trouble = (said: string) => ({ words: said, waitS: null });
          const count = countIn(days.value, LONGEST_EXCEPTION_DAYS);
          if (reason.value === null) return trouble(t('Choose a reason.'));
          if (count === undefined)
            return trouble(t('Enter the days as a number from 1 to {most}.', { most: LONGEST_EXCEPTION_DAYS }));
          const { rule, entity } = finding;
          const until = hidden.serverTime + count * DAY_MS;
          const payload = { change: 'except', rule, entity, reason: reason.value, until };
          const proposed = await propose('detection-exception', payload);
          if (!proposed.isDone) return trouble(proposed.words);
          words.value = PROPOSED();
          return undefined;
        }}
      >
        <Select
          title={t('Reason')}
          options={EXCEPTION_REASONS}
          words={EXCEPTION_REASON_WORDS}
          chosen={reason.value}
          onChoose={(one) => (reason.value = one)}
        />
        <Field label={t('Duration in days')} value={days} inputMode="numeric" maxLength={2} />
      </Form>
      <p role="status">{words.value}</p>
    </section>
  );
}

function hiddenWords({ days, count, judgedTrue }: HiddenAnswer): string {
  return plural(
    count,
    'In the last {days} days it would have hidden {count} finding; judged right: {right}.',
    'In the last {days} days it would have hidden {count} findings; judged right: {right}.',
    { days, right: judgedTrue },
  );
}
