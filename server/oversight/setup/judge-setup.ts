/** The state of each part of the set-up, from the server's records. Pure. */
import type { Duty } from '../../platform/access/principal.ts';
import type { Adoption } from '../../records/ledger/reconcile/adoptions.ts';
import type { AlertCoverage } from '../alerts/read-coverage.ts';
import type { SetupFact, SetupItemView } from './answers.ts';
import {
  BACKUP_LASTS_MS,
  COLLECTED_WITHIN_MS,
  COSIGNED_WITHIN_MS,
  ENDS_SOON_MS,
  NEEDED_PEOPLE,
  SETUP_ITEMS,
  STATEMENT_LASTS_MS,
  type SetupItem,
  type StateableItem,
  type StatementReason,
} from './vocabulary.ts';

/** The content of the records. Lanes are named `site/number`. Times are wall ms. */
export interface SetupRecords {
  readonly now: number;
  readonly administrators: { readonly able: readonly string[]; readonly need: number; readonly ends: readonly End[] };
  readonly sites: readonly RecordedSite[];
  /** Lanes with a kiosk in service. */
  readonly kiosks: readonly RecordedKiosk[];
  /** In force, with valid training, of people who can sign in. */
  readonly duties: readonly HeldDuty[];
  readonly retention: RecordedRetention;
  readonly witnesses: { readonly named: number; readonly unpublished: number; readonly since: number | null };
  /** Whether database and ledger agree; if not, the differences, and whether a full run since has found none. */
  readonly record: {
    readonly agrees: boolean;
    readonly mayReturn: boolean;
    readonly differences: readonly string[];
    /** Rows of an earlier version that await confirmation. */
    readonly adoptions: readonly Adoption[];
  };
  readonly backupAt: number | null;
  /** `collectedAt`: `null` before the first collection since the start. */
  readonly collector: { readonly isOpen: boolean; readonly collectedAt: number | null };
  readonly alerts: AlertCoverage;
  readonly statements: readonly Statement[];
}

export interface End {
  readonly person: string;
  readonly at: number;
}

export interface RecordedSite {
  readonly id: string;
  readonly isNamed: boolean;
  readonly lanes: readonly { readonly number: string; readonly hasKiosk: boolean }[];
}

export interface RecordedKiosk {
  readonly place: string;
  readonly isHeard: boolean;
  /** By its latest match report; `null` without one. */
  readonly runs: { readonly policyDigest: string; readonly noticeDigest: string | null } | null;
}

export type HeldDuty = Pick<Duty, 'role' | 'sites'> & { readonly person: string };

export interface RecordedRetention {
  /** The newest that two people agreed on; `null` without one. */
  readonly newest: { readonly number: number; readonly signatures: number } | null;
  readonly needSignatures: number;
  /** Number of the one that lanes are ordered to adopt. */
  readonly rollout: number | null;
  /** Lanes that have not adopted it. */
  readonly pending: readonly string[];
}

export interface Statement {
  readonly item: StateableItem;
  readonly reason: StatementReason;
  readonly by: string;
  readonly at: number;
}

interface Judged {
  readonly isDone: boolean;
  readonly facts: readonly SetupFact[];
}

const JUDGES: { readonly [Item in SetupItem]: (records: SetupRecords) => Judged } = {
  'second-administrator': judgeAdministrators,
  sites: judgeSites,
  roles: judgeRoles,
  'retention-policy': judgeRetention,
  'decision-policy': (records) => judgeRuns(records, ({ policyDigest }) => policyDigest),
  notice: (records) => judgeRuns(records, ({ noticeDigest }) => noticeDigest),
  record: judgeRecord,
  witnesses: judgeWitnesses,
  backup: judgeBackup,
  alerts: judgeAlerts,
};

export function judgeSetup(records: SetupRecords): SetupItemView[] {
  return SETUP_ITEMS.map((item) => {
    const { isDone, facts } = JUDGES[item](records);
    const stated = records.statements.find((one) => one.item === item && isInForce(one, records.now));
    const statement =
      stated === undefined
        ? null
        : { reason: stated.reason, by: stated.by, at: stated.at, until: stated.at + STATEMENT_LASTS_MS };
    const state = isDone ? 'done' : statement === null ? 'open' : 'stated';
    return { item, state, facts: [...facts], statement };
  });
}

