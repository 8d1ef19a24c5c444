import { useSignal } from '@preact/signals';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { t } from '../languages/text.ts';
import { TextArea } from './text-area.tsx';

/** Shortest proof that the server takes. */
const SHORTEST = 20;

interface EndFormProps<Outcome extends string> {
  readonly outcomes: readonly [Outcome, ...Outcome[]];
  readonly words: { readonly [One in Outcome]: string };
  /** The kind of the proposal. */
  readonly kind: string;
  readonly payload: (outcome: Outcome, evidence: string) => object;
}

/** Proposes the end of an entry, with its proof. */
export function EndForm<Outcome extends string>({ outcomes, words, kind, payload }: EndFormProps<Outcome>) {
  const outcome = useSignal<Outcome>(outcomes[0]);
  const evidence = useSignal('');
  const answer = useSignal('');
  const send = async (): Promise<void> => {
    if (evidence.value.trim().length < SHORTEST) {
      answer.value = t('Give the proof in at least 20 characters.');
      return;
    }
    answer.value = (await propose(kind, payload(outcome.value, evidence.value))).words;
  };
  return (
    <details class="breach-form">
      <summary>{t('Propose its end')}</summary>
      <Select
        title={t('Outcome')}
        options={outcomes}
        words={words}
        chosen={outcome.value}
        onChoose={(one) => (outcome.value = one)}
      />
      <TextArea label={t('Proof of it, in at least 20 characters')} value={evidence} />
      <Button label={t('Propose')} onPress={() => void send()} />
      <p role="status">{answer.value}</p>
    </details>
  );
}
