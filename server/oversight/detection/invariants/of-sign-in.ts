import { EVENT_KINDS, type DetectionEvent } from '../events/event.ts';
import type { EventReference } from '../rules/entity.ts';
import type { Memory } from './memory.ts';
import {
  breachOf,
  DAY_MS,
  each,
  entityOf,
  HOUR_MS,
  type Invariant,
  MINUTE_MS,
  often,
  thePerson,
  theServer,
} from './invariant.ts';

/** Acts that show from which console a person works. */
const AT_A_CONSOLE = ['signed-in', 'evidence-viewed', 'evidence-granted', 'evidence-asked'] as const;
/** Longer than any session. */
const SESSION_MS = 2 * DAY_MS;
/** The longest session that can be configured, and an hour for the last act in it. */
const LONGEST_SESSION_MS = 25 * HOUR_MS;
/** A request that began before its session ended may be recorded so much later. */
const UNDER_WAY_MS = 2 * MINUTE_MS;

export const SIGN_IN_INVARIANTS: readonly Invariant[] = [
  {
    id: 'sign-ins-guessed',
    version: 1,
    prevented: 'step-up',
    nextStep: 'check-network',
    kinds: ['sign-in-failed'],
    ...often({ entity: thePerson, limit: 10, withinMs: 10 * MINUTE_MS }),
  },
  {
    id: 'console-failures',
    version: 1,
    prevented: 'bound-to-network',
    nextStep: 'check-network',
    kinds: ['sign-in-failed'],
    ...often({ entity: (event) => entityOf('console', event.console), limit: 12, withinMs: DAY_MS }),
  },
  {
    id: 'alternating-consoles',
    version: 2,
    prevented: 'bound-to-device',
    nextStep: 'end-sessions',
    kinds: AT_A_CONSOLE,
    keepMs: 10 * MINUTE_MS,
    judge: (event, memory) => {
      if (event.actor === undefined || event.console === undefined) return undefined;
      const events = memory.add(event.actor, event, event.console);
      const other = events.findIndex(({ value }) => value !== event.console);
      const returned = other >= 0 && events.slice(0, other).some(({ value }) => value === event.console);
      if (!returned) return undefined;
      return { entity: { kind: 'person', id: event.actor }, site: event.site, observed: events.length, events };
    },
  },
  {
    id: 'viewed-at-other-console',
    version: 1,
    prevented: 'bound-to-device',
    nextStep: 'end-sessions',
    kinds: ['signed-in', 'evidence-asked'],
    keepMs: SESSION_MS,
    judge: (event, memory) => {
      const { actor, console: at } = event;
      if (actor === undefined || at === undefined) return undefined;
      if (event.kind === 'signed-in') {
        memory.add(actor, event, at);
        return undefined;
      }
      // The session may have begun before the memory
      const signedIn = memory.of(actor, event.at);
      if (signedIn.length === 0 || signedIn.some(({ value }) => value === at)) return undefined;
      return breachOf(thePerson(event), event, signedIn.slice(-1));
    },
  },
  {
    id: 'person-at-two-sites',
    version: 1,
    prevented: 'bound-to-device',
    nextStep: 'end-sessions',
    kinds: ['signed-in', 'referral-taken', 'opened-for-traveller', 'opened-for-cause'],
    ...often({ entity: thePerson, value: ({ site }) => site, limit: 2, withinMs: 20 * MINUTE_MS }),
  },
  {
    id: 'copied-passkey',
    version: 1,
    prevented: 'key-in-element',
    nextStep: 'end-sessions',
    kinds: ['signal', 'alarm'],
    ...each(
      (event) => thePerson(event) ?? theServer(),
      ({ reason }) => reason === 'passkey-counter-regressed' || reason === 'officer-key-cloned',
    ),
  },
  {
    id: 'replayed-proof',
    version: 1,
    prevented: 'bound-to-device',
    nextStep: 'end-sessions',
    kinds: ['signal'],
    ...often({
      entity: (event) => thePerson(event) ?? theServer(),
      when: ({ reason }) => reason === 'code-replayed' || reason === 'challenge-replayed',
      limit: 3,
      withinMs: 10 * MINUTE_MS,
    }),
  },
  {
    id: 'enrolment-codes-guessed',
    version: 1,
    prevented: 'attempt-limit',
    nextStep: 'check-network',
    kinds: ['signal', 'alarm'],
    ...often({
      entity: theServer,
      when: ({ reason = '' }) => reason === 'enrolment-code-refused' || reason.startsWith('kiosk-code-'),
      limit: 5,
      withinMs: HOUR_MS,
    }),
  },
  {
    id: 'acts-refused-often',
    version: 1,
    prevented: 'narrower-duty',
    nextStep: 'ask-person',
    kinds: ['act-refused'],
    ...often({ entity: thePerson, limit: 6, withinMs: HOUR_MS }),
  },
  {
    id: 'session-never-began',
    version: 1,
    prevented: 'reconciliation',
    nextStep: 'end-sessions',
    kinds: EVENT_KINDS,
    keepMs: LONGEST_SESSION_MS,
    judge: (event, memory) => {
      const { session, actor } = event;
      const breach =
        session === undefined || actor === undefined || event.kind === 'signed-in'
          ? undefined
          : breachOfSession(event, memory, { session, actor });
      rememberSession(event, memory);
      return breach;
    },
  },
];

/** Keys of the memory: a session has its beginning and its end, a person the moments at which all their sessions ended. */
const ofPerson = (person: string): string => `all ${person}`;

function rememberSession(event: DetectionEvent, memory: Memory): void {
  const { kind, session, actor, subject, reason } = event;
  if (kind === 'signed-in' && session !== undefined && actor !== undefined) memory.add(session, event, actor);
  if (kind === 'session-ended' && subject !== undefined) {
    if (reason === 'all') memory.add(ofPerson(subject), event, session);
    else memory.add(subject, event);
  }
  if (kind === 'person-disabled' && subject !== undefined) memory.add(ofPerson(subject), event);
  if (kind === 'recovery-approved' && reason !== undefined) memory.add(ofPerson(reason), event);
}

/** An act in a session that never began, that another person began, or that had ended. */
function breachOfSession(
  event: DetectionEvent,
  memory: Memory,
  { session, actor }: { readonly session: string; readonly actor: string },
) {
  const known = memory.of(session, event.at);
  const begun = known.find(({ kind }) => kind === 'signed-in');
  // A session that was forgotten because there are too many cannot be told from one that never began
  if (begun === undefined) return memory.isFull ? undefined : breachOf(thePerson(event), event, known);
  if (begun.value !== actor) return breachOf(thePerson(event), event, [begun]);
  const ended = [...known, ...memory.of(ofPerson(actor), event.at).filter(({ value }) => value !== session)].find(
    (one) => one.kind !== 'signed-in' && isAfter(one, begun) && event.at - one.at > UNDER_WAY_MS,
  );
  return ended === undefined ? undefined : breachOf(thePerson(event), event, [begun, ended]);
}

function isAfter(one: EventReference, other: EventReference): boolean {
  return one.at > other.at || (one.at === other.at && (one.entry ?? 0) > (other.entry ?? 0));
}
