/** Pure: proposals about channels and routes, for the person who approves them. The whole target is shown: it is what may be redirected. */
import type { ChannelChange, RouteChange } from '../../oversight/alerts/change-schemas.ts';
import type { Explained, Line } from './explained.ts';
import { t } from '../languages/text.ts';
import { CHANNEL_WORDS, LANGUAGE_WORDS, sitesWords, takesWords } from '../words-of-alerts.ts';

export type { ChannelChange, RouteChange };

export type ShownChannel = Pick<ChannelChange, 'name' | 'target' | 'language'>;
export type ShownRoute = Pick<RouteChange, 'name' | 'channel' | 'takes' | 'sites' | 'sendsOver'> & {
  readonly channelName: string;
};
export interface RouteBefore {
  readonly route: ShownRoute | null;
  readonly channelName: string | null;
}

export const EXPLAIN_ALERTS = {
  'alert-channel': (change: ChannelChange, before: ShownChannel | null): Explained => ({
    says:
      before === null
        ? t('Alerts can be sent through a new channel: {name}.', { name: change.name })
        : t('The channel {name} is changed. All its alerts go to the new target at once.', { name: before.name }),
    lines: channelLines(change, before),
  }),
  'alert-channel-removal': (_removal: { readonly channel: number }, before: ShownChannel | null): Explained => ({
    says:
      before === null
        ? t('A channel for alerts is removed.')
        : t('The channel {name} is removed. Its target gets a last message.', { name: before.name }),
    lines: before === null ? [] : channelLines(before, null),
  }),
  'alert-route': (change: RouteChange, { route, channelName }: RouteBefore): Explained => ({
    says:
      route === null
        ? t('Alarms go to a channel by a new route: {name}.', { name: change.name })
        : t('The route {name} is changed. Its earlier channel gets a message about it.', { name: route.name }),
    lines: routeLines({ ...change, channelName: channelName ?? String(change.channel) }, route),
  }),
  'alert-route-removal': (_removal: { readonly route: number }, before: ShownRoute | null): Explained => ({
    says:
      before === null
        ? t('A route for alerts is removed.')
        : t(
            'The route {name} is removed. Its alarms no longer leave the server. Its channel gets a message about it.',
            {
              name: before.name,
            },
          ),
    lines: before === null ? [] : routeLines(before, null),
  }),
} as const;

function channelLines(now: ShownChannel, before: ShownChannel | null): readonly Line[] {
  return [
    changed(t('Name'), now.name, before?.name),
    changed(t('Kind'), CHANNEL_WORDS[now.target.kind], before === null ? undefined : CHANNEL_WORDS[before.target.kind]),
    changed(t('Target'), targetText(now), before === null ? undefined : targetText(before)),
    changed(
      t('Language of the messages'),
      LANGUAGE_WORDS[now.language],
      before === null ? undefined : LANGUAGE_WORDS[before.language],
    ),
  ];
}

function targetText({ target }: ShownChannel): string {
  return target.kind === 'webhook' ? target.url : target.recipients.join(', ');
}

function routeLines(now: ShownRoute, before: ShownRoute | null): readonly Line[] {
  const sent = ({ sendsOver }: ShownRoute) => (sendsOver ? t('also when they are over') : t('not when they are over'));
  return [
    changed(t('Name'), now.name, before?.name),
    changed(t('Channel ## of alerts'), now.channelName, before?.channelName),
    changed(t('Alarms'), takesWords(now.takes), before === null ? undefined : takesWords(before.takes)),
    changed(t('Sites'), sitesWords(now.sites), before === null ? undefined : sitesWords(before.sites)),
    changed(t('Sent'), sent(now), before === null ? undefined : sent(before)),
  ];
}

function changed(name: string, text: string, before: string | undefined): Line {
  return before === undefined ? [name, text] : [name, text, before];
}
