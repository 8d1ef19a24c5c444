/** For each invariant, events that break it and events that are close to that and allowed. The laboratory plants them, too. */
import type { DetectionEvent, EventKind } from '../../../../server/detection/events/event.ts';
import type { InvariantId } from '../../../../server/detection/rules/rule-ids.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Some = Omit<DetectionEvent, 'at' | 'kind'> & { readonly at?: number };
const act = (kind: EventKind, { at = 0, ...more }: Some = {}): DetectionEvent => ({ at, kind, ...more });
const alarm = (reason: string, more: Some = {}) => act('alarm', { reason, lane: 'lane-1', ...more });
const times = (count: number, everyMs: number, make: (at: number, number: number) => DetectionEvent) =>
  Array.from({ length: count }, (_, number) => make(number * everyMs, number));

const keyUse = (console: string, at: number) =>
  act('key-used', { actor: 't', role: 'trader', subject: 'key', console, at });

export interface Example {
  /** Events that break the rule, and the entity of the finding. */
  readonly breaks: readonly DetectionEvent[];
  readonly about: string;
  /** Events that are close to it and allowed. */
  readonly keeps: readonly DetectionEvent[];
  /** Time of a last turn, for absences. */
  readonly turnAt?: number;
}

const byAlarm = (reason: string, about: string): Example => ({
  breaks: [alarm(reason)],
  about,
  keeps: [alarm('lane-slow')],
});

