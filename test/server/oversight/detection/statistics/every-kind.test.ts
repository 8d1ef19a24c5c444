import { expect, test } from 'vitest';
import {
  type DetectionEvent,
  EVENT_KINDS,
  type EventKind,
} from '../../../../../server/oversight/detection/events/event.ts';
import { INVARIANTS } from '../../../../../server/oversight/detection/invariants/invariants.ts';
import { cellsOf } from '../../../../../server/oversight/detection/statistics/acts.ts';
import {
  AMOUNT_RULES,
  COUNT_RULES,
  PAIR_RULES,
} from '../../../../../server/oversight/detection/statistics/rules-of-counts.ts';
import { SHARE_RULES } from '../../../../../server/oversight/detection/statistics/rules-of-shares.ts';

/** Invariants compare networks of keys, and report the absence of a feed. */
const BY_INVARIANT_ALONE: readonly EventKind[] = ['feed-received', 'key-used'];
/** Kinds that accompany another one, which is counted. */
const WITH_ANOTHER: Partial<Readonly<Record<EventKind, EventKind>>> = {
  'opened-for-traveller': 'referral-admitted',
  'evidence-asked': 'evidence-granted',
};
/** Facts of the server itself without a person. An alarm comes with each that is not wanted. */
const OF_SERVER: readonly EventKind[] = ['server-started', 'database-restored'];

const ruled = new Set<EventKind>(
  [...SHARE_RULES, ...COUNT_RULES, ...AMOUNT_RULES, ...PAIR_RULES].flatMap(({ kinds }) => kinds),
);
const isCounted = (kind: EventKind): boolean => {
  const event: DetectionEvent = { at: 0, kind, actor: 'a', role: 'officer', lane: 'l', site: 's', subject: 'x' };
  return ruled.has(kind) || cellsOf(event).some((cell) => cell.entity.kind !== 'site');
};

test.each(EVENT_KINDS)('%s is compared by a statistic, or the list says why not', (kind) => {
  const other = WITH_ANOTHER[kind];
  const isJudged = INVARIANTS.some(({ kinds }) => kinds.includes(kind));
  if (BY_INVARIANT_ALONE.includes(kind)) expect([isCounted(kind), isJudged]).toEqual([false, true]);
  else if (other !== undefined) expect([isCounted(kind), isCounted(other)]).toEqual([false, true]);
  else if (!OF_SERVER.includes(kind)) expect(isCounted(kind)).toBe(true);
});
