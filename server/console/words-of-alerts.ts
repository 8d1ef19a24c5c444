/** Alerts in words: channels, routes, silences, and how a delivery ended. Complete by type. */
import type { MessageView, RouteView, SilenceView } from '../oversight/alerts/answers.ts';
import type {
  AlertLanguage,
  ChannelKind,
  DeliveryResult,
  MessageKind,
  MessageState,
  Severity,
  SilenceReason,
} from '../oversight/alerts/vocabulary.ts';
import { plural, t, translated } from './languages/text.ts';
import { ALARM_WORDS } from './words.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const CHANNEL_WORDS: Words<ChannelKind> = translated({ webhook: 'Webhook', email: 'Mail' });

export const LANGUAGE_WORDS: Words<AlertLanguage> = translated({ en: 'English', de: 'German', fr: 'French' });

export const SEVERITY_WORDS: Words<Severity> = translated({
  now: 'Now ## urgency',
  today: 'Today ## urgency',
  watch: 'Watch ## urgency',
});

export const REASON_WORDS: Words<SilenceReason> = translated({
  maintenance: 'Maintenance',
  'known-fault': 'A known fault',
  drill: 'A drill',
  'site-closed': 'The site is closed',
});

export const MESSAGE_STATE_WORDS: Words<MessageState> = translated({
  waiting: 'Waiting ## message',
  delivered: 'Delivered',
  'given-up': 'Given up',
  silenced: 'Silenced',
});

export const RESULT_WORDS: Words<DeliveryResult> = translated({
  delivered: 'Delivered.',
  'delivered-in-part': 'The mail relay accepted it for some of the recipients only. Compare the addresses.',
  'name-not-found': 'The name of the target does not resolve. Compare the address.',
  'address-not-allowed':
    'The target is at a private or reserved address. Only the configuration of the server can allow its network (POSTERN_SERVER_ALERT_NETWORKS).',
  unreachable: 'No connection to the target. Check whether it is running and whether a firewall blocks the connection.',
  'too-slow': 'The target did not answer in time.',
  'tls-refused':
    'No secure connection: the certificate is not valid for the target, or it offers no TLS. See POSTERN_SERVER_ALERT_CA.',
  redirected: 'The target answered with another address, which is not followed. Propose the final address.',
  'answered-error': 'The target answered with an error.',
  'no-relay': 'The configuration of the server names no mail relay (POSTERN_SERVER_SMTP_URL).',
  'relay-refused': 'The mail relay refused the message.',
  'sign-in-refused': 'The mail relay refused the credentials of the server.',
  'recipients-refused': 'The mail relay refused all recipients.',
  'secret-unusable': 'The signing secret cannot be opened with the present keys of the server. Get a new one.',
  failed: 'The server could not send it. The log of the server names the fault.',
});

/** The result, with the status that the target answered. */
export function resultWords(result: DeliveryResult, status: number | null): string {
  return status === null || result === 'delivered'
    ? RESULT_WORDS[result]
    : t('{result} Status: {status}.', { result: RESULT_WORDS[result], status: String(status) });
}

const NOTICE_WORDS: Words<Exclude<MessageKind, 'raised' | 'over'>> = translated({
  test: 'Test',
  'route-changed': 'A route was changed',
  'route-removed': 'A route was removed',
  'channel-changed': 'A channel was changed',
  'channel-removed': 'A channel was removed',
  'secret-renewed': 'A secret was renewed',
  'silence-begun': 'A silence has begun',
  'silence-over': 'A silence is over',
});

export function messageWords({ kind, alarmKind, alarms }: Pick<MessageView, 'kind' | 'alarmKind' | 'alarms'>): string {
  if (kind !== 'raised' && kind !== 'over') return NOTICE_WORDS[kind];
  const alarm = alarmKind === null ? '' : ALARM_WORDS[alarmKind];
  const title = kind === 'over' ? t('Over: {alarm}', { alarm }) : alarm;
  return alarms > 1 ? `${title} (${alarms})` : title;
}

export function takesWords(takes: RouteView['takes']): string {
  return takes.by === 'severity'
    ? t('Urgency: {severities}', { severities: takes.severities.map((one) => SEVERITY_WORDS[one]).join(', ') })
    : takes.kinds.map((kind) => ALARM_WORDS[kind]).join('; ');
}

export function sitesWords(sites: RouteView['sites']): string {
  return sites === 'all' ? t('all sites, and the server itself') : sites.join(', ');
}

export function silencedWords({ kinds }: Pick<SilenceView, 'kinds'>): string {
  return kinds === 'all' ? t('all that may be silenced') : kinds.map((kind) => ALARM_WORDS[kind]).join('; ');
}

export function attemptsWords(attempts: number): string {
  return plural(attempts, '{count} attempt', '{count} attempts');
}
