/** Fixed thresholds, as many products have them: the peer of the bench. A count of an hour or a day above its limit is a finding. */
import type { Finding } from '../../../server/oversight/detection/engine/finding.ts';
import type { DetectionEvent, EventKind } from '../../../server/oversight/detection/events/event.ts';
import type { Entity } from '../../../server/oversight/detection/rules/entity.ts';
import type { Detector } from './score.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Limit {
  readonly kind: EventKind;
  readonly entity: 'actor' | 'lane' | 'console' | 'server';
  readonly windowMs: number;
  readonly limit: number;
  readonly counts?: 'count';
  readonly when?: (event: DetectionEvent) => boolean;
}

const LIMITS: readonly Limit[] = [
  { kind: 'sign-in-failed', entity: 'actor', windowMs: HOUR_MS, limit: 10 },
  { kind: 'sign-in-failed', entity: 'console', windowMs: DAY_MS, limit: 12 },
  { kind: 'evidence-viewed', entity: 'actor', windowMs: DAY_MS, limit: 40 },
  { kind: 'evidence-viewed', entity: 'actor', windowMs: DAY_MS, limit: 5, when: ({ relation }) => relation === 'none' },
  { kind: 'watchlist-looked-up', entity: 'actor', windowMs: DAY_MS, limit: 12 },
  { kind: 'opened-for-cause', entity: 'actor', windowMs: DAY_MS, limit: 4 },
  { kind: 'referral-admitted', entity: 'actor', windowMs: DAY_MS, limit: 40 },
  { kind: 'record-exported', entity: 'actor', windowMs: DAY_MS, limit: 4 },
  { kind: 'proposal-made', entity: 'actor', windowMs: DAY_MS, limit: 8 },
  { kind: 'act-refused', entity: 'actor', windowMs: HOUR_MS, limit: 5 },
  { kind: 'comparison-failed', entity: 'lane', windowMs: HOUR_MS, limit: 8 },
  { kind: 'comparison-failed', entity: 'lane', windowMs: DAY_MS, limit: 40 },
  { kind: 'presentation-refused', entity: 'lane', windowMs: HOUR_MS, limit: 4 },
  { kind: 'document-refused', entity: 'lane', windowMs: HOUR_MS, limit: 4 },
  { kind: 'traveller-abandoned', entity: 'lane', windowMs: HOUR_MS, limit: 6 },
  { kind: 'partner-refused', entity: 'actor', windowMs: HOUR_MS, limit: 3 },
  { kind: 'partner-called', entity: 'actor', windowMs: DAY_MS, limit: 5_000, counts: 'count' },
  { kind: 'goods-declared', entity: 'actor', windowMs: DAY_MS, limit: 1_500, counts: 'count' },
  { kind: 'portal-refused', entity: 'server', windowMs: HOUR_MS, limit: 20 },
  { kind: 'alarm', entity: 'lane', windowMs: HOUR_MS, limit: 1, when: ({ reason }) => reason === 'chain-fork' },
];

export function fixedThresholds(): Detector {
  const counts = new Map<string, { window: number; count: number; shownDay: number }>();
  return {
    turn: () => [],
    take: (event) =>
      LIMITS.flatMap((limit, at) => {
        const entity = limit.kind === event.kind && (limit.when?.(event) ?? true) ? entityOf(event, limit) : undefined;
        if (entity === undefined) return [];
        const key = `${at} ${entity.id}`;
        const state = counts.get(key) ?? { window: 0, count: 0, shownDay: -1 };
        counts.set(key, state);
        const [window, day] = [Math.floor(event.at / limit.windowMs), Math.floor(event.at / DAY_MS)];
        if (window !== state.window) Object.assign(state, { window, count: 0 });
        state.count += limit.counts === undefined ? 1 : (event.count ?? 1);
        if (state.count < limit.limit || state.shownDay === day) return [];
        state.shownDay = day;
        return [findingOf(event, entity, state.count, limit)];
      }),
  };
}

function entityOf(event: DetectionEvent, { entity }: Limit): Entity | undefined {
  if (entity === 'server') return { kind: 'server', id: 'server' };
  const id = event[entity];
  if (id === undefined) return undefined;
  if (entity !== 'actor') return { kind: entity, id };
  return { kind: event.role === 'partner' || event.role === 'trader' ? event.role : 'person', id };
}

function findingOf({ at, site, kind }: DetectionEvent, entity: Entity, observed: number, limit: Limit): Finding {
  return {
    rule: 'acts-of-day',
    version: 1,
    basis: 'statistic',
    entity,
    site,
    at,
    from: Math.floor(at / limit.windowMs) * limit.windowMs,
    until: at,
    observed,
    expected: limit.limit,
    events: [{ at, kind }],
    wouldHavePrevented: 'smaller-limit',
    nextStep: 'ask-supervisor',
  };
}
