import { useSignal } from '@preact/signals';
import type { AlertsView, RouteView } from '../../oversight/alerts/answers.ts';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { Table } from '../records/table.tsx';
import { announce } from '../shell/live.ts';
import { mayAct } from '../shell/session.ts';
import { RouteForm } from './route-form.tsx';
import { sitesWords, takesWords } from '../words-of-alerts.ts';

/** Which alarms go to which channel. */
export function Routes({ alerts: { routes, channels } }: { readonly alerts: AlertsView }) {
  const words = useSignal('');
  const changing = useSignal<RouteView | 'new' | null>(null);
  const isTheirs = mayAct('alerts.propose');
  const say = (said: string) => {
    words.value = said;
    announce(said);
  };
  const remove = async ({ number }: RouteView) => say((await propose('alert-route-removal', { route: number })).words);
  const nameOf = (channel: number) => channels.find(({ number }) => number === channel)?.name ?? String(channel);
  return (
    <section class="panel" aria-labelledby="routes-title">
      <div class="panel-head">
        <h2 id="routes-title">{t('Routes')}</h2>
        {isTheirs && channels.length > 0 && (
          <Button label={t('Propose a route…')} weight="main" onPress={() => (changing.value = 'new')} />
        )}
      </div>
      <p class="quiet">
        {t(
          'A route sends alarms of some urgency or kind, at some sites, to a channel. When a route is removed, its channel gets a message.',
        )}
      </p>
      <p role="status">{words.value}</p>
      {routes.length === 0 ? (
        <StatePanel kind="empty" title={t('No route yet.')}>
          {channels.length === 0 ? t('Propose a channel first.') : t('No alarm goes to a channel.')}
        </StatePanel>
      ) : (
        <Table
          caption={t('Routes')}
          columns={[
            ...[t('Name'), t('Alarms'), t('Sites'), t('Channel ## of alerts'), t('Decided by')],
            ...(isTheirs ? [t('Actions')] : []),
          ]}
        >
          {routes.map((route) => (
            <tr key={route.number}>
              <th scope="row">
                <bdi>{route.name}</bdi>
              </th>
              <td>
                {takesWords(route.takes)}
                <span class="kiosk-name quiet">
                  {route.sendsOver ? t('also when they are over') : t('not when they are over')}
                </span>
              </td>
              <td>{sitesWords(route.sites)}</td>
              <td>
                <bdi>{nameOf(route.channel)}</bdi>
              </td>
              <td>
                <span class="digest">{route.proposedBy}</span>, <span class="digest">{route.approvedBy}</span>
                <span class="kiosk-name quiet figures">{dateAndTime(route.madeAt)}</span>
              </td>
              {isTheirs && (
                <td>
                  <div class="choices">
                    <button type="button" class="row-button" onClick={() => (changing.value = route)}>
                      {t('Change…')}
                      <span class="unseen"> {route.name}</span>
                    </button>
                    <button type="button" class="row-button" onClick={() => void remove(route)}>
                      {t('Propose its removal')}
                      <span class="unseen"> {route.name}</span>
                    </button>
                  </div>
                </td>
              )}
            </tr>
          ))}
        </Table>
      )}
      {changing.value !== null && (
        <Dialog
          title={
            changing.value === 'new'
              ? t('Propose a route')
              : t('Propose a change of {name}', { name: changing.value.name })
          }
          onClose={() => (changing.value = null)}
        >
          <RouteForm
            channels={channels}
            {...(changing.value !== 'new' && { route: changing.value })}
            onDone={(said) => {
              changing.value = null;
              say(said);
            }}
          />
          <Button label={t('Cancel')} onPress={() => (changing.value = null)} />
        </Dialog>
      )}
    </section>
  );
}
