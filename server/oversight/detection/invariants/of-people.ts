import { type DetectionEvent, EVENT_KINDS } from '../events/event.ts';
import {
  breachOf,
  DAY_MS,
  each,
  HOUR_MS,
  type Invariant,
  MINUTE_MS,
  often,
  thePerson,
  theServer,
} from './invariant.ts';

/** An approver needs this long to open and read a proposal. */
const READING_S = 10;

/** Approvals, in which `subject` is the author of the proposal. */
const APPROVALS = [
  'proposal-approved',
  'duty-approved',
  'recovery-approved',
  'degradation-approved',
  'export-approved',
] as const;

/** Acts of people who are signed in. */
const ACTS_OF_PEOPLE = EVENT_KINDS.filter(
  (kind) =>
    ![
      'traveller-cleared',
      'traveller-referred',
      'traveller-abandoned',
      'comparison-failed',
      'presentation-refused',
      'document-refused',
      'watchlist-hit',
      'alarm',
      'lane-fault',
      'signal',
      'sign-in-failed',
      'session-ended',
      'act-refused',
      'key-used',
      'partner-called',
      'partner-refused',
      'partner-outside-agreement',
      'export-sent',
      'export-received',
      'goods-declared',
      'declaration-refused',
      'trader-person-enrolled',
      'trader-passkey-added',
      'trader-passkey-regressed',
      'trader-key-made',
      'trader-key-ended',
      'trader-signed-in',
      'trader-passkey-added-from',
      'trader-person-ended',
      'trader-mandate-given',
      'trader-mandate-accepted',
      'trader-mandate-ended',
    ].includes(kind),
);

