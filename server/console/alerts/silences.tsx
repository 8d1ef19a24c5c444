import { useSignal } from '@preact/signals';
import type { AlertsView, SilenceView } from '../../oversight/alerts/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { Table } from '../records/table.tsx';
import { announce } from '../shell/live.ts';
import { mayAct } from '../shell/session.ts';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords } from '../sign-in/words.ts';
import { SilenceForm } from './silence-form.tsx';
import { REASON_WORDS, silencedWords, sitesWords } from '../words-of-alerts.ts';

export interface SilencesProps {
  readonly alerts: AlertsView;
  readonly onChange: () => void;
}

/** Alerts that are held until a time: by whom, why, and until when. */
export function Silences({ alerts: { silences }, onChange }: SilencesProps) {
  const words = useSignal('');
  const isOpen = useSignal(false);
  const isTheirs = mayAct('alerts.silence');
  const say = (said: string) => {
    words.value = said;
    announce(said);
    onChange();
  };
  const end = async ({ id }: SilenceView) => {
    const asked = await askProved('DELETE', `/v1/alerts/silences/${id}`);
    say(asked.kind === 'answered' ? t('The silence is over.') : refusalWords(asked));
  };
  return (
    <section class="panel" aria-labelledby="silences-title">
      <div class="panel-head">
        <h2 id="silences-title">{t('Silences')}</h2>
        {isTheirs && <Button label={t('Silence alerts…')} weight="main" onPress={() => (isOpen.value = true)} />}
      </div>
      <p class="quiet">
        {t(
          'Silenced alarms stay in the console and in the log. Emergencies and signs of tampering are always sent. The routes report when a silence begins, and what it held.',
        )}
      </p>
      <p role="status">{words.value}</p>
      {silences.length === 0 ? (
        <StatePanel kind="empty" title={t('Nothing has been silenced yet.')} />
      ) : (
        <Table
          caption={t('Silences')}
          columns={[
            ...[t('Until'), t('Alarms'), t('Sites'), t('Why'), t('By'), t('State')],
            ...(isTheirs ? [t('Actions')] : []),
          ]}
        >
          {silences.map((silence) => (
            <tr key={silence.id}>
              <th scope="row" class="figures">
                {dateAndTime(silence.endedAt ?? silence.until)}
              </th>
              <td>{silencedWords(silence)}</td>
              <td>{sitesWords(silence.sites)}</td>
              <td>{REASON_WORDS[silence.reason]}</td>
              <td class="digest">{silence.madeBy}</td>
              <td>
                {silence.isInForce ? (
                  <Badge tone="caution" icon="dash" word={t('In force')} />
                ) : (
                  <Badge tone="plain" icon="tick" word={t('Over')} />
                )}
                {silence.endedBy !== null && (
                  <span class="kiosk-name quiet">
                    {rich('ended by {person}', { person: <span class="digest">{silence.endedBy}</span> })}
                  </span>
                )}
              </td>
              {isTheirs && (
                <td>
                  {silence.isInForce && (
                    <button type="button" class="row-button" onClick={() => void end(silence)}>
                      {t('End it now')}
                      <span class="unseen"> {silencedWords(silence)}</span>
                    </button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </Table>
      )}
      {isOpen.value && (
        <Dialog title={t('Silence alerts')} onClose={() => (isOpen.value = false)}>
          <SilenceForm
            onDone={(said) => {
              isOpen.value = false;
              say(said);
            }}
          />
          <Button label={t('Cancel')} onPress={() => (isOpen.value = false)} />
        </Dialog>
      )}
    </section>
  );
}
