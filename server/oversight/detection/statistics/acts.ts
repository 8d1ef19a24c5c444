/** The cells of the table of acts: for each event, the kind of act of its person, program and lane. Pure. */
import type { DetectionEvent, EventKind } from '../events/event.ts';
import type { Entity } from '../rules/entity.ts';

/** Work that travellers cause and colleagues share, and use that is measured in rows. Statistics of their own compare it. */
const COMPARED_ELSEWHERE: ReadonlySet<EventKind> = new Set<EventKind>([
  'referral-taken',
  'referral-admitted',
  'referral-turned-away',
  'opened-for-traveller',
  'second-opinion-given',
  'evidence-granted',
  'evidence-asked',
  // A stranger may have tried
  'sign-in-failed',
  'key-used',
  'signal',
  'partner-called',
  'goods-declared',
  'feed-received',
  'portal-asked',
  'portal-refused',
]);
/** A family of counts has this kind alone: only its relation or reason is new here. */
const COUNTED_ALONE: ReadonlySet<EventKind> = new Set<EventKind>([
  'watchlist-looked-up',
  'opened-for-cause',
  'record-exported',
  'act-refused',
  'declaration-viewed',
  'control-conformed',
  'control-differed',
]);
/** Facts about a lane that are no traveller's, and that no statistic counts. */
const AT_LANES: ReadonlySet<EventKind> = new Set<EventKind>(['alarm', 'watchlist-hit', 'opened-in-emergency']);
/** Reasons for the referral of a traveller do not distinguish acts of one kind. */
const OF_A_CHECK: ReadonlySet<EventKind> = new Set<EventKind>([
  'referral-handed-over',
  'decision-reviewed',
  'control-conformed',
  'control-differed',
]);

/** One act in the table: its actor and its kind. */
export interface Cell {
  readonly entity: Entity;
  readonly site: string;
  /** Entities of one group are peers. */
  readonly group: string;
  readonly kind: string;
}

/** A person, partner or trader who acts. */
export function actorOf({ actor, role }: DetectionEvent): Entity | undefined {
  if (actor === undefined) return undefined;
  return { kind: role === 'partner' || role === 'trader' ? role : 'person', id: actor };
}

/** Acts that no table of every kind of act has. */
export function actsElsewhere({ kind, relation }: DetectionEvent): boolean {
  return COMPARED_ELSEWHERE.has(kind) || relation === 'own-referral';
}

/** An event has a cell for its kind, one for its kind with the relation or the reason, and one of its site, where several people may share it. */
export function cellsOf(event: DetectionEvent): readonly Cell[] {
  const { kind, site = '', role = '', lane } = event;
  const cells: Cell[] = [];
  const entity = actorOf(event);
  if (entity !== undefined && !actsElsewhere(event)) {
    const detail = event.relation ?? (OF_A_CHECK.has(kind) ? undefined : event.reason);
    if (!COUNTED_ALONE.has(kind)) cells.push({ entity, site, group: role, kind });
    if (entity.kind === 'person' && site !== '')
      cells.push({ entity: { kind: 'site', id: site }, site, group: 'sites', kind });
    if (detail !== undefined) cells.push({ entity, site, group: role, kind: `${kind} ${detail}` });
  }
  if (lane !== undefined && AT_LANES.has(kind))
    cells.push({
      entity: { kind: 'lane', id: lane },
      site,
      group: `lanes ${site}`,
      kind: `${kind} ${event.reason ?? ''}`,
    });
  return cells;
}