export const PEOPLE_INVARIANTS: readonly Invariant[] = [
  {
    id: 'acted-after-disabled',
    version: 1,
    prevented: 'reconciliation',
    nextStep: 'compare-database-with-log',
    kinds: ACTS_OF_PEOPLE,
    keepMs: 3_650 * DAY_MS,
    judge: (event, memory) => {
      if (event.kind === 'person-enabled' && event.subject !== undefined) memory.forget(event.subject);
      if (event.kind === 'person-disabled' && event.subject !== undefined) memory.add(event.subject, event);
      if (event.actor === undefined) return undefined;
      const disabled = memory.of(event.actor, event.at).filter(({ at }) => at < event.at);
      return disabled.length === 0 ? undefined : breachOf(thePerson(event), event, disabled);
    },
  },
  {
    id: 'invited-and-signed-in',
    version: 1,
    prevented: 'second-person',
    nextStep: 'end-sessions',
    kinds: ['signed-in', 'person-invited', 'person-enrolled'],
    keepMs: 7 * DAY_MS,
    judge: (event, memory) =>
      usedByAnother(event, memory, { begins: ['person-invited'], uses: ['person-enrolled', 'signed-in'] }),
  },
  {
    id: 'recovered-by-helper',
    version: 1,
    prevented: 'second-person',
    nextStep: 'end-sessions',
    kinds: ['signed-in', 'recovery-proposed', 'recovery-approved', 'recovery-used'],
    keepMs: 7 * DAY_MS,
    judge: (event, memory) =>
      usedByAnother(event, memory, { begins: ['recovery-proposed', 'recovery-approved'], uses: ['recovery-used'] }),
  },
  {
    id: 'recovery-by-invited',
    version: 1,
    prevented: 'second-person',
    nextStep: 'ask-person',
    kinds: ['person-invited', 'recovery-approved'],
    keepMs: 3_650 * DAY_MS,
    judge: (event, memory) => {
      const { actor, subject, kind } = event;
      if (actor === undefined || subject === undefined) return undefined;
      if (kind === 'person-invited') {
        memory.add(subject, event, actor);
        return undefined;
      }
      // `subject` asked, `actor` approved: one person may use both accounts, in either order
      for (const [inviter, invited] of [
        [subject, actor],
        [actor, subject],
      ] as const) {
        const invitations = memory.of(invited, event.at).filter(({ value }) => value === inviter);
        if (invitations.length > 0) return breachOf({ kind: 'person', id: inviter }, event, invitations);
      }
      return undefined;
    },
  },
  {
    id: 'duty-holder-invited',
    version: 1,
    prevented: 'second-person',
    nextStep: 'ask-person',
    kinds: ['person-invited'],
    ...each(thePerson, ({ reason }) => reason === 'has-duties'),
  },
  {
    id: 'duty-for-oneself',
    version: 1,
    prevented: 'second-person',
    nextStep: 'review-approvals',
    kinds: ['duty-proposed', 'duty-approved', 'person-enabled', 'recovery-proposed'],
    ...each(thePerson, ({ actor, subject, reason }) => actor !== undefined && (actor === subject || actor === reason)),
  },
  {
    id: 'brief-duty',
    version: 1,
    prevented: 'narrower-duty',
    nextStep: 'review-approvals',
    kinds: [
      'duty-approved',
      'duty-ended',
      'evidence-viewed',
      'referral-admitted',
      'opened-for-cause',
      'export-approved',
    ],
    keepMs: 12 * HOUR_MS,
    judge: (event, memory) => {
      if (event.kind === 'duty-approved' || event.kind === 'duty-ended') {
        const person = event.reason ?? event.subject ?? '';
        if (event.kind === 'duty-approved') memory.forget(person);
        const events = memory.add(person, event);
        const isBrief = event.kind === 'duty-ended' && events[0]?.kind === 'duty-approved' && events.length > 2;
        return isBrief ? breachOf({ kind: 'person', id: person }, event, events.slice(0, -1)) : undefined;
      }
      const person = event.actor ?? '';
      if (memory.of(person, event.at).length > 0) memory.add(person, event);
      return undefined;
    },
  },
  {
    id: 'many-people-disabled',
    version: 1,
    prevented: 'second-person',
    nextStep: 'ask-person',
    kinds: ['person-disabled'],
    ...often({ entity: thePerson, value: ({ subject }) => subject, limit: 3, withinMs: HOUR_MS }),
  },
  {
    id: 'first-code-used-late',
    version: 1,
    prevented: 'second-person',
    nextStep: 'end-sessions',
    kinds: ['first-code-used', 'signed-in'],
    keepMs: 365 * DAY_MS,
    judge: (event, memory) => {
      if (event.kind === 'signed-in') {
        if (event.role === 'administrator' && memory.of('first', event.at).length === 0) memory.add('first', event);
        return undefined;
      }
      const earlier = memory.of('first', event.at).filter(({ at }) => event.at - at > DAY_MS);
      return earlier.length === 0 ? undefined : breachOf(thePerson(event) ?? theServer(), event, earlier);
    },
  },
  {
    id: 'approved-for-oneself',
    version: 1,
    prevented: 'second-person',
    nextStep: 'review-approvals',
    kinds: APPROVALS,
    ...each(thePerson, ({ actor, subject }) => actor !== undefined && actor === subject),
  },
  {
    id: 'approved-unread',
    version: 1,
    prevented: 'step-up',
    nextStep: 'review-approvals',
    kinds: APPROVALS,
    ...each(thePerson, ({ count }) => count !== undefined && count < READING_S),
  },
  {
    id: 'approved-in-turns',
    version: 1,
    prevented: 'second-person',
    nextStep: 'review-approvals',
    kinds: APPROVALS,
    keepMs: 2 * HOUR_MS,
    judge: (event, memory) => {
      const { actor, subject } = event;
      if (actor === undefined || subject === undefined || actor === subject) return undefined;
      const pair = actor < subject ? `${actor} ${subject}` : `${subject} ${actor}`;
      const events = memory.add(pair, event, actor);
      const turns = events.filter(({ value }, at) => at > 0 && value !== events[at - 1]?.value).length;
      return turns < 3 ? undefined : breachOf(thePerson(event), event, events.slice(0, -1));
    },
  },
  {
    id: 'key-used-by-issuer',
    version: 2,
    prevented: 'bound-to-network',
    nextStep: 'pause-key',
    kinds: ['signed-in-from', 'key-issued', 'key-used'],
    keepMs: 30 * DAY_MS,
    judge: (event, memory) => usedByAnother(event, memory, { begins: ['key-issued'], uses: ['key-used'] }),
  },
  {
    id: 'own-alert-dismissed',
    version: 1,
    prevented: 'second-person',
    nextStep: 'ask-supervisor',
    kinds: ['detection-disposed', 'detection-exception-made'],
    ...each(thePerson, ({ actor, subject }) => actor !== undefined && actor === subject),
  },
  {
    id: 'held-release-resumed-alone',
    version: 2,
    prevented: 'second-person',
    nextStep: 'return-release',
    kinds: ['release-published', 'roll-out-held', 'roll-out-resumed', 'alarm'],
    keepMs: 30 * DAY_MS,
    judge: (event, memory) => {
      const release = event.subject ?? '';
      if (event.kind === 'alarm') {
        // The server holds a roll-out; its alarm does not name the release
        if (event.reason === 'roll-out-held') memory.add(BY_SERVER, event);
        return undefined;
      }
      if (event.kind !== 'roll-out-resumed') {
        memory.add(release, event, event.kind === 'release-published' ? (event.actor ?? '') : '');
        return undefined;
      }
      const events = memory.of(release, event.at);
      const isOwn = events.some(({ value }) => value === event.actor && value !== '');
      const held = [...memory.of(BY_SERVER, event.at), ...events]
        .toSorted((one, other) => one.at - other.at)
        .findLast(({ kind }) => kind === 'roll-out-held' || kind === 'alarm');
      const isSoon = held !== undefined && event.at - held.at < 30 * MINUTE_MS;
      if (held === undefined || !(isOwn || isSoon)) return undefined;
      return breachOf(thePerson(event), event, events.includes(held) ? events : [...events, held]);
    },
  },
  {
    id: 'freeze-lifted-and-resumed',
    version: 1,
    prevented: 'second-person',
    nextStep: 'return-release',
    kinds: ['release-freeze-ended', 'roll-out-resumed'],
    keepMs: DAY_MS,
    judge: (event, memory) => {
      const person = event.actor ?? '';
      if (event.kind === 'release-freeze-ended') {
        memory.add(person, event);
        return undefined;
      }
      const lifted = memory.of(person, event.at);
      return lifted.length === 0 ? undefined : breachOf(thePerson(event), event, lifted);
    },
  },
  {
    id: 'releases-returned-often',
    version: 1,
    prevented: 'second-person',
    nextStep: 'ask-person',
    kinds: ['roll-out-returned'],
    ...often({ entity: thePerson, value: ({ subject }) => subject, limit: 3, withinMs: DAY_MS }),
  },
  {
    id: 'released-in-freeze',
    version: 2,
    prevented: 'signed-approval',
    nextStep: 'return-release',
    kinds: ['release-freeze-set', 'release-freeze-ended', 'release-published', 'roll-out-resumed'],
    keepMs: 90 * DAY_MS,
    judge: (event, memory) => {
      const key = event.site ?? '';
      if (event.kind === 'release-freeze-ended') memory.forget(key);
      if (event.kind === 'release-freeze-set') memory.add(key, event);
      if (event.kind !== 'release-published' && event.kind !== 'roll-out-resumed') return undefined;
      const freezes = [...memory.of('', event.at), ...(key === '' ? [] : memory.of(key, event.at))].filter(
        // A freeze without an end lasts until a person ends it
        ({ at, count }) => count <= 1 || event.at < at + 1_000 * count,
      );
      if (freezes.length === 0 && event.reason !== 'in-freeze') return undefined;
      return breachOf(thePerson(event) ?? theServer(), event, freezes);
    },
  },
  {
    id: 'exception-ended-early',
    version: 1,
    prevented: 'second-person',
    nextStep: 'ask-person',
    kinds: ['exception-ended', 'detection-exception-ended'],
    ...each(
      (event) => thePerson(event) ?? theServer(),
      ({ reason }) => reason === 'early',
    ),
  },
  {
    id: 'alerts-silenced-over-incident',
    version: 1,
    prevented: 'second-person',
    nextStep: 'restore-alerting',
    kinds: ['alarm', 'alerts-silenced'],
    keepMs: 4 * HOUR_MS,
    judge: (event, memory) => {
      if (event.kind === 'alarm') {
        if (!ROUTINE_ALARMS.has(event.reason ?? '')) memory.add(event.site ?? '', event);
        return undefined;
      }
      const open =
        event.site === undefined
          ? memory.keys().flatMap((key) => memory.of(key, event.at))
          : [...memory.of(event.site, event.at), ...memory.of('', event.at)];
      return open.length === 0 ? undefined : breachOf(thePerson(event) ?? theServer(), event, open);
    },
  },
  {
    id: 'alerts-rerouted',
    version: 1,
    prevented: 'second-person',
    nextStep: 'restore-alerting',
    kinds: ['alarm', 'alert-routing-changed'],
    ...each(
      (event) => thePerson(event) ?? theServer(),
      ({ kind, reason }) =>
        kind === 'alert-routing-changed' ? reason === 'removed' : reason === 'alert-routing-changed',
    ),
  },
];

