import { useSignal } from '@preact/signals';
import type { ControlRecorded, DeclaredControl } from '../../goods/declarations/controls/answers.ts';
import {
  CONTROL_OUTCOMES,
  type ControlOutcome,
  type ControlReason,
  MADE_CONTROLS,
  type MadeControl,
  REASONS_OF_OUTCOME,
} from '../../goods/declarations/selection/vocabulary.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { announce } from '../shell/live.ts';
import { askProved } from '../sign-in/step-up.ts';
import {
  controlRefusalWords,
  MADE_WORDS,
  OUTCOME_WORDS,
  RESULT_REASON_WORDS,
  riskWords,
  ROUTE_WORDS,
} from './words-of-controls.ts';

interface ControlProps {
  readonly id: string;
  readonly control: DeclaredControl;
  readonly onChanged: () => void;
}

/** The recommended control of a declaration, and its result. */
export function Control({ id, control, onChanged }: ControlProps) {
  const { route, result, drawn } = control;
  if (route === null) return <p>{t('No control is recommended.')}</p>;
  const why = riskWords(control);
  const { selectedBy } = control;
  return (
    <>
      <h3>{t('Control ## of goods')}</h3>
      <p>
        {t('Recommended: {route}.', { route: ROUTE_WORDS[route] })} {why}
      </p>
      {selectedBy.length > 0 && (
        <>
          <p>{t('Selected by these rules:')}</p>
          <ul>
            {selectedBy.map((rule) => (
              <li key={rule.id}>
                <bdi>{rule.text}</bdi> <span class="digest">{rule.id}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {result === null && <RecordResult id={id} onChanged={onChanged} />}
      {result !== null && (
        <p>
          {t('{made}: {outcome}. {reason}. Recorded by {person}, {time}.', {
            made: MADE_WORDS[result.made],
            outcome: OUTCOME_WORDS[result.outcome],
            reason: RESULT_REASON_WORDS[result.reason],
            person: result.decidedBy,
            time: dateAndTime(result.decidedAt),
          })}{' '}
          {drawn === true && t('The declaration was drawn at random.')}
        </p>
      )}
      {result?.isSettled === false && <Confirm id={id} onChanged={onChanged} />}
    </>
  );
}

/** Resolves to the words of a refusal. */
async function send(path: string, body: object): Promise<string | undefined> {
  const answer = await askProved<ControlRecorded>('POST', path, body);
  if (answer.kind === 'answered') {
    announce(answer.value.isSettled ? t('The result is recorded.') : t('A second officer has to agree.'));
    return undefined;
  }
  return answer.code === 'unreachable' ? t('The server does not answer.') : controlRefusalWords(answer.code);
}

function RecordResult({ id, onChanged }: Omit<ControlProps, 'control'>) {
  const made = useSignal<MadeControl | null>(null);
  const outcome = useSignal<ControlOutcome | null>(null);
  const reason = useSignal<ControlReason | null>(null);
  const trouble = useSignal<string | undefined>(undefined);
  const reasons = outcome.value === null ? [] : REASONS_OF_OUTCOME[outcome.value];
  const record = async () => {
    const result = { made: made.value, outcome: outcome.value, reason: reason.value };
    if (Object.values(result).includes(null)) {
      trouble.value = t('Choose the control, the outcome and the reason first.');
      return;
    }
    trouble.value = await send(`/v1/declaration-controls/${id}/result`, result);
    if (trouble.value === undefined) onChanged();
  };
  return (
    <>
      <div class="filters">
        <Select
          title={t('Control that was made')}
          options={MADE_CONTROLS}
          words={MADE_WORDS}
          chosen={made.value}
          onChoose={(chosen) => {
            made.value = chosen;
            trouble.value = undefined;
          }}
        />
        <Select
          title={t('Outcome ## of a control of goods')}
          options={CONTROL_OUTCOMES}
          words={OUTCOME_WORDS}
          chosen={outcome.value}
          onChoose={(chosen) => {
            outcome.value = chosen;
            const [first, ...others] = REASONS_OF_OUTCOME[chosen];
            reason.value = others.length === 0 && first !== undefined ? first : null;
            trouble.value = undefined;
          }}
        />
        <Select
          title={t('Reason ## for a result')}
          options={reasons}
          words={RESULT_REASON_WORDS}
          chosen={reason.value}
          onChoose={(chosen) => {
            reason.value = chosen;
            trouble.value = undefined;
          }}
        />
      </div>
      <Button label={t('Record the result')} weight="main" onPress={() => void record()} />
      <Trouble words={trouble.value} />
    </>
  );
}

function Confirm({ id, onChanged }: Omit<ControlProps, 'control'>) {
  const trouble = useSignal<string | undefined>(undefined);
  const confirm = async (agrees: boolean) => {
    trouble.value = await send(`/v1/declaration-controls/${id}/confirmation`, { agrees });
    if (trouble.value === undefined) onChanged();
  };
  return (
    <>
      <p>
        {t(
          'This control is less than recommended. A second officer must agree, or send the declaration back to the queue.',
        )}
      </p>
      <p class="customs-pages">
        <Button label={t('Agree')} weight="main" onPress={() => void confirm(true)} />
        <Button label={t('Send back to the queue')} onPress={() => void confirm(false)} />
      </p>
      <Trouble words={trouble.value} />
    </>
  );
}

function Trouble({ words }: { readonly words: string | undefined }) {
  if (words === undefined) return null;
  return (
    <Banner tone="bad" icon="cross">
      {words}
    </Banner>
  );
}
