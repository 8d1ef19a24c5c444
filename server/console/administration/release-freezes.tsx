import { useSignal } from '@preact/signals';
import type { FreezeView } from '../../border/roll-outs/answers.ts';
import { Button } from '../design/button.tsx';
import { momentIn } from '../design/date-entry.ts';
import { DateTimeField } from '../design/date-field.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { announce } from '../shell/live.ts';
import { mayAct } from '../shell/session.ts';
import { Form } from '../sign-in/form.tsx';
import { askProved } from '../sign-in/step-up.ts';
import type { Trouble } from '../sign-in/trouble.ts';
import { releaseRefusalWords } from './words.ts';

export interface FreezesProps {
  readonly freezes: readonly FreezeView[];
  readonly serverTime: number;
  readonly onChange: () => void;
}

/** The times in which no staged release proceeds, such as holidays. */
export function Freezes({ freezes, serverTime, onChange }: FreezesProps) {
  const words = useSignal('');
  const end = async (id: string) => {
    const asked = await askProved('DELETE', `/v1/fleet/freezes/${id}`);
    words.value = asked.kind === 'refused' ? releaseRefusalWords(asked) : '';
    onChange();
  };
  return (
    <section class="panel" aria-labelledby="freezes-title">
      <h2 id="freezes-title">{t('Freezes')}</h2>
      <p class="quiet">
        {t(
          'In a freeze no roll-out proceeds and no lane takes a staged release. A release can be returned at any time.',
        )}
      </p>
      {freezes.length === 0 && <p>{t('No freeze is set.')}</p>}
      <ul class="held-releases figures">
        {freezes.map(({ id, from, until, madeBy }) => (
          <li key={id}>
            {t('{from} to {until}, set by {person}', {
              from: dateAndTime(from),
              until: dateAndTime(until),
              person: madeBy,
            })}{' '}
            {from <= serverTime && <strong>{t('now')}</strong>}{' '}
            {mayAct('release-freeze.set') && <Button label={t('End')} onPress={() => void end(id)} />}
          </li>
        ))}
      </ul>
      <p role="status">{words.value}</p>
      {mayAct('release-freeze.set') && <FreezeForm onChange={onChange} />}
    </section>
  );
}

function FreezeForm({ onChange }: Pick<FreezesProps, 'onChange'>) {
  const from = useSignal('');
  const until = useSignal('');
  const send = async (): Promise<Trouble | undefined> => {
    const times = { from: momentIn(from.value), until: momentIn(until.value) };
    const asked = await askProved('POST', '/v1/fleet/freezes', times);
    if (asked.kind === 'refused') return { words: releaseRefusalWords(asked), waitS: asked.retryAfterS };
    announce(t('The freeze is set.'));
    from.value = '';
    until.value = '';
    onChange();
    return undefined;
  };
  return (
    <Form send={t('Set freeze')} sending={t('Sending…')} onSend={send}>
      <DateTimeField label={t('From')} value={from} />
      <DateTimeField label={t('Until')} value={until} />
    </Form>
  );
}