/** Not from the future: a clock that was set back must not make it last longer. */
function isInForce({ at }: Statement, now: number): boolean {
  return at <= now && now < at + STATEMENT_LASTS_MS;
}

/** Two must be able to act, also in the next weeks: the duties of the first two last 30 days only. */
function judgeAdministrators({ now, administrators }: SetupRecords): Judged {
  const { able, need, ends } = administrators;
  const soon = ends.filter(({ at }) => at < now + ENDS_SOON_MS);
  const staying = able.filter((person) => !soon.some((end) => end.person === person));
  const facts: SetupFact[] = [{ code: 'administrators', able: [...able], need }];
  if (staying.length < need)
    facts.push(...soon.map(({ person, at }) => ({ code: 'administrator-ends', person, at }) as const));
  return { isDone: staying.length >= need, facts };
}

function judgeSites({ sites, kiosks }: SetupRecords): Judged {
  if (sites.length === 0) return { isDone: false, facts: [{ code: 'no-site' }] };
  const facts: SetupFact[] = [];
  const unnamed = sites.filter(({ isNamed }) => !isNamed).map(({ id }) => id);
  if (unnamed.length > 0) facts.push({ code: 'sites-unnamed', sites: unnamed });
  const empty = sites.filter(({ lanes }) => lanes.length === 0).map(({ id }) => id);
  if (empty.length > 0) facts.push({ code: 'sites-without-lanes', sites: empty });
  const lanes = sites.flatMap(({ id, lanes: own }) => own.map((lane) => ({ ...lane, place: `${id}/${lane.number}` })));
  const bare = lanes.filter(({ hasKiosk }) => !hasKiosk).map(({ place }) => place);
  if (bare.length > 0) facts.push({ code: 'lanes-without-kiosk', lanes: bare });
  const silent = kiosks.filter(({ isHeard }) => !isHeard).map(({ place }) => place);
  if (silent.length > 0) facts.push({ code: 'kiosks-silent', lanes: silent });
  if (facts.length > 0) return { isDone: false, facts };
  return { isDone: true, facts: [{ code: 'sites-complete', sites: sites.length, lanes: lanes.length }] };
}

function judgeRoles({ sites, duties }: SetupRecords): Judged {
  const missing = NEEDED_PEOPLE.flatMap(({ role, atEachSite, need }): SetupFact[] => {
    const places = atEachSite ? sites.map(({ id }) => id) : [null];
    // Without a site the role is asked for once, so that the checklist does not say that all people are there
    return (places.length === 0 ? [null] : places).flatMap((site): SetupFact[] => {
      const have = peopleFor(duties, role, site);
      return have >= need ? [] : [{ code: 'people-missing', role, site, have, need }];
    });
  });
  return missing.length > 0
    ? { isDone: false, facts: missing }
    : { isDone: true, facts: [{ code: 'people-complete' }] };
}

function peopleFor(duties: readonly HeldDuty[], role: Duty['role'], site: string | null): number {
  const theirs = duties.filter(
    (duty) => duty.role === role && (site === null || duty.sites === 'all' || duty.sites.some((one) => one === site)),
  );
  return new Set(theirs.map(({ person }) => person)).size;
}

/** All lanes in service must have reported, and decide alike. */
function judgeRuns(
  { kiosks }: SetupRecords,
  digestOf: (runs: NonNullable<RecordedKiosk['runs']>) => string | null,
): Judged {
  if (kiosks.length === 0) return { isDone: false, facts: [{ code: 'no-lane' }] };
  const digests = new Map<string, string[]>();
  const unreported: string[] = [];
  for (const { place, runs } of kiosks) {
    const digest = runs === null ? null : digestOf(runs);
    if (digest === null) unreported.push(place);
    else digests.set(digest, [...(digests.get(digest) ?? []), place]);
  }
  const facts: SetupFact[] = [];
  if (unreported.length > 0) facts.push({ code: 'lanes-unreported', lanes: unreported });
  if (digests.size > 1) {
    // The lanes that differ from the most
    const [, ...others] = [...digests.values()].sort((one, other) => other.length - one.length);
    facts.push({ code: 'lanes-differ', versions: digests.size, lanes: others.flat() });
  }
  if (facts.length > 0) return { isDone: false, facts };
  return { isDone: true, facts: [{ code: 'lanes-agree', lanes: kiosks.length }] };
}

