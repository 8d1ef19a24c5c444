/** Limits that keep responses from locking out a site, or the people who could take a response back. */
import type { Duty } from '../../../platform/access/principal.ts';
import type { Role } from '../../../platform/access/vocabulary.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { dutiesInForce, type StoredDuty } from '../../../people/duties/duty-table.ts';
import { listKiosks } from '../../../records/kiosks/kiosks.ts';
import { peopleWhoCanAct } from '../../../people/people/able-administrators.ts';
import type { Entity } from '../rules/entity.ts';
import { isActive, type StoredResponse, unsettledResponses } from './response-table.ts';
import type { ResponseKind } from './vocabulary.ts';

export type Unsafe =
  /** No other security officer or administrator could act. */
  | 'last-reachable'
  /** Fewer than half of the officers or lanes of a site would be left. */
  | 'site-would-close';

/** At least one person of each role stays untouched: the first role confirms responses, the second helps people with their keys. */
const KEEPERS = ['security-officer', 'administrator'] as const satisfies readonly Role[];
const FLOOR = ['officer', 'supervisor'] as const satisfies readonly Role[];

/** These interrupt a person's work. A proof that is required costs a touch of a key. */
const TAKES_A_PERSON: readonly ResponseKind[] = ['end-sessions', 'pause-grants'];

interface Wanted {
  readonly id?: string;
  readonly kind: ResponseKind;
  readonly entity: Entity;
}

/**
 * Judges a response by the present state. @param passwords whether a password counts as a way to sign in
 * @returns `undefined` when it is safe
 */
export async function dangerOf(
  database: Connection,
  wanted: Wanted,
  { nowMs, passwords }: { readonly nowMs: number; readonly passwords: boolean },
): Promise<Unsafe | undefined> {
  const { id, kind, entity } = wanted;
  const others = (await unsettledResponses(database)).filter((one) => isActive(one) && one.id !== id);
  if (kind === 'take-lane-out-of-service') {
    const lanes = (await listKiosks(database)).filter(({ disabledAt }) => disabledAt === null);
    const site = lanes.find((one) => one.id === entity.id)?.site;
    const atSite = lanes.filter((one) => one.site === site).map((one): string => one.id);
    return leavesHalf(atSite, touched(others, [kind]), entity.id) ? undefined : 'site-would-close';
  }
  if (!TAKES_A_PERSON.includes(kind)) return undefined;
  const gone = touched(others, TAKES_A_PERSON);
  for (const role of kind === 'end-sessions' ? KEEPERS : []) {
    const able: ReadonlySet<string> = await peopleWhoCanAct(database, role, nowMs, passwords);
    if (!able.has(entity.id)) continue;
    if (![...able].some((person) => person !== entity.id && !gone.has(person))) return 'last-reachable';
  }
  const duties = (await Promise.all(FLOOR.map((role) => dutiesInForce(database, role, nowMs)))).flat();
  return everySiteKeepsHalf(duties, gone, entity.id) ? undefined : 'site-would-close';
}

function touched(responses: readonly StoredResponse[], kinds: readonly ResponseKind[]): ReadonlySet<string> {
  return new Set(responses.filter(({ kind }) => kinds.includes(kind)).map(({ entity }) => entity.id));
}

/** Pure: whether at least half of each site's officers and supervisors stay when this person is touched as well. */
export function everySiteKeepsHalf(
  duties: readonly Pick<StoredDuty, 'personId' | 'sites'>[],
  gone: ReadonlySet<string>,
  person: string,
): boolean {
  const own = duties.filter(({ personId }) => personId === person);
  const covers = (sites: Duty['sites'], site: string) => sites === 'all' || sites.some((one) => one === site);
  const named = new Set(duties.flatMap(({ sites }): readonly string[] => (sites === 'all' ? [] : sites)));
  const places = named.size === 0 ? [''] : [...named];
  return places
    .filter((site) => own.some(({ sites }) => covers(sites, site)))
    .every((site) => {
      const staff = duties.filter(({ sites }) => covers(sites, site)).map(({ personId }): string => personId);
      return leavesHalf([...new Set(staff)], gone, person);
    });
}

function leavesHalf(all: readonly string[], gone: ReadonlySet<string>, next: string): boolean {
  const left = all.filter((one) => one !== next && !gone.has(one)).length;
  return !all.includes(next) || left * 2 >= all.length;
}
