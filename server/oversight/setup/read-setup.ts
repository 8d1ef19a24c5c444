/** Reads the records by which the checklist is judged. */
import { readCoverage } from '../alerts/read-coverage.ts';
import { NEEDED_SIGNATURES } from '../../contract/signed-document.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { LedgerDatabase } from '../../platform/database/ledger-database.ts';
import { dutiesInForce } from '../../people/duties/duty-table.ts';
import { listLanes } from '../../records/kiosks/lane-status.ts';
import { listEntries } from '../../records/ledger/entry-list.ts';
import { findHead } from '../../records/ledger/log/log-tables.ts';
import { ADMINISTRATORS_NEEDED, administratorsWhoCanAct } from '../../people/people/able-administrators.ts';
import { rolloutView } from '../../privacy/retention/roll-out.ts';
import { listPolicies } from '../../privacy/tables/retention-policies.ts';
import { listSignatures } from '../../privacy/tables/retention-rollout.ts';
import { laneProcessing } from '../../records/reports/lane-processing.ts';
import { listSiteLanes, listSites } from '../../records/sites/site-table.ts';
import { unconfirmedAdoptions } from './adoption-kind.ts';
import { lastBackupAt } from './backup-table.ts';
import type { HeldDuty, RecordedKiosk, RecordedRetention, SetupRecords } from './judge-setup.ts';
import type { ComparedRecord } from './return-kind.ts';
import { listStatements } from './statement-table.ts';
import { NEEDED_PEOPLE } from './vocabulary.ts';

export interface SetupParts {
  readonly knex: Connection;
  readonly log: LedgerDatabase;
  readonly record: Pick<ComparedRecord, 'tablesAgree' | 'mayReturn' | 'differences'>;
  /** Witnesses that the policy of the ledger names. */
  readonly witnesses: number;
  /** Whether people may sign in with a password. */
  readonly passwords: boolean;
  /** Whether there is a port for metrics, and when it was last read. */
  readonly collector: () => SetupRecords['collector'];
}

/** A lane that has sent no status for this long is silent. */
const SILENT_AFTER_MS = 60_000;

export async function readSetup(parts: SetupParts, now: number): Promise<SetupRecords> {
  const { knex } = parts;
  const lanes = (await listLanes(knex)).filter(({ disabled }) => !disabled);
  const kiosks = new Set(lanes.map(placeOf));
  const known = await listSiteLanes(knex);
  return {
    now,
    administrators: await readAdministrators(parts, now),
    sites: (await listSites(knex)).map(({ id, namedBy }) => ({
      id,
      isNamed: namedBy !== null,
      lanes: known
        .filter(({ site }) => site === id)
        .map(({ number }) => ({ number, hasKiosk: kiosks.has(`${id}/${number}`) })),
    })),
    kiosks: await readKiosks(knex, lanes, now),
    duties: await readDuties(knex, now),
    retention: await readRetention(knex, now),
    witnesses: await readWitnesses(parts),
    record: {
      agrees: parts.record.tablesAgree(),
      mayReturn: parts.record.mayReturn(),
      differences: parts.record.differences(),
      adoptions: await unconfirmedAdoptions(knex),
    },
    backupAt: await lastBackupAt(knex),
    collector: parts.collector(),
    alerts: await readCoverage(knex, now),
    statements: await listStatements(knex),
  };
}

/** For each administrator who can act, when the last of their duties or trainings ends. */
async function readAdministrators(
  { knex, passwords }: SetupParts,
  now: number,
): Promise<SetupRecords['administrators']> {
  const able = [...(await administratorsWhoCanAct(knex, now, passwords))].sort();
  const held = await dutiesInForce(knex, 'administrator', now);
  const ends = able.map((person) => {
    const theirs = held.filter(({ personId }) => personId === person);
    return {
      person,
      at: Math.max(...theirs.map(({ validUntil, trainingValidUntil }) => Math.min(validUntil, trainingValidUntil))),
    };
  });
  return { able, need: ADMINISTRATORS_NEEDED, ends };
}

async function readDuties(knex: Connection, now: number): Promise<HeldDuty[]> {
  const held: HeldDuty[] = [];
  for (const { role } of NEEDED_PEOPLE) {
    for (const { personId, sites } of await dutiesInForce(knex, role, now))
      held.push({ role, sites, person: personId });
  }
  return held;
}

type Lane = Awaited<ReturnType<typeof listLanes>>[number];

async function readKiosks(knex: Connection, lanes: readonly Lane[], now: number): Promise<RecordedKiosk[]> {
  const runs = new Map((await laneProcessing(knex)).map((one) => [one.kioskId, one]));
  return lanes.map((lane) => {
    const ran = runs.get(lane.kioskId);
    return {
      place: placeOf(lane),
      isHeard: lane.heard !== null && now - lane.heard.receivedAt < SILENT_AFTER_MS,
      runs: ran === undefined ? null : { policyDigest: ran.policyDigest, noticeDigest: ran.noticeDigest ?? null },
    };
  });
}

async function readRetention(knex: Connection, now: number): Promise<RecordedRetention> {
  const [newest] = await listPolicies(knex, 1);
  const signatures = (await listSignatures(knex)).filter(({ number }) => number === newest?.policy.number).length;
  const { rollout, lanes } = await rolloutView(knex, now);
  return {
    newest: newest === undefined ? null : { number: newest.policy.number, signatures },
    needSignatures: NEEDED_SIGNATURES,
    rollout,
    pending: lanes.filter(({ state }) => state !== 'adopted').map(placeOf),
  };
}

/** Entries that the log holds and its witnesses have not cosigned, and the time of the first of them. */
async function readWitnesses({ knex, log, witnesses: named }: SetupParts): Promise<SetupRecords['witnesses']> {
  const published = (await findHead(log.reader, 'published'))?.size ?? 0;
  const integrated = (await findHead(log.reader, 'integrated'))?.size ?? 0;
  const unpublished = Math.max(0, integrated - published);
  const [first] = unpublished === 0 ? [] : await listEntries(knex, { before: published + 1, limit: 1 });
  return { named, unpublished, since: first?.at ?? null };
}

function placeOf({ site, lane }: { readonly site: string; readonly lane: string }): string {
  return `${site}/${lane}`;
}
