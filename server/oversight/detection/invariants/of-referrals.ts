import type { DetectionEvent } from '../events/event.ts';
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
  thePerson,
  theSubject,
} from './invariant.ts';

/** Checks whose failure shows a forgery, an attack or a listed document. Only a second person can explain them away. */
const DECISIVE_FAILURES: ReadonlySet<string> = new Set([
  'chip-copied',
  'chip-key-revoked',
  'data-group-altered',
  'security-object-invalid',
  'security-infos-differ',
  'signer-revoked',
  'mrz-mismatch',
  'plane-not-head',
  'light-of-a-plane',
  'document-listed',
]);

/** A referral that is older is closed. */
const REFERRAL_KEPT_MS = 2 * DAY_MS;

export const REFERRAL_INVARIANTS: readonly Invariant[] = [
  {
    id: 'opened-without-referral',
    version: 1,
    prevented: 'second-person',
    nextStep: 'ask-supervisor',
    kinds: ['traveller-referred', 'referral-taken', 'referral-admitted', 'opened-for-traveller'],
    keepMs: REFERRAL_KEPT_MS,
    judge: (event, memory) => {
      if (event.kind !== 'opened-for-traveller') {
        if (event.subject !== undefined) memory.add(event.subject, event);
        return undefined;
      }
      const isKnown = event.subject !== undefined && memory.of(event.subject, event.at).length > 0;
      return isKnown ? undefined : breachOf(thePerson(event), event);
    },
  },
  {
    id: 'opened-for-cause-often',
    version: 1,
    prevented: 'smaller-limit',
    nextStep: 'ask-supervisor',
    kinds: ['opened-for-cause', 'alarm'],
    keepMs: DAY_MS,
    judge: (event, memory) => {
      if (event.kind === 'alarm')
        return event.reason === 'openings-too-many' ? breachOf(thePerson(event) ?? theLane(event), event) : undefined;
      const person = thePerson(event);
      if (person === undefined) return undefined;
      const events = memory.add(person.id, event);
      const soon = events.filter(({ at }) => event.at - at < 10 * MINUTE_MS);
      if (soon.length < 4 && events.length < 12) return undefined;
      return { entity: person, site: event.site, observed: events.length, events: soon.length < 4 ? events : soon };
    },
  },
  {
    id: 'opening-unconfirmed',
    version: 1,
    prevented: 'second-person',
    nextStep: 'ask-supervisor',
    kinds: ['alarm'],
    ...eachReason((event) => thePerson(event) ?? theLane(event), ['opening-unconfirmed', 'emergency-unconfirmed']),
  },
  {
    id: 'opening-unfounded',
    version: 1,
    prevented: 'second-person',
    nextStep: 'ask-supervisor',
    kinds: ['alarm', 'opening-reviewed'],
    ...each(
      (event) => (event.kind === 'alarm' ? (thePerson(event) ?? theLane(event)) : theSubject(event)),
      ({ kind, reason = '' }) =>
        kind === 'opening-reviewed'
          ? reason === 'unfounded'
          : ['opening-unfounded', 'emergency-unfounded'].includes(reason),
    ),
  },
  {
    id: 'decided-alone-against-failure',
    version: 1,
    prevented: 'second-opinion',
    nextStep: 'review-decisions',
    kinds: ['second-opinion-given', 'decision-reviewed', 'evidence-viewed', 'referral-admitted'],
    keepMs: REFERRAL_KEPT_MS,
    judge: (event, memory) => {
      if (event.subject === undefined || event.actor === undefined) return undefined;
      if (event.kind !== 'referral-admitted') {
        memory.add(event.subject, event, event.actor);
        return undefined;
      }
      if (event.reason === undefined || !DECISIVE_FAILURES.has(event.reason)) return undefined;
      const earlier = memory.of(event.subject, event.at);
      return earlier.some(({ value, kind }) => value !== event.actor && kind !== 'evidence-viewed')
        ? undefined
        : breachOf(thePerson(event), event, earlier);
    },
  },
  {
    id: 'second-look-disagrees',
    version: 1,
    prevented: 'second-opinion',
    nextStep: 'review-decisions',
    kinds: ['second-look-disagreed'],
    ...each(theSubject),
  },
  {
    id: 'viewings-too-many',
    version: 1,
    prevented: 'smaller-limit',
    nextStep: 'review-viewings',
    kinds: ['alarm'],
    ...eachReason(
      (event) => thePerson(event) ?? theLane(event),
      ['viewings-too-many', 'viewings-of-traveller-too-many'],
    ),
  },
  {
    id: 'erased-without-request',
    version: 1,
    prevented: 'second-person',
    nextStep: 'ask-person',
    kinds: ['access-request-opened', 'captures-erased'],
    keepMs: 40 * DAY_MS,
    judge: (event, memory) => {
      if (event.kind === 'access-request-opened') {
        memory.add(event.subject ?? '', event);
        return undefined;
      }
      return memory.of(event.subject ?? '', event.at).length > 0 ? undefined : breachOf(thePerson(event), event);
    },
  },
  {
    id: 'erased-after-own-release',
    version: 1,
    prevented: 'longer-retention',
    nextStep: 'ask-supervisor',
    kinds: ['hold-released', 'captures-erased'],
    keepMs: 30 * DAY_MS,
    judge: (event, memory) => {
      const key = `${event.actor} ${event.subject}`;
      if (event.kind === 'hold-released') {
        memory.add(key, event);
        return undefined;
      }
      const releases = memory.of(key, event.at);
      return releases.length === 0 ? undefined : breachOf(thePerson(event), event, releases);
    },
  },
  {
    id: 'erased-on-own-request',
    version: 1,
    prevented: 'second-person',
    nextStep: 'ask-person',
    kinds: ['access-request-opened', 'captures-erased'],
    keepMs: HOUR_MS,
    judge: (event, memory) => {
      const key = `${event.actor} ${event.subject}`;
      if (event.kind === 'access-request-opened') {
        memory.add(key, event);
        return undefined;
      }
      // A doubt about the traveller's identity takes longer to settle
      const opened = memory.of(key, event.at);
      return opened.length === 0 ? undefined : breachOf(thePerson(event), event, opened);
    },
  },
  {
    id: 'lane-disabled',
    version: 1,
    prevented: 'second-person',
    nextStep: 'ask-person',
    kinds: ['lane-disabled'],
    ...each((event) => thePerson(event) ?? theLane(event)),
  },
  {
    id: 'lane-disabled-under-hold',
    version: 1,
    prevented: 'second-person',
    nextStep: 'ask-person',
    kinds: ['hold-placed', 'hold-released', 'lane-disabled'],
    keepMs: 365 * DAY_MS,
    judge: (event, memory) => {
      const lane = event.lane ?? '';
      if (event.kind !== 'lane-disabled') {
        memory.add(lane, event, event.subject ?? '');
        return undefined;
      }
      const events = memory.of(lane, event.at);
      const released = new Map<string, boolean>();
      for (const { kind, value } of events) released.set(value, kind === 'hold-released');
      return [...released.values()].includes(false)
        ? breachOf(thePerson(event) ?? theLane(event), event, events)
        : undefined;
    },
  },
  {
    id: 'degraded-and-decided',
    version: 1,
    prevented: 'second-person',
    nextStep: 'review-decisions',
    kinds: ['degradation-approved', 'referral-admitted', 'opened-for-cause'],
    keepMs: DAY_MS,
    judge: (event, memory) => {
      const lane = event.lane ?? '';
      if (event.kind === 'degradation-approved') {
        memory.add(lane, event, peopleOf(event));
        return undefined;
      }
      const own = memory.of(lane, event.at).filter(({ value }) => value.split(' ').includes(event.actor ?? ' '));
      return own.length === 0 ? undefined : breachOf(thePerson(event), event, own);
    },
  },
  {
    id: 'lists-searched-often',
    version: 1,
    prevented: 'smaller-limit',
    nextStep: 'ask-person',
    kinds: ['watchlist-looked-up'],
    ...often({ entity: thePerson, limit: 20, withinMs: HOUR_MS }),
  },
  {
    id: 'records-exported-often',
    version: 1,
    prevented: 'smaller-limit',
    nextStep: 'ask-person',
    kinds: ['record-exported'],
    ...often({
      entity: thePerson,
      key: ({ actor }) => actor,
      value: ({ at }) => String(at),
      limit: 4,
      withinMs: DAY_MS,
    }),
  },
];

/** The approver and the proposer. */
function peopleOf({ actor = '', subject = '' }: DetectionEvent): string {
  return `${actor} ${subject}`;
}