/** One example for each invariant. */
export const EXAMPLES: { readonly [Id in InvariantId]: Example } = {
  'forked-sequence': byAlarm('chain-fork', 'lane lane-1'),
  'copied-lane-key': byAlarm('certificate-of-other-kiosk', 'lane lane-1'),
  'foreign-lane-software': byAlarm('lane-start-unknown', 'lane lane-1'),
  'document-at-two-sites': {
    breaks: [
      act('traveller-cleared', { subject: 'h', site: 'north', lane: 'n' }),
      act('traveller-cleared', { subject: 'h', site: 'south', lane: 's', at: 89 * MINUTE }),
    ],
    about: 'lane s',
    keeps: [
      act('traveller-cleared', { subject: 'h', site: 'north', lane: 'n' }),
      act('traveller-cleared', { subject: 'h', site: 'south', lane: 's', at: 91 * MINUTE }),
    ],
  },
  'comparisons-exhausted': {
    breaks: times(5, HOUR, (at, number) => act('comparison-failed', { at, subject: 'h', lane: `lane-${number}` })),
    about: 'lane lane-4',
    keeps: times(4, HOUR, (at) => act('comparison-failed', { at, subject: 'h', lane: 'lane-1' })),
  },
  'attempts-overrun': byAlarm('attempts-overrun', 'lane lane-1'),
  'blind-queries-misused': byAlarm('blind-queries-too-many', 'lane lane-1'),
  'retention-overdue': byAlarm('erasure-unconfirmed', 'lane lane-1'),
  'sign-ins-guessed': {
    breaks: times(10, MINUTE - 1, (at) => act('sign-in-failed', { at, actor: 'ana' })),
    about: 'person ana',
    keeps: times(10, 2 * MINUTE, (at) => act('sign-in-failed', { at, actor: 'ana' })),
  },
  'console-failures': {
    breaks: times(12, HOUR, (at, number) => act('sign-in-failed', { at, actor: `p${number}`, console: 'c' })),
    about: 'console c',
    keeps: times(11, HOUR, (at, number) => act('sign-in-failed', { at, actor: `p${number}`, console: 'c' })),
  },
  'alternating-consoles': {
    breaks: ['a', 'b', 'a'].map((console, at) => act('signed-in', { at: at * 4 * MINUTE, actor: 'ana', console })),
    about: 'person ana',
    keeps: ['a', 'b', 'b'].map((console, at) => act('signed-in', { at: at * 4 * MINUTE, actor: 'ana', console })),
  },
  'viewed-at-other-console': {
    breaks: [
      act('signed-in', { actor: 'ana', console: 'desk' }),
      act('evidence-asked', { actor: 'ana', console: 'unmarked', subject: 't', at: HOUR }),
    ],
    about: 'person ana',
    keeps: [
      act('evidence-asked', { actor: 'ana', console: 'other', subject: 't' }),
      act('signed-in', { actor: 'ana', console: 'desk', at: HOUR }),
      act('signed-in', { actor: 'ana', console: 'other', at: 2 * HOUR }),
      act('evidence-asked', { actor: 'ana', console: 'desk', subject: 't', at: 3 * HOUR }),
    ],
  },
  'person-at-two-sites': {
    breaks: ['north', 'south'].map((site, at) => act('signed-in', { at: at * 19 * MINUTE, actor: 'ana', site })),
    about: 'person ana',
    keeps: ['north', 'south'].map((site, at) => act('signed-in', { at: at * 61 * MINUTE, actor: 'ana', site })),
  },
  'copied-passkey': {
    breaks: [act('signal', { reason: 'passkey-counter-regressed', actor: 'ana' })],
    about: 'person ana',
    keeps: [act('signal', { reason: 'tls-failed' })],
  },
  'replayed-proof': {
    breaks: times(3, MINUTE, (at) => act('signal', { at, reason: 'challenge-replayed', actor: 'ana' })),
    about: 'person ana',
    keeps: times(2, MINUTE, (at) => act('signal', { at, reason: 'challenge-replayed', actor: 'ana' })),
  },
  'enrolment-codes-guessed': {
    breaks: [act('signal', { reason: 'kiosk-code-unknown', count: 5 })],
    about: 'server server',
    keeps: [act('signal', { reason: 'kiosk-code-unknown', count: 4 })],
  },
  'acts-refused-often': {
    breaks: times(6, 9 * MINUTE, (at) => act('act-refused', { at, actor: 'ana' })),
    about: 'person ana',
    keeps: times(6, 20 * MINUTE, (at) => act('act-refused', { at, actor: 'ana' })),
  },
  'opened-without-referral': {
    breaks: [act('opened-for-traveller', { actor: 'ana', subject: 'r' })],
    about: 'person ana',
    keeps: [
      act('referral-taken', { actor: 'ana', subject: 'r' }),
      act('opened-for-traveller', { actor: 'ana', subject: 'r', at: MINUTE }),
    ],
  },
  'opened-for-cause-often': {
    breaks: times(4, 3 * MINUTE, (at) => act('opened-for-cause', { at, actor: 'ana' })),
    about: 'person ana',
    keeps: times(11, HOUR, (at) => act('opened-for-cause', { at, actor: 'ana' })),
  },
  'opening-unconfirmed': byAlarm('opening-unconfirmed', 'lane lane-1'),
  'opening-unfounded': {
    breaks: [act('opening-reviewed', { actor: 'ben', subject: 'ana', reason: 'unfounded' })],
    about: 'person ana',
    keeps: [act('opening-reviewed', { actor: 'ben', subject: 'ana', reason: 'justified' })],
  },
  'decided-alone-against-failure': {
    breaks: [
      act('evidence-viewed', { actor: 'ana', subject: 'r' }),
      act('referral-admitted', { actor: 'ana', subject: 'r', reason: 'chip-copied', at: MINUTE }),
    ],
    about: 'person ana',
    keeps: [
      act('second-opinion-given', { actor: 'ben', subject: 'r' }),
      act('referral-admitted', { actor: 'ana', subject: 'r', reason: 'chip-copied', at: MINUTE }),
      act('referral-admitted', { actor: 'ana', subject: 'q', reason: 'below-threshold', at: MINUTE }),
    ],
  },
  'second-look-disagrees': {
    breaks: [act('second-look-disagreed', { actor: 'ben', subject: 'ana' })],
    about: 'person ana',
    keeps: [act('second-look-agreed', { actor: 'ben', subject: 'ana' })],
  },
  'viewings-too-many': byAlarm('viewings-too-many', 'lane lane-1'),
  'erased-without-request': {
    breaks: [act('captures-erased', { actor: 'pia', subject: 't' })],
    about: 'person pia',
    keeps: [
      act('access-request-opened', { actor: 'pia', subject: 't' }),
      act('captures-erased', { actor: 'pia', subject: 't', at: DAY }),
    ],
  },
  'erased-after-own-release': {
    breaks: [
      act('access-request-opened', { subject: 't' }),
      act('hold-released', { actor: 'pia', subject: 't' }),
      act('captures-erased', { actor: 'pia', subject: 't', at: DAY }),
    ],
    about: 'person pia',
    keeps: [
      act('access-request-opened', { subject: 't' }),
      act('hold-released', { actor: 'ben', subject: 't' }),
      act('captures-erased', { actor: 'pia', subject: 't', at: DAY }),
    ],
  },
  'erased-on-own-request': {
    breaks: [
      act('access-request-opened', { actor: 'pia', subject: 'x' }),
      act('captures-erased', { actor: 'pia', subject: 'x', at: 59 * MINUTE }),
    ],
    about: 'person pia',
    keeps: [
      act('access-request-opened', { actor: 'pia', subject: 'y' }),
      act('captures-erased', { actor: 'pia', subject: 'y', at: 61 * MINUTE }),
      act('access-request-opened', { actor: 'pia', subject: 'z', at: DAY }),
      act('captures-erased', { actor: 'pau', subject: 'z', at: DAY + MINUTE }),
    ],
  },
  'lane-disabled': {
    breaks: [act('lane-disabled', { actor: 'ada', lane: 'lane-1' })],
    about: 'person ada',
    keeps: [act('lane-taken-out', { actor: 'ada', lane: 'lane-1' })],
  },
  'lane-disabled-under-hold': {
    breaks: [
      act('hold-placed', { lane: 'lane-1', subject: 't' }),
      act('lane-disabled', { actor: 'ada', lane: 'lane-1', at: DAY }),
    ],
    about: 'person ada',
    keeps: [
      act('hold-placed', { lane: 'lane-1', subject: 't' }),
      act('hold-released', { lane: 'lane-1', subject: 't', at: HOUR }),
      act('lane-disabled', { actor: 'ada', lane: 'lane-1', at: DAY }),
    ],
  },
  'degraded-and-decided': {
    breaks: [
      act('degradation-approved', { actor: 'sam', subject: 'ana', lane: 'lane-1', count: 60 }),
      act('referral-admitted', { actor: 'ana', lane: 'lane-1', subject: 'r', at: HOUR }),
    ],
    about: 'person ana',
    keeps: [
      act('degradation-approved', { actor: 'sam', subject: 'ana', lane: 'lane-1', count: 60 }),
      act('referral-admitted', { actor: 'ana', lane: 'lane-2', subject: 'r', at: HOUR }),
    ],
  },
  'acted-after-disabled': {
    breaks: [
      act('person-disabled', { actor: 'ada', subject: 'ana' }),
      act('signed-in', { actor: 'ana', at: 300 * DAY }),
    ],
    about: 'person ana',
    keeps: [
      act('person-disabled', { actor: 'ada', subject: 'ana' }),
      act('person-enabled', { actor: 'ada', subject: 'ana', at: DAY }),
      act('signed-in', { actor: 'ana', at: 2 * DAY }),
    ],
  },
  'invited-and-signed-in': {
    breaks: [
      act('signed-in', { actor: 'ada', console: 'desk' }),
      act('person-invited', { actor: 'ada', subject: 'new', at: HOUR }),
      act('person-enrolled', { actor: 'new', console: 'desk', at: 2 * HOUR }),
    ],
    about: 'person ada',
    keeps: [
      act('signed-in', { actor: 'ada', console: 'desk' }),
      act('person-invited', { actor: 'ada', subject: 'new', at: HOUR }),
      act('person-enrolled', { actor: 'new', console: 'other', at: 2 * HOUR }),
    ],
  },
  'recovered-by-helper': {
    breaks: [
      act('signed-in', { actor: 'ada', console: 'desk' }),
      act('recovery-approved', { actor: 'ada', subject: 'ana', at: HOUR }),
      act('recovery-used', { actor: 'ana', console: 'desk', at: 2 * HOUR }),
    ],
    about: 'person ada',
    keeps: [
      act('signed-in', { actor: 'ada', console: 'desk' }),
      act('recovery-approved', { actor: 'ada', subject: 'ana', at: HOUR }),
      act('recovery-used', { actor: 'ana', console: 'own', at: 2 * HOUR }),
    ],
  },
  'duty-holder-invited': {
    breaks: [act('person-invited', { actor: 'ada', subject: 'ana', reason: 'has-duties' })],
    about: 'person ada',
    keeps: [act('person-invited', { actor: 'ada', subject: 'ana' })],
  },
  'duty-for-oneself': {
    breaks: [act('duty-proposed', { actor: 'ada', subject: 'ada' })],
    about: 'person ada',
    keeps: [act('duty-proposed', { actor: 'ada', subject: 'ana' })],
  },
  'brief-duty': {
    breaks: [
      act('duty-approved', { actor: 'ada', subject: 'bea', reason: 'ana' }),
      act('evidence-viewed', { actor: 'ana', at: HOUR }),
      act('duty-ended', { actor: 'ada', subject: 'ana', at: 2 * HOUR }),
    ],
    about: 'person ana',
    keeps: [
      act('duty-approved', { actor: 'ada', subject: 'bea', reason: 'ana' }),
      act('evidence-viewed', { actor: 'ana', at: HOUR }),
      act('duty-ended', { actor: 'ada', subject: 'ana', at: 2 * DAY }),
    ],
  },
  'many-people-disabled': {
    breaks: times(3, MINUTE, (at, number) => act('person-disabled', { at, actor: 'ada', subject: `p${number}` })),
    about: 'person ada',
    keeps: times(3, HOUR, (at, number) => act('person-disabled', { at, actor: 'ada', subject: `p${number}` })),
  },
  'first-code-used-late': {
    breaks: [
      act('signed-in', { actor: 'ada', role: 'administrator' }),
      act('first-code-used', { actor: 'eve', at: 2 * DAY }),
    ],
    about: 'person eve',
    keeps: [
      act('first-code-used', { actor: 'ada' }),
      act('signed-in', { actor: 'ada', role: 'administrator', at: MINUTE }),
    ],
  },
  'approved-for-oneself': {
    breaks: [act('proposal-approved', { actor: 'ada', subject: 'ada', count: 90 })],
    about: 'person ada',
    keeps: [act('proposal-approved', { actor: 'ada', subject: 'bea', count: 90 })],
  },
  'approved-unread': {
    breaks: [act('proposal-approved', { actor: 'ada', subject: 'bea', count: 4 })],
    about: 'person ada',
    keeps: [act('proposal-approved', { actor: 'ada', subject: 'bea', count: 40 })],
  },
  'approved-in-turns': {
    breaks: times(4, 10 * MINUTE, (at, number) => {
      const [actor, subject] = number % 2 === 0 ? ['ada', 'bea'] : ['bea', 'ada'];
      return act('proposal-approved', { at, actor, subject, count: 60 });
    }),
    about: 'person bea',
    keeps: times(6, 10 * MINUTE, (at) => act('proposal-approved', { at, actor: 'ada', subject: 'bea', count: 60 })),
  },
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
};