/** Key of the holds that no person decided. */
const BY_SERVER = 'by the server';

/** Alarms of everyday operation, which are silenced for good reasons. */
const ROUTINE_ALARMS: ReadonlySet<string> = new Set([
  'lane-out-of-service',
  'lane-slow',
  'lane-check-unfinished',
  'lane-drifted',
  'lane-trust-old',
  'lane-releases-behind',
  'lane-refers-everyone',
  'lane-in-emergency',
  'advisories-old',
  'component-overdue',
  'server-not-ready',
  'witness-lag',
  'sequence-gap',
  'chain-reordered',
  'alerts-undelivered',
  'lane-software-returned',
  'release-untaken',
  'second-look-overdue',
]);

/**
 * Whether what one person arranged for another, such as an invitation or a key, is used from a console on which the first person signed
 * in. The memory holds consoles of people under `at` and what they arranged under `for`.
 */
function usedByAnother(
  event: DetectionEvent,
  memory: Parameters<Invariant['judge']>[1],
  { begins, uses }: { readonly begins: readonly string[]; readonly uses: readonly string[] },
) {
  const { actor, console: at, subject, kind } = event;
  if (begins.includes(kind)) {
    memory.add(`for ${subject}`, event, actor ?? '');
    if (at !== undefined) memory.add(`at ${actor}`, event, at);
    return undefined;
  }
  if (uses.includes(kind)) {
    const arranged = memory.of(`for ${kind === 'key-used' ? subject : actor}`, event.at);
    const own = arranged.find(
      ({ value }) => value !== actor && memory.of(`at ${value}`, event.at).some((one) => one.value === at),
    );
    if (own !== undefined && at !== undefined) return breachOf({ kind: 'person', id: own.value }, event, [own]);
  }
  const isSignIn = kind === 'signed-in' || kind === 'signed-in-from';
  if (isSignIn && at !== undefined && actor !== undefined) memory.add(`at ${actor}`, event, at);
  return undefined;
}
