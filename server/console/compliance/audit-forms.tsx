import { useSignal } from '@preact/signals';
import {
  AUDIT_ANSWERS,
  AUDIT_CLAUSES,
  type AuditAnswer,
  type AuditClause,
  FINDING_OUTCOMES,
} from '../../sharing/audits/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { dayIn } from '../design/date-entry.ts';
import { DateField } from '../design/date-field.tsx';
import { t } from '../languages/text.ts';
import { EndForm } from './end-form.tsx';
import { TextArea } from './text-area.tsx';
import { ANSWER_WORDS, FINDING_OUTCOME_WORDS, QUESTION_WORDS } from './words-of-sharing.ts';

/** Shortest text that the server takes. */
const SHORTEST = 20;

/** Proposes an audit with its last day. */
export function ScheduleForm({ agreements }: { readonly agreements: readonly string[] }) {
  const agreement = useSignal(agreements[0] ?? '');
  const dueDay = useSignal('');
  const words = useSignal('');
  const send = async (): Promise<void> => {
    const day = dayIn(dueDay.value);
    if (day === undefined) {
      words.value = t('Choose the last day first.');
      return;
    }
    const payload = { change: 'schedule', agreement: agreement.value, dueDay: day };
    words.value = (await propose('sharing-audit', payload)).words;
  };
  return (
    <details class="panel breach-form">
      <summary>{t('Propose an audit')}</summary>
      <div class="filters">
        <Select
          title={t('Agreement')}
          options={agreements}
          words={Object.fromEntries(agreements.map((one) => [one, one]))}
          chosen={agreement.value}
          onChoose={(one) => (agreement.value = one)}
        />
        <DateField label={t('Last day')} value={dueDay} />
      </div>
      <Button weight="main" label={t('Propose')} onPress={() => void send()} />
      <p role="status">{words.value}</p>
    </details>
  );
}

/** Proposes the answers of an audit. A question that is not met needs its finding and a last day. */
export function ConcludeForm({ audit }: { readonly audit: string }) {
  const answers = useSignal<{ readonly [C in AuditClause]?: AuditAnswer }>({});
  const text = useSignal('');
  const dueDay = useSignal('');
  const words = useSignal('');
  const failed = AUDIT_CLAUSES.filter((clause) => answers.value[clause] === 'not-met');
  const day = dayIn(dueDay.value);
  const isComplete =
    AUDIT_CLAUSES.every((clause) => answers.value[clause] !== undefined) &&
    (failed.length === 0 || (text.value.trim().length >= SHORTEST && day !== undefined));
  const send = async (): Promise<void> => {
    if (!isComplete) {
      words.value = t('Complete every field first.');
      return;
    }
    const findings = failed.map((clause) => ({ clause, text: text.value, dueDay: day }));
    const payload = { change: 'conclude', audit, answers: answers.value, findings };
    words.value = (await propose('sharing-audit', payload)).words;
  };
  return (
    <div class="breach-form">
      <h3>{t('Propose its conclusion')}</h3>
      {AUDIT_CLAUSES.map((clause) => (
        <Select
          key={clause}
          title={QUESTION_WORDS[clause]}
          options={AUDIT_ANSWERS}
          words={ANSWER_WORDS}
          chosen={answers.value[clause] ?? null}
          onChoose={(one) => (answers.value = { ...answers.value, [clause]: one })}
        />
      ))}
      {failed.length > 0 && (
        <>
          <TextArea label={t('Finding, in at least 20 characters')} value={text} hint={t('Name no traveller.')} />
          <DateField label={t('Last day')} value={dueDay} />
        </>
      )}
      <Button label={t('Propose')} onPress={() => void send()} />
      <p role="status">{words.value}</p>
    </div>
  );
}

/** Proposes the end of a finding. */
export function CloseFindingForm({ finding }: { readonly finding: string }) {
  return (
    <EndForm
      outcomes={FINDING_OUTCOMES}
      words={FINDING_OUTCOME_WORDS}
      kind="sharing-audit"
      payload={(outcome, evidence) => ({ change: 'close', finding, outcome, evidence })}
    />
  );
}
