/** Examples of invariants about programs, releases and operation. */
import { act, alarm, byAlarm, DAY, HOUR, MINUTE, times, type Example } from './example.ts';

const keyUse = (console: string, at: number) =>
  act('key-used', { actor: 't', role: 'trader', subject: 'key', console, at });

export const EXAMPLES_OF_PROGRAMS = {
  'key-used-by-issuer': {
    breaks: [
      act('signed-in-from', { actor: 'ada', console: 'desk' }),
      act('key-issued', { actor: 'ada', subject: 'key', at: HOUR }),
      act('key-used', { actor: 'trader', subject: 'key', console: 'desk', at: 2 * HOUR }),
    ],
    about: 'person ada',
    keeps: [
      act('signed-in-from', { actor: 'ada', console: 'desk' }),
      act('key-issued', { actor: 'ada', subject: 'key', at: HOUR }),
      act('key-used', { actor: 'trader', subject: 'key', console: 'theirs', at: 2 * HOUR }),
    ],
  },
  'key-on-many-networks': {
    breaks: times(4, HOUR, (at, number) =>
      act('key-used', { at, actor: 't', subject: 'key', console: `net-${number}` }),
    ),
    about: 'trader t',
    keeps: times(9, HOUR, (at, number) =>
      act('key-used', { at, actor: 't', subject: 'key', console: `net-${number % 3}` }),
    ),
  },
  'revoked-key-used': {
    breaks: [
      act('key-revoked', { subject: 'key' }),
      act('key-used', { actor: 'p', role: 'partner', subject: 'key', at: DAY }),
    ],
    about: 'partner p',
    keeps: [act('key-revoked', { subject: 'old' }), act('key-used', { actor: 'p', subject: 'key', at: DAY })],
  },
  'partner-refused-often': {
    breaks: times(3, 20 * MINUTE, (at) => act('partner-refused', { at, actor: 'p' })),
    about: 'partner p',
    keeps: times(3, 40 * MINUTE, (at) => act('partner-refused', { at, actor: 'p' })),
  },
  'outside-agreement': {
    breaks: [act('partner-outside-agreement', { actor: 'p' })],
    about: 'partner p',
    keeps: [act('partner-called', { actor: 'p' })],
  },
  'export-receipt-missing': {
    breaks: [act('export-receipt-missing', { actor: 'p' })],
    about: 'partner p',
    keeps: [act('export-received', { actor: 'p' })],
  },
  'records-exported-often': {
    breaks: times(4, HOUR, (at) => act('record-exported', { at, actor: 'pia', count: 500 })),
    about: 'person pia',
    keeps: times(3, HOUR, (at) => act('record-exported', { at, actor: 'pia', count: 500 })),
  },
  'lists-searched-often': {
    breaks: [act('watchlist-looked-up', { actor: 'ana', count: 20 })],
    about: 'person ana',
    keeps: [act('watchlist-looked-up', { actor: 'ana', count: 19 })],
  },
  'copied-trader-passkey': {
    breaks: [act('trader-passkey-regressed', { actor: 't', role: 'trader', subject: 'p' })],
    about: 'trader t',
    keeps: [act('trader-passkey-added', { actor: 't', role: 'trader', subject: 'p' })],
  },
  'trader-keys-made-often': {
    breaks: times(6, HOUR, (at, number) =>
      act('trader-key-made', { at, actor: 't', role: 'trader', subject: `k${number}` }),
    ),
    about: 'trader t',
    keeps: times(5, HOUR, (at, number) =>
      act('trader-key-made', { at, actor: 't', role: 'trader', subject: `k${number}` }),
    ),
  },
  'trader-sign-ins-refused': {
    breaks: times(10, 5 * MINUTE, (at) => act('signal', { at, reason: 'trader-sign-in-refused', actor: 't' })),
    about: 'trader t',
    keeps: times(10, 7 * MINUTE, (at) => act('signal', { at, reason: 'trader-sign-in-refused', actor: 't' })),
  },
  'trader-arranged-from-new-network': {
    breaks: [
      act('trader-signed-in', { actor: 't', role: 'trader', subject: 'p', console: 'office' }),
      act('trader-signed-in', { actor: 't', role: 'trader', subject: 'p', console: 'else', at: DAY }),
      act('trader-mandate-given', { actor: 't', role: 'trader', subject: 'm', at: DAY + 6 * HOUR }),
    ],
    about: 'trader t',
    keeps: [
      // The first sign-in of another person, their first network, and a new one the day before
      act('trader-signed-in', { actor: 't', role: 'trader', subject: 'q', console: 'office' }),
      act('trader-key-made', { actor: 't', role: 'trader', subject: 'k', at: MINUTE }),
      act('trader-signed-in', { actor: 't', role: 'trader', subject: 'q', console: 'home', at: DAY }),
      act('trader-signed-in', { actor: 't', role: 'trader', subject: 'q', console: 'office', at: 2 * DAY + MINUTE }),
      act('trader-key-made', { actor: 't', role: 'trader', subject: 'l', at: 2 * DAY + 2 * MINUTE }),
    ],
  },
  'trader-mandates-given-often': {
    breaks: times(5, HOUR, (at, number) =>
      act('trader-mandate-given', { at, actor: 't', role: 'trader', subject: `m${number}` }),
    ),
    about: 'trader t',
    keeps: times(4, HOUR, (at, number) =>
      act('trader-mandate-given', { at, actor: 't', role: 'trader', subject: `m${number}` }),
    ),
  },
  'ended-trader-person-acts': {
    breaks: [
      act('trader-person-ended', { actor: 't', role: 'trader', subject: 'p' }),
      act('trader-passkey-added', { actor: 't', role: 'trader', subject: 'p', at: DAY }),
    ],
    about: 'trader t',
    keeps: [
      act('trader-passkey-added', { actor: 't', role: 'trader', subject: 'q' }),
      act('trader-person-ended', { actor: 't', role: 'trader', subject: 'q', at: DAY }),
    ],
  },
  'key-on-new-network': {
    breaks: [...times(16, 3 * HOUR, (at, number) => keyUse(`net-${number % 2}`, at)), keyUse('net-else', 2 * DAY)],
    about: 'trader t',
    // Too few uses to know the usual networks, and then a known one
    keeps: times(40, 3 * HOUR, (at, number) => keyUse(`net-${number % 14 === 13 ? 2 : number % 2}`, at)),
  },
  'trader-passkey-used-elsewhere': {
    breaks: [
      act('trader-passkey-added-from', { actor: 't', role: 'trader', subject: 'p', console: 'office' }),
      act('trader-signed-in', { actor: 't', role: 'trader', subject: 'p', console: 'else', at: 14 * MINUTE }),
    ],
    about: 'trader t',
    keeps: [
      act('trader-passkey-added-from', { actor: 't', role: 'trader', subject: 'q', console: 'office' }),
      act('trader-signed-in', { actor: 't', role: 'trader', subject: 'q', console: 'office', at: MINUTE }),
      act('trader-signed-in', { actor: 't', role: 'trader', subject: 'q', console: 'home', at: 16 * MINUTE }),
    ],
  },
  'partner-answer-forged': {
    breaks: [act('partner-refused', { actor: 'p', role: 'partner', reason: 'signature-invalid' })],
    about: 'partner p',
    keeps: [act('partner-refused', { actor: 'p', role: 'partner', reason: 'rate-limited' })],
  },
  'released-in-freeze': {
    // At a site, so that the end of another freeze, which the laboratory plants, does not end this one
    breaks: [
      act('release-freeze-set', { site: 'north' }),
      act('release-published', { actor: 'ada', subject: 'v7', site: 'north', at: DAY }),
    ],
    about: 'person ada',
    keeps: [
      act('release-freeze-set'),
      act('release-freeze-ended', { at: HOUR }),
      act('release-published', { actor: 'ada', subject: 'v7', at: DAY }),
      act('release-freeze-set', { at: DAY + HOUR, count: 3_600 }),
      act('release-published', { actor: 'ada', subject: 'v8', at: DAY + 2 * HOUR }),
    ],
  },
  'held-release-resumed-alone': {
    breaks: [
      act('release-published', { actor: 'ada', subject: 'v7' }),
      act('roll-out-held', { subject: 'v7', at: HOUR }),
      act('roll-out-resumed', { actor: 'ada', subject: 'v7', at: DAY }),
    ],
    about: 'person ada',
    keeps: [
      act('release-published', { actor: 'ada', subject: 'v7' }),
      act('roll-out-held', { subject: 'v7', at: HOUR }),
      act('roll-out-resumed', { actor: 'bea', subject: 'v7', at: DAY }),
    ],
  },
  'freeze-lifted-and-resumed': {
    breaks: [
      act('release-freeze-ended', { actor: 'ada' }),
      act('roll-out-resumed', { actor: 'ada', subject: 'v7', at: HOUR }),
    ],
    about: 'person ada',
    keeps: [
      act('release-freeze-ended', { actor: 'ada' }),
      act('roll-out-resumed', { actor: 'bea', subject: 'v7', at: HOUR }),
    ],
  },
  'releases-returned-often': {
    breaks: times(3, HOUR, (at, number) => act('roll-out-returned', { at, actor: 'ada', subject: `v${number}` })),
    about: 'person ada',
    keeps: times(2, HOUR, (at, number) => act('roll-out-returned', { at, actor: 'ada', subject: `v${number}` })),
  },
  'exception-ended-early': {
    breaks: [act('exception-ended', { actor: 'ada', reason: 'early' })],
    about: 'person ada',
    keeps: [act('exception-ended', { actor: 'ada', reason: 'over' })],
  },
  'feed-silent': {
    breaks: [act('feed-received', { subject: 'lost-documents' })],
    about: 'server lost-documents',
    keeps: [
      act('feed-received', { subject: 'lost-documents' }),
      act('feed-received', { subject: 'lost-documents', at: HOUR }),
    ],
    turnAt: 3 * HOUR,
  },
  'database-behind-log': byAlarm('tables-differ', 'server server'),
  'server-key-misused': byAlarm('grant-forged', 'server server'),
  'server-files-differ': byAlarm('components-differ', 'server server'),
  'alerts-silenced-over-incident': {
    breaks: [
      alarm('tables-differ', { site: 'north' }),
      act('alerts-silenced', { actor: 'sam', site: 'north', at: HOUR }),
    ],
    about: 'person sam',
    keeps: [
      alarm('lane-slow', { site: 'north' }),
      alarm('chain-fork', { site: 'south' }),
      act('alerts-silenced', { actor: 'sam', site: 'north', at: HOUR }),
    ],
  },
  'alerts-rerouted': {
    breaks: [act('alert-routing-changed', { actor: 'ada', reason: 'removed' })],
    about: 'person ada',
    keeps: [act('alert-routing-changed', { actor: 'ada', reason: 'added' })],
  },
  'control-without-selection': {
    breaks: [act('control-conformed', { actor: 'cora', role: 'customs-officer', reason: 'not-selected' })],
    about: 'person cora',
    keeps: [act('control-conformed', { actor: 'cora', role: 'customs-officer', reason: 'physical' })],
  },
  'own-alert-dismissed': {
    breaks: [act('detection-disposed', { actor: 'ana', subject: 'ana' })],
    about: 'person ana',
    keeps: [act('detection-disposed', { actor: 'sec', subject: 'ana' })],
  },
} as const satisfies Readonly<Record<string, Example>>;