function judgeRetention({ retention }: SetupRecords): Judged {
  const { newest, needSignatures, rollout, pending } = retention;
  if (newest === null) return { isDone: false, facts: [{ code: 'no-retention-policy' }] };
  if (newest.signatures < needSignatures) {
    const { number, signatures } = newest;
    return { isDone: false, facts: [{ code: 'retention-unsigned', number, signatures, need: needSignatures }] };
  }
  const number = rollout ?? newest.number;
  if (rollout === null || pending.length > 0) {
    return { isDone: false, facts: [{ code: 'retention-pending', number, lanes: [...pending] }] };
  }
  return { isDone: true, facts: [{ code: 'retention-adopted', number }] };
}

function judgeWitnesses({ now, witnesses }: SetupRecords): Judged {
  const { named, unpublished, since } = witnesses;
  if (named === 0) return { isDone: false, facts: [{ code: 'no-witness' }] };
  const isBehind = unpublished > 0 && (since === null || now - since > COSIGNED_WITHIN_MS);
  if (isBehind) return { isDone: false, facts: [{ code: 'witnesses-behind', entries: unpublished, since }] };
  return { isDone: true, facts: [{ code: 'witnesses-cosign', witnesses: named }] };
}

function judgeRecord({ record: { agrees, mayReturn, differences, adoptions } }: SetupRecords): Judged {
  const compared: SetupFact = agrees
    ? { code: 'record-agrees' }
    : { code: 'record-differs', differences: [...differences], mayReturn };
  if (adoptions.length === 0) return { isDone: agrees, facts: [compared] };
  const shown = adoptions.map(({ index, tables }) => ({ index, tables: tables.map((one) => ({ ...one })) }));
  return { isDone: false, facts: [compared, { code: 'rows-adopted', adoptions: shown }] };
}

function judgeBackup({ now, backupAt: at }: SetupRecords): Judged {
  if (at === null) return { isDone: false, facts: [{ code: 'no-backup' }] };
  const isRecent = at <= now && now - at < BACKUP_LASTS_MS;
  return { isDone: isRecent, facts: [{ code: isRecent ? 'backup-recent' : 'backup-old', at }] };
}

/** A collector that reads the metrics may alert no one, so it is only shown. */
function judgeAlerts({ now, collector, alerts }: SetupRecords): Judged {
  const { isOpen, collectedAt: at } = collector;
  const isRead = isOpen && at !== null && now - at < COLLECTED_WITHIN_MS;
  const collected: SetupFact = isRead
    ? { code: 'collected', at }
    : isOpen
      ? { code: 'collector-silent', at }
      : { code: 'no-collector' };
  const missing = missingAlerts(alerts);
  const { routes, deliveredAt } = alerts;
  if (missing.length > 0 || deliveredAt === null) return { isDone: false, facts: [...missing, collected] };
  return { isDone: true, facts: [{ code: 'alerts-delivered', routes, at: deliveredAt }, collected] };
}

function missingAlerts({ routes, uncovered, unproved, failing }: AlertCoverage): SetupFact[] {
  if (routes === 0) return [{ code: 'no-alert-route' }];
  return [
    ...(uncovered > 0 ? [{ code: 'alerts-uncovered', kinds: uncovered } as const] : []),
    ...(unproved.length > 0 ? [{ code: 'channels-unproved', channels: [...unproved] } as const] : []),
    ...(failing.length > 0 ? [{ code: 'channels-failing', channels: [...failing] } as const] : []),
  ];
}
