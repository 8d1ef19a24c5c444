/** For each invariant, events that break it and events that are close to that and allowed. The laboratory plants them, too. */
import type { InvariantId } from '../../../../../server/oversight/detection/rules/rule-ids.ts';
import { act, byAlarm, DAY, HOUR, MINUTE, times, type Example } from './example.ts';
import { EXAMPLES_OF_PROGRAMS } from './examples-of-programs.ts';

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
  'session-never-began': {
    breaks: [
      act('signed-in', { actor: 'ana', session: 's1' }),
      act('duty-proposed', { actor: 'ana', session: 's2', subject: 'new', at: HOUR }),
    ],
    about: 'person ana',
    keeps: [
      act('signed-in', { actor: 'ana', session: 's1' }),
      act('duty-proposed', { actor: 'ana', session: 's1', subject: 'new', at: HOUR }),
      act('session-ended', { actor: 'ana', session: 's1', subject: 's1', at: 2 * HOUR }),
      act('referral-taken', { actor: 'ana', session: 's1', subject: 'r', at: 2 * HOUR + MINUTE }),
      act('person-enrolled', { actor: 'new', at: 3 * HOUR }),
    ],
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
  'recovery-by-invited': {
    breaks: [
      act('person-invited', { actor: 'ada', subject: 'sock' }),
      act('recovery-approved', { actor: 'sock', subject: 'ada', reason: 'ana', at: 30 * DAY }),
    ],
    about: 'person ada',
    keeps: [
      act('person-invited', { actor: 'ada', subject: 'ana' }),
      act('person-invited', { actor: 'bert', subject: 'ben' }),
      act('recovery-approved', { actor: 'ben', subject: 'ada', reason: 'ana', at: 30 * DAY }),
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
  ...EXAMPLES_OF_PROGRAMS,
};
