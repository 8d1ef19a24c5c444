import { useSignal } from '@preact/signals';
import type { ChannelView } from '../../oversight/alerts/answers.ts';
import {
  ALERT_LANGUAGES,
  CHANNEL_KINDS,
  type AlertLanguage,
  type ChannelKind,
} from '../../oversight/alerts/vocabulary.ts';
import { webhookUrlFault } from '../../oversight/alerts/webhook-url.ts';
import { propose } from '../decisions/send.ts';
import { Choice } from '../design/choice.tsx';
import { t } from '../languages/text.ts';
import { Field } from '../design/field.tsx';
import { Form } from '../sign-in/form.tsx';
import { CHANNEL_WORDS, LANGUAGE_WORDS } from '../words-of-alerts.ts';

export interface ChannelFormProps {
  /** The channel to change; absent: a new one. */
  readonly channel?: ChannelView;
  readonly hasMail: boolean;
  readonly onDone: (words: string) => void;
}

/** Proposes a channel, or a change of one. The kind of a channel never changes. */
export function ChannelForm({ channel, hasMail, onDone }: ChannelFormProps) {
  const target = channel?.target;
  const name = useSignal(channel?.name ?? '');
  const kind = useSignal<ChannelKind>(target?.kind ?? 'webhook');
  const url = useSignal(target?.kind === 'webhook' ? target.url : '');
  const recipients = useSignal(target?.kind === 'email' ? target.recipients.join(', ') : '');
  const language = useSignal<AlertLanguage>(channel?.language ?? 'en');
  const targetOf = () =>
    kind.value === 'webhook'
      ? { kind: kind.value, url: url.value.trim() }
      : { kind: kind.value, recipients: recipients.value.split(/[\s,;]+/).filter((one) => one !== '') };
  return (
    <Form
      send={t('Propose')}
      sending={t('Proposing…')}
      onSend={async () => {
        const wanted = targetOf();
        if (wanted.kind === 'webhook' && webhookUrlFault(wanted.url ?? '') !== undefined) {
          return {
            words: t('Enter an address that begins with https://, in its plain form and without a password.'),
            waitS: null,
          };
        }
        const payload = {
          replaces: channel?.number ?? null,
          name: name.value,
          target: wanted,
          language: language.value,
        };
        const outcome = await propose('alert-channel', payload);
        if (!outcome.isDone) return { words: outcome.words, waitS: null };
        onDone(outcome.words);
        return undefined;
      }}
    >
      <Field label={t('Name of the channel')} value={name} hint={t('For example: Night staff')} maxLength={40} />
      {channel === undefined && hasMail && (
        <Choice
          title={t('Kind')}
          options={CHANNEL_KINDS}
          words={CHANNEL_WORDS}
          chosen={kind.value}
          onChoose={(chosen) => (kind.value = chosen)}
        />
      )}
      {kind.value === 'webhook' ? (
        <Field
          label={t('Address')}
          value={url}
          hint={t('https:// with a public name. A private network must be allowed in the configuration of the server.')}
          maxLength={512}
          isExact
        />
      ) : (
        <Field
          label={t('Mail addresses')}
          value={recipients}
          hint={t('Up to ten, separated by commas. Addresses of duties rather than of people.')}
          maxLength={2_600}
          isExact
        />
      )}
      <Choice
        title={t('Language of the messages')}
        options={ALERT_LANGUAGES}
        words={LANGUAGE_WORDS}
        chosen={language.value}
        onChoose={(chosen) => (language.value = chosen)}
      />
    </Form>
  );
}
