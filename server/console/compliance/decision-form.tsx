import { useSignal } from '@preact/signals';
import type { DutyView } from '../../oversight/compliance/breaches/answers.ts';
import type { Ground } from '../../oversight/compliance/laws/vocabulary.ts';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { t } from '../languages/text.ts';
import { TextArea } from './text-area.tsx';
import { GROUND_WORDS } from './words.ts';

/** Shortest reasons that the server takes. */
const SHORTEST = 40;

export interface NoNoticeFormProps {
  readonly id: string;
  readonly duty: DutyView;
  readonly onDone: (words: string) => void;
}

/** Proposes not to notify, on a ground of the law. Another privacy officer approves it under Decisions. */
export function NoNoticeForm({ id, duty, onDone }: NoNoticeFormProps) {
  const ground = useSignal<Ground | null>(null);
  const reasons = useSignal('');
  const { law, addressee } = duty;
  const send = async (): Promise<void> => {
    const payload = { about: 'not-notify', breach: id, law, addressee, ground: ground.value, reasons: reasons.value };
    onDone((await propose('breach-decision', payload)).words);
  };
  return (
    <details class="breach-form">
      <summary>{t('Propose not to notify')}</summary>
      <Select
        title={t('Ground')}
        options={duty.grounds.map((one) => one.ground)}
        words={GROUND_WORDS}
        chosen={ground.value}
        onChoose={(one) => (ground.value = one)}
      />
      <TextArea label={t('Reasons, in at least 40 characters')} value={reasons} />
      {ground.value !== null && reasons.value.trim().length >= SHORTEST && (
        <Button label={t('Propose')} onPress={() => void send()} />
      )}
    </details>
  );
}

/** Proposes that there was no breach, which ends all duties of the case. */
export function NoBreachForm({ id, onDone }: Pick<NoNoticeFormProps, 'id' | 'onDone'>) {
  const reasons = useSignal('');
  const send = async (): Promise<void> => {
    onDone((await propose('breach-decision', { about: 'no-breach', breach: id, reasons: reasons.value })).words);
  };
  return (
    <details class="breach-form">
      <summary>{t('Propose that there was no breach')}</summary>
      <TextArea label={t('Reasons, in at least 40 characters')} value={reasons} />
      {reasons.value.trim().length >= SHORTEST && <Button label={t('Propose')} onPress={() => void send()} />}
    </details>
  );
}
