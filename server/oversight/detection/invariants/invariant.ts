import type { DetectionEvent, EventKind } from '../events/event.ts';
import type { Entity, EventReference } from '../rules/entity.ts';
import type { CounterfactualCode, InvariantId, NextStepCode } from '../rules/rule-ids.ts';
import type { Memory, Remembered } from './memory.ts';

/** The events that break an invariant. */
export interface Breach {
  readonly entity: Entity;
  readonly site?: string | undefined;
  readonly observed: number;
  readonly expected?: number;
  /** Oldest first. */
  readonly events: readonly EventReference[];
}

/** A rule that holds for everyone at any time, as data and one function. */
export interface Invariant {
  readonly id: InvariantId;
  readonly version: number;
  readonly prevented: CounterfactualCode;
  readonly nextStep: NextStepCode;
  /** Only events of these kinds are judged. */
  readonly kinds: readonly EventKind[];
  /** How long the rule remembers an event. */
  readonly keepMs: number;
  judge(event: DetectionEvent, memory: Memory): Breach | undefined;
  /** Judges the absence of events. */
  judgeTime?(now: number, memory: Memory): Breach[];
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

type EntityOf = (event: DetectionEvent) => Entity | undefined;

export const thePerson: EntityOf = ({ actor }) => entityOf('person', actor);
export const theSubject: EntityOf = ({ subject }) => entityOf('person', subject);
export const theLane: EntityOf = ({ lane, site }) => entityOf('lane', lane) ?? entityOf('site', site) ?? theServer();
export const thePartner: EntityOf = ({ actor }) => entityOf('partner', actor);
/** A partner or a trader, by the role of the program. */
export const theClient: EntityOf = ({ actor, role }) => entityOf(role === 'partner' ? 'partner' : 'trader', actor);
export const theServer = (): Entity => ({ kind: 'server', id: 'server' });

export function entityOf(kind: Entity['kind'], id: string | undefined): Entity | undefined {
  return id === undefined ? undefined : { kind, id };
}

export function referenceTo({ at, kind, entry }: DetectionEvent): EventReference {
  return { at, kind, ...(entry === undefined ? {} : { entry }) };
}

export function breachOf(entity: Entity | undefined, event: DetectionEvent, earlier: readonly EventReference[] = []) {
  if (entity === undefined) return undefined;
  return { entity, site: event.site, observed: earlier.length + 1, events: [...earlier, referenceTo(event)] };
}

/** Each event for which the condition holds breaks the rule. */
export function each(
  entity: EntityOf,
  when: (event: DetectionEvent) => boolean = () => true,
): Pick<Invariant, 'judge' | 'keepMs'> {
  return { keepMs: 0, judge: (event) => (when(event) ? breachOf(entity(event), event) : undefined) };
}

/** Events with one of these reasons break the rule. */
export function eachReason(entity: EntityOf, reasons: readonly string[]): Pick<Invariant, 'judge' | 'keepMs'> {
  return each(entity, ({ reason }) => reason !== undefined && reasons.includes(reason));
}

/** At least `limit` events of one entity, or as many different values, within a time break the rule. */
export function often(options: {
  readonly entity: EntityOf;
  readonly limit: number;
  readonly withinMs: number;
  readonly when?: (event: DetectionEvent) => boolean;
  /** Default: the entity. */
  readonly key?: (event: DetectionEvent) => string | undefined;
  /** Counts different values instead of events. */
  readonly value?: (event: DetectionEvent) => string | undefined;
}): Pick<Invariant, 'judge' | 'keepMs'> {
  const { entity, limit, withinMs, when = () => true, value } = options;
  const key = options.key ?? ((event: DetectionEvent) => entity(event)?.id);
  return {
    keepMs: withinMs,
    judge: (event, memory) => {
      const [its, valued] = [key(event), value === undefined ? '' : value(event)];
      if (!when(event) || its === undefined || valued === undefined) return undefined;
      const events = memory.add(its, event, valued);
      const observed = value === undefined ? sumOf(events) : new Set(events.map((one) => one.value)).size;
      const about = entity(event);
      if (observed < limit || about === undefined) return undefined;
      return { entity: about, site: event.site, observed, expected: limit - 1, events };
    },
  };
}

function sumOf(events: readonly Remembered[]): number {
  return events.reduce((sum, { count }) => sum + Math.max(1, count), 0);
}
