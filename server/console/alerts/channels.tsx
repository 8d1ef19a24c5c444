import { useSignal } from '@preact/signals';
import type { AlertsView, ChannelView, RenewedSecret, TestResult } from '../../oversight/alerts/answers.ts';
import { propose } from '../decisions/send.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { plural, t } from '../languages/text.ts';
import { Table } from '../records/table.tsx';
import { announce } from '../shell/live.ts';
import { mayAct } from '../shell/session.ts';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords } from '../sign-in/words.ts';
import { ChannelForm } from './channel-form.tsx';
import { CHANNEL_WORDS, LANGUAGE_WORDS, resultWords } from '../words-of-alerts.ts';

export interface ChannelsProps {
  readonly alerts: AlertsView;
  readonly onChange: () => void;
}

/** The channels, how each delivers, and what an administrator does with it. */
export function Channels({ alerts, onChange }: ChannelsProps) {
  const { channels, hasMail } = alerts;
  const words = useSignal('');
  const changing = useSignal<ChannelView | 'new' | null>(null);
  const secret = useSignal<(RenewedSecret & { readonly name: string }) | null>(null);
  const say = (said: string) => {
    words.value = said;
    announce(said);
    onChange();
  };
  const test = async ({ number, name }: ChannelView) => {
    words.value = t('Sending a test through {name}…', { name });
    const asked = await askProved<TestResult>('POST', `/v1/alerts/channels/${number}/tests`, {});
    const result =
      asked.kind === 'answered' ? resultWords(asked.value.result, asked.value.status) : refusalWords(asked);
    say(t('Test of {name}: {result}', { name, result }));
  };
  const renew = async ({ number, name }: ChannelView) => {
    const path = `/v1/alerts/channels/${number}/secrets`;
    const asked = await askProved<RenewedSecret>('POST', path, { keepEarlier: true });
    if (asked.kind === 'refused') return say(refusalWords(asked));
    secret.value = { ...asked.value, name };
    onChange();
  };
  const remove = async ({ number }: ChannelView) =>
    say((await propose('alert-channel-removal', { channel: number })).words);
  return (
    <section class="panel" aria-labelledby="channels-title">
      <div class="panel-head">
        <h2 id="channels-title">{t('Channels')}</h2>
        {mayAct('alerts.propose') && (
          <Button label={t('Propose a channel…')} weight="main" onPress={() => (changing.value = 'new')} />
        )}
      </div>
      <p class="quiet">
        {t(
          'A channel is a target outside the console: a webhook or mail addresses. Two administrators decide about it.',
        )}
      </p>
      <p role="status">{words.value}</p>
      {channels.length === 0 ? (
        <StatePanel kind="empty" title={t('No channel yet.')}>
          {t('Alarms are in the console and in the log of the server only.')}
        </StatePanel>
      ) : (
        <Table
          caption={t('Channels')}
          columns={[
            ...[t('Name'), t('Target'), t('State'), t('Decided by')],
            ...(mayAct('alerts.test') ? [t('Actions')] : []),
          ]}
        >
          {channels.map((channel) => (
            <Row
              key={channel.number}
              channel={channel}
              onTest={() => void test(channel)}
              onRenew={() => void renew(channel)}
              onEdit={() => (changing.value = channel)}
              onRemove={() => void remove(channel)}
            />
          ))}
        </Table>
      )}
      {changing.value !== null && (
        <Dialog
          title={
            changing.value === 'new'
              ? t('Propose a channel')
              : t('Propose a change of {name}', { name: changing.value.name })
          }
          onClose={() => (changing.value = null)}
        >
          <ChannelForm
            hasMail={hasMail}
            {...(changing.value !== 'new' && { channel: changing.value })}
            onDone={(said) => {
              changing.value = null;
              say(said);
            }}
          />
          <Button label={t('Cancel')} onPress={() => (changing.value = null)} />
        </Dialog>
      )}
      {secret.value !== null && <SecretDialog {...secret.value} onClose={() => (secret.value = null)} />}
    </section>
  );
}

interface RowProps {
  readonly channel: ChannelView;
  readonly onTest: () => void;
  readonly onRenew: () => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function Row({ channel, onTest, onRenew, onEdit, onRemove }: RowProps) {
  const { name, target, language, proposedBy, approvedBy, madeAt, previousUntil } = channel;
  const action = (label: string, act: () => void) => (
    <button type="button" class="row-button" onClick={act}>
      {label}
      <span class="unseen"> {name}</span>
    </button>
  );
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
        <span class="kiosk-name quiet">
          {CHANNEL_WORDS[target.kind]}, {LANGUAGE_WORDS[language]}
        </span>
      </th>
      <td class="alerts-target">
        <span class="digest">{target.kind === 'webhook' ? target.url : target.recipients.join(', ')}</span>
        {previousUntil !== null && (
          <span class="kiosk-name quiet">
            {t('The earlier secret also signs until {time}.', { time: dateAndTime(previousUntil) })}
          </span>
        )}
      </td>
      <td>
        <Health channel={channel} />
      </td>
      <td>
        <span class="digest">{proposedBy}</span>, <span class="digest">{approvedBy}</span>
        <span class="kiosk-name quiet figures">{dateAndTime(madeAt)}</span>
      </td>
      {mayAct('alerts.test') && (
        <td>
          <div class="choices">
            {action(t('Send a test'), onTest)}
            {target.kind === 'webhook' && action(t('New secret'), onRenew)}
            {action(t('Change…'), onEdit)}
            {action(t('Propose its removal'), onRemove)}
          </div>
        </td>
      )}
    </tr>
  );
}

function Health({ channel: { deliveredAt, failingSince, lastResult, waiting } }: { readonly channel: ChannelView }) {
  const badge =
    failingSince !== null ? (
      <Badge tone="bad" icon="warning" word={t('Does not deliver')} />
    ) : deliveredAt === null ? (
      <Badge tone="caution" icon="question" word={t('Not tested yet')} />
    ) : (
      <Badge tone="good" icon="tick" word={t('Delivers')} />
    );
  return (
    <>
      {badge}
      {deliveredAt !== null && (
        <span class="kiosk-name quiet figures">{t('Last delivery: {time}', { time: dateAndTime(deliveredAt) })}</span>
      )}
      {failingSince !== null && lastResult !== null && <span class="kiosk-name">{resultWords(lastResult, null)}</span>}
      {waiting > 0 && (
        <span class="kiosk-name">{plural(waiting, '{count} message waits.', '{count} messages wait.')}</span>
      )}
    </>
  );
}

interface SecretDialogProps extends RenewedSecret {
  readonly name: string;
  readonly onClose: () => void;
}

/** The secret is shown once; the database holds it sealed. */
function SecretDialog({ name, secret, previousUntil, onClose }: SecretDialogProps) {
  const words = useSignal('');
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => (words.value = t('Copied.')),
      () => (words.value = t('The browser does not allow copying. Select the code and copy it.')),
    );
  return (
    <Dialog title={t('New secret of {name}', { name })} onClose={onClose}>
      <p>
        {t('Give it to the receiver, which verifies each message with it (Standard Webhooks). It is shown only once.')}
      </p>
      <code class="digest alerts-secret">{secret}</code>
      {previousUntil !== null && (
        <p>{t('The earlier secret also signs until {time}.', { time: dateAndTime(previousUntil) })}</p>
      )}
      <p role="status">{words.value}</p>
      <div class="choices">
        <Button label={t('Copy')} weight="main" onPress={() => void copy()} />
        <Button label={t('Close')} onPress={onClose} />
      </div>
    </Dialog>
  );
}
