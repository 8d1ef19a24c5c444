/**
 * The content of a message, for a webhook or a mail. Pure. Everything in it comes from closed words, ids, times, and names of sites, routes
 * and channels, which hold no control characters and no marks of HTML. No person is named.
 */
import { z } from 'zod';
import type { AlarmKind } from '../../platform/base/alarm-kinds.ts';
import { ALARM_SEVERITIES } from './severities.ts';
import type { AlertTexts, NoticeKind } from './texts/alert-texts.ts';
import { alarmStep, alarmTitle, fill, textsIn } from './texts/texts.ts';
import type { AlertLanguage, ChannelKind, MessageKind, SilenceReason } from './vocabulary.ts';

/** An alarm when the message was made. Times are wall ms. */
export interface AlarmFact {
  readonly id: number;
  readonly kioskId: string | null;
  readonly site: string | null;
  readonly siteName: string | null;
  readonly lane: string | null;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
  readonly overAt: number | null;
  readonly about: string | null;
}

export interface HeldCount {
  readonly kind: AlarmKind;
  readonly count: number;
}

/** A silence as a message describes it. */
export interface SilenceFact {
  readonly reason: SilenceReason;
  readonly kinds: 'all' | readonly AlarmKind[];
  readonly sites: 'all' | readonly string[];
  readonly held?: readonly HeldCount[];
}

export type Occasion =
  | { readonly kind: 'raised' | 'over'; readonly alarmKind: AlarmKind; readonly alarms: readonly AlarmFact[] }
  | { readonly kind: NoticeKind; readonly until?: number; readonly silence?: SilenceFact };

export interface MessageFacts {
  readonly id: string;
  readonly at: number;
  readonly occasion: Occasion;
  readonly channel: { readonly name: string; readonly kind: ChannelKind; readonly language: AlertLanguage };
  /** `null` for a message about the channel itself. */
  readonly route: string | null;
  /** The name of the agency's brand, or of the product: how a mail's subject begins. */
  readonly sender: string;
  /** The name of the ledger, by which receivers distinguish servers. */
  readonly server: string;
}

const SUBJECT_CHARACTERS = 120;

/** No line of it can begin another header or another part of a mail. */
const oneLine = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}+$/u);

export const contentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('webhook'), body: z.string().min(2).max(65_536) }),
  z.strictObject({ kind: z.literal('email'), subject: oneLine, text: z.string().min(1).max(65_536) }),
]);
export type MessageContent = z.infer<typeof contentSchema>;

/** Throws `ZodError` when a value has a control character that it must not have. */
export function compose(facts: MessageFacts): MessageContent {
  const content: MessageContent =
    facts.channel.kind === 'webhook'
      ? { kind: 'webhook', body: JSON.stringify(webhookBody(facts)) }
      : { kind: 'email', subject: subjectOf(facts), text: textOf(facts) };
  return contentSchema.parse(content);
}

/** `type`, `timestamp`, `data`: the form that Standard Webhooks recommends. */
function webhookBody(facts: MessageFacts): object {
  const { occasion, at, channel, route, server } = facts;
  const common = { title: titleOf(facts), server, channel: channel.name, route };
  const type = TYPES[occasion.kind];
  const timestamp = new Date(at).toISOString();
  if (!isAboutAlarms(occasion)) {
    const { until, silence } = occasion;
    const more = { ...(until !== undefined && { until: new Date(until).toISOString() }), ...silence };
    return { type, timestamp, data: { ...common, ...more } };
  }
  const { alarmKind: kind, alarms } = occasion;
  const about = { kind, severity: ALARM_SEVERITIES[kind], nextStep: alarmStep(kind, channel.language) };
  return { type, timestamp, data: { ...common, ...about, alarms: alarms.map(wireAlarm) } };
}

const TYPES: { readonly [Kind in MessageKind]: string } = {
  raised: 'alarm.raised',
  over: 'alarm.over',
  test: 'alerts.test',
  'route-changed': 'alerts.route_changed',
  'route-removed': 'alerts.route_removed',
  'channel-changed': 'alerts.channel_changed',
  'channel-removed': 'alerts.channel_removed',
  'secret-renewed': 'alerts.secret_renewed',
  'silence-begun': 'alerts.silence_begun',
  'silence-over': 'alerts.silence_over',
};

function wireAlarm({ id, kioskId, site, siteName, lane, firstAt, lastAt, count, overAt, about }: AlarmFact): object {
  const time = (at: number) => new Date(at).toISOString();
  const over = overAt === null ? null : time(overAt);
  return {
    id,
    kioskId,
    site,
    siteName,
    lane,
    firstAt: time(firstAt),
    lastAt: time(lastAt),
    overAt: over,
    count,
    about,
  };
}

