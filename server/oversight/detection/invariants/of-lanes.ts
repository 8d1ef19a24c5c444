import {
  breachOf,
  DAY_MS,
  each,
  eachReason,
  HOUR_MS,
  type Invariant,
  MINUTE_MS,
  often,
  theLane,
  theServer,
} from './invariant.ts';

/** No means of travel takes a document from one site to another in this time. */
const JOURNEY_MS = 90 * MINUTE_MS;
/** The fleet's limit for a document and day is 3; a lane without the server counts alone. */
const COMPARISONS_OF_A_DOCUMENT = 5;

/** Alarms of a key that two lanes have, or that left its lane. */
const COPIED_KEY_ALARMS = [
  'chain-broken',
  'report-replayed',
  'bad-signature',
  'stale-or-replayed-status',
  'certificate-of-other-kiosk',
  'unrecorded-certificate',
  'enrolment-code-reused',
];

const RECORDED_TRAVELLERS = ['traveller-cleared', 'traveller-referred', 'traveller-abandoned'] as const;

/** Lanes refuse a watchlist whose signature is older than a day. */
function silenceOf(feed: string): number {
  return feed.startsWith('watchlist:') ? DAY_MS : 3 * HOUR_MS;
}

export const LANE_INVARIANTS: readonly Invariant[] = [
  {
    id: 'forked-sequence',
    version: 1,
    prevented: 'key-in-element',
    nextStep: 'take-lane-out-of-service',
    kinds: ['alarm'],
    ...eachReason(theLane, ['chain-fork']),
  },
  {
    id: 'copied-lane-key',
    version: 1,
    prevented: 'key-in-element',
    nextStep: 'take-lane-out-of-service',
    kinds: ['alarm'],
    ...eachReason(theLane, COPIED_KEY_ALARMS),
  },
  {
    id: 'foreign-lane-software',
    version: 1,
    prevented: 'signed-approval',
    nextStep: 'take-lane-out-of-service',
    kinds: ['alarm'],
    ...eachReason(theLane, [
      'lane-quote-refused',
      'lane-start-unknown',
      'lane-releases-differ',
      'readiness-unapproved',
    ]),
  },
  {
    id: 'document-at-two-sites',
    version: 1,
    prevented: 'attempt-limit',
    nextStep: 'follow-document',
    kinds: RECORDED_TRAVELLERS,
    keepMs: JOURNEY_MS,
    judge: (event, memory) => {
      if (event.subject === undefined || event.site === undefined) return undefined;
      const events = memory.add(event.subject, event, event.site);
      if (events.every(({ value }) => value === event.site)) return undefined;
      return breachOf(theLane(event), event, events.slice(0, -1));
    },
  },
  {
    id: 'comparisons-exhausted',
    version: 1,
    prevented: 'attempt-limit',
    nextStep: 'follow-document',
    kinds: ['comparison-failed'],
    ...often({
      entity: theLane,
      key: ({ subject }) => subject,
      limit: COMPARISONS_OF_A_DOCUMENT,
      withinMs: DAY_MS,
    }),
  },
  {
    id: 'attempts-overrun',
    version: 1,
    prevented: 'attempt-limit',
    nextStep: 'follow-document',
    kinds: ['alarm'],
    ...eachReason(theLane, ['attempts-overrun']),
  },
  {
    id: 'blind-queries-misused',
    version: 1,
    prevented: 'attempt-limit',
    nextStep: 'take-lane-out-of-service',
    kinds: ['alarm'],
    ...eachReason(theLane, ['blind-queries-too-many', 'blind-answer-unproven']),
  },
  {
    id: 'retention-overdue',
    version: 1,
    prevented: 'monitoring',
    nextStep: 'inspect-lane',
    kinds: ['alarm'],
    ...eachReason(theLane, ['retention-overdue', 'erasure-unconfirmed']),
  },
  {
    id: 'database-behind-log',
    version: 1,
    prevented: 'reconciliation',
    nextStep: 'compare-database-with-log',
    kinds: ['alarm', 'database-restored'],
    ...each(
      theServer,
      ({ kind, reason = '' }) =>
        kind === 'database-restored' ||
        ['tables-differ', 'unrecorded-grant', 'unrecorded-order', 'witness-ahead', 'session-forged'].includes(reason),
    ),
  },
  {
    id: 'server-key-misused',
    version: 1,
    prevented: 'key-in-element',
    nextStep: 'renew-key',
    kinds: ['alarm'],
    ...eachReason(theServer, [
      'grant-forged',
      'grant-unasserted',
      'order-forged',
      'order-unasserted',
      'grant-of-unentitled',
      'order-of-unentitled',
    ]),
  },
  {
    id: 'server-files-differ',
    version: 1,
    prevented: 'signed-approval',
    nextStep: 'return-release',
    kinds: ['alarm'],
    ...eachReason(theServer, ['components-differ']),
  },
  {
    id: 'feed-silent',
    version: 2,
    prevented: 'monitoring',
    nextStep: 'check-feed',
    kinds: ['feed-received'],
    keepMs: 7 * DAY_MS,
    judge: (event, memory) => {
      memory.add(event.subject ?? 'feed', event);
      return undefined;
    },
    judgeTime: (now, memory) =>
      memory.keys().flatMap((feed) => {
        const [last, limit] = [memory.of(feed, now).at(-1), silenceOf(feed)];
        if (last === undefined || now - last.at < limit) return [];
        // One silence is one finding
        memory.forget(feed);
        const observed = Math.round((now - last.at) / MINUTE_MS);
        return [{ entity: { kind: 'server', id: feed }, observed, expected: limit / MINUTE_MS, events: [last] }];
      }),
  },
];
