import { type Signal, signal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { DutyView, NoticeView, OneBreach } from '../../oversight/compliance/breaches/answers.ts';
import { type Channel, SENDING_CHANNELS } from '../../oversight/compliance/breaches/vocabulary.ts';
import type { Item } from '../../oversight/compliance/laws/vocabulary.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { Field } from '../design/field.tsx';
import { t } from '../languages/text.ts';
import { act } from './act.ts';
import { draftOf } from './draft.ts';
import { TextArea } from './text-area.tsx';
import { CHANNEL_WORDS, ITEM_WORDS } from './words.ts';

export interface NoticeFormProps {
  readonly one: OneBreach;
  readonly duty: DutyView;
  readonly path: string;
  readonly onDone: (words: string) => void;
}

interface EditedItem {
  readonly item: Item;
  readonly text: Signal<string>;
  readonly follows: Signal<boolean>;
}

/** Writes the next version of a notice, from the latest one or from the case. */
export function NoticeForm({ one, duty, path, onDone }: NoticeFormProps) {
  const edited: readonly EditedItem[] = useMemo(
    () => draftOf(one, duty).map(({ item, text, follows }) => ({ item, text: signal(text), follows: signal(follows) })),
    [one.breach.assessedAt, duty.isLate],
  );
  const send = async (): Promise<void> => {
    const items = edited.map(({ item, text, follows }) => ({ item, text: text.value, follows: follows.value }));
    const body = { law: duty.law, addressee: duty.addressee, items };
    onDone(await act(`${path}/notices`, body, t('The draft is saved as a new version.')));
  };
  return (
    <details class="breach-form">
      <summary>{t('Write the notice')}</summary>
      <p class="quiet">{t('Do not name a traveller. State what is known, and mark what will follow.')}</p>
      {edited.map(({ item, text, follows }) => (
        <div key={item} class="notice-part">
          <TextArea
            label={ITEM_WORDS[item]}
            value={text}
            {...articleHint(duty.content.find((part) => part.item === item)?.article)}
          />
          {duty.mayFollow && (
            <label>
              <input
                type="checkbox"
                checked={follows.value}
                onChange={({ currentTarget }) => (follows.value = currentTarget.checked)}
              />
              <span>
                {t('Follows later')}
                <span class="unseen"> {ITEM_WORDS[item]}</span>
              </span>
            </label>
          )}
        </div>
      ))}
      <Button label={t('Save the draft')} onPress={() => void send()} />
    </details>
  );
}

function articleHint(article: string | undefined): { readonly hint?: string } {
  return article === undefined ? {} : { hint: article };
}

export interface NoticeStepsProps {
  readonly notice: NoticeView;
  readonly path: string;
  readonly nowMs: number;
  readonly onDone: (words: string) => void;
}

/** Signs the latest version, and records that it was sent. */
export function NoticeSteps({ notice, path, nowMs, onDone }: NoticeStepsProps) {
  const channel = useSignal<Channel | null>(null);
  const reference = useSignal('');
  const own = `${path}/notices/${notice.id}`;
  if (notice.sentAt !== null) return null;
  if (notice.signedAt === null) {
    return (
      <Button
        label={t('Sign version {version}', { version: String(notice.version) })}
        onPress={() =>
          void act(`${own}/signature`, { digest: notice.digest }, t('The notice is signed. Send it now.')).then(onDone)
        }
      />
    );
  }
  const send = async (): Promise<void> => {
    const given = reference.value.trim();
    const sentAt = Math.max(notice.signedAt ?? 0, nowMs);
    const body = { sentAt, channel: channel.value, reference: given === '' ? null : given };
    onDone(await act(`${own}/sending`, body, t('The sending is recorded.')));
  };
  return (
    <div class="filters">
      <Select
        title={t('Sent by ## means')}
        options={SENDING_CHANNELS}
        words={CHANNEL_WORDS}
        chosen={channel.value}
        onChoose={(one) => (channel.value = one)}
      />
      <Field label={t('File number, if known')} value={reference} isRequired={false} maxLength={120} />
      {channel.value !== null && <Button label={t('Record that it was sent now')} onPress={() => void send()} />}
    </div>
  );
}