function isAboutAlarms(occasion: Occasion): occasion is Extract<Occasion, { readonly alarmKind: AlarmKind }> {
  return occasion.kind === 'raised' || occasion.kind === 'over';
}

function titleOf({ occasion, channel: { language } }: MessageFacts): string {
  const texts = textsIn(language);
  if (!isAboutAlarms(occasion)) return texts.notices[occasion.kind].title;
  const title = alarmTitle(occasion.alarmKind, language);
  return occasion.kind === 'over' ? fill(texts.over, { title }) : title;
}

/** One line; a long one is cut, so that no name of a place stops a message. */
function subjectOf(facts: MessageFacts): string {
  return Array.from(wholeSubjectOf(facts)).slice(0, SUBJECT_CHARACTERS).join('');
}

function wholeSubjectOf(facts: MessageFacts): string {
  const { occasion, channel, sender } = facts;
  const texts = textsIn(channel.language);
  const title = titleOf(facts);
  if (!isAboutAlarms(occasion)) return `[${sender}] ${title}`;
  const urgency = occasion.kind === 'raised' ? `${texts.severities[ALARM_SEVERITIES[occasion.alarmKind]]}: ` : '';
  const places = [...new Set(occasion.alarms.map(placeOf).filter((place) => place !== ''))];
  const [first] = places;
  const where = first === undefined ? '' : places.length === 1 ? ` (${first})` : ` (${first} +${places.length - 1})`;
  return `[${sender}] ${urgency}${title}${where}`;
}

function placeOf({ siteName, site, lane }: AlarmFact): string {
  return [siteName ?? site, lane].filter((part) => part !== null).join(' ');
}

function textOf(facts: MessageFacts): string {
  const { occasion, channel, route, server, id } = facts;
  const texts = textsIn(channel.language);
  const { labels } = texts;
  const body = isAboutAlarms(occasion) ? alarmLines(occasion, channel.language) : noticeLines(facts, texts);
  const ending = [
    ...(route === null ? [`${labels.channel}: ${channel.name}`] : [`${labels.route}: ${route}`]),
    `${labels.server}: ${server}`,
    `${labels.message}: ${id}`,
    '',
    texts.ending,
  ];
  return `${[titleOf(facts), '', ...body, '', ...ending].join('\n')}\n`;
}

function alarmLines(
  { kind, alarmKind, alarms }: Extract<Occasion, { readonly alarmKind: AlarmKind }>,
  language: AlertLanguage,
): string[] {
  const texts = textsIn(language);
  const { labels } = texts;
  const isRaised = kind === 'raised';
  return [
    ...(isRaised ? [`${labels.urgency}: ${texts.severities[ALARM_SEVERITIES[alarmKind]]}`, ''] : []),
    ...alarms.flatMap(({ site, siteName, lane, kioskId, firstAt, overAt, count, about }) => [
      ...(site === null ? [] : [`${labels.site}: ${siteName ?? site}`]),
      ...(lane === null ? [] : [`${labels.lane}: ${lane} (${kioskId ?? ''})`]),
      `${labels.since}: ${minuteOf(firstAt)}`,
      ...(overAt === null ? [] : [`${labels.until}: ${minuteOf(overAt)}`]),
      ...(count > 1 ? [`${labels.times}: ${count}`] : []),
      ...(about === null ? [] : [`${labels.detail}: ${about}`]),
      '',
    ]),
    ...(isRaised ? [`${labels.next}: ${alarmStep(alarmKind, language)}`] : []),
  ];
}

function noticeLines({ occasion, channel, route }: MessageFacts, texts: AlertTexts): string[] {
  if (isAboutAlarms(occasion)) return [];
  const { until, silence } = occasion;
  const values = {
    channel: channel.name,
    route: route ?? '',
    ...(until !== undefined && { until: minuteOf(until) }),
  };
  const lines = texts.notices[occasion.kind].lines.map((line) => fill(line, values));
  if (silence === undefined) return lines;
  const { labels } = texts;
  const { reason, kinds, sites, held } = silence;
  const named = (kind: AlarmKind) => alarmTitle(kind, channel.language);
  return [
    ...lines,
    '',
    `${labels.reason}: ${texts.reasons[reason]}`,
    `${labels.sites}: ${sites === 'all' ? texts.allSites : sites.join(', ')}`,
    `${labels.alarms}: ${kinds === 'all' ? texts.allAlarms : kinds.map(named).join('; ')}`,
    ...(held === undefined ? [] : [`${labels.held}: ${held.reduce((sum, { count }) => sum + count, 0)}`]),
    ...(held ?? []).map(({ kind, count }) => `  ${count} × ${named(kind)}`),
  ];
}

/** `2026-11-28 11:40 UTC`: equal for readers in each time zone and language. */
function minuteOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
