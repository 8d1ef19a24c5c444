import { byNumbersIn } from '../../platform/base/order-of-numbers.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { bytes, checked, integer, nullable, type RecordOf, table, text } from '../../platform/database/table.ts';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import { textColumn } from '../../platform/database/column.ts';
import { changeRows, insertRow } from '../ledger/recorded/write-row.ts';
import { findProven, provenRow } from '../ledger/recorded/proven-rows.ts';

const kiosks = table({
  id: checked(kioskIdSchema),
  site: text,
  lane: text,
  /** 32 bytes (Ed25519) or 33 (P-256). Never replaced, so its algorithm is fixed at enrolment. */
  publicKey: bytes,
  enrolledAt: integer,
  disabledAt: nullable(integer),
  /** The origin at which officers' browsers reach it; `null` if unknown. */
  evidenceUrl: nullable(text),
});

/** An enrolled kiosk. */
export type Kiosk = RecordOf<typeof kiosks>;

export function findKiosk(database: Connection, id: KioskId): Promise<Kiosk | undefined> {
  return kiosks.one(findProven(database, 'kiosks', id));
}

/** The kiosk in service at a lane. There is at most one. */
export async function findKioskAt(database: Connection, site: string, lane: string): Promise<Kiosk | undefined> {
  return kiosks.one(
    provenRow(database, 'kiosks', await database('kiosks').where({ site, lane }).whereNull('disabled_at').first()),
  );
}

/** The kiosks of a site that are not disabled. */
export async function listKiosksOf(database: Connection, site: string): Promise<KioskId[]> {
  const rows: readonly { id: unknown }[] = await database('kiosks')
    .where({ site })
    .whereNull('disabled_at')
    .select('id');
  return rows.map(({ id }) => kioskIdSchema.parse(id));
}

/** Rejects if the id or the place is in use. */
export async function insertKiosk(database: Connection, kiosk: Omit<Kiosk, 'disabledAt'>): Promise<void> {
  await insertRow(database, 'kiosks', kiosks.row(kiosk));
}

export async function setEvidenceUrl(database: Connection, id: KioskId, evidenceUrl: string): Promise<void> {
  await changeRows(database, 'kiosks', { id }, { evidence_url: evidenceUrl });
}

/** Takes a kiosk out of service permanently. Returns whether it was in service. */
export async function markDisabled(database: Connection, id: KioskId, at: number): Promise<boolean> {
  const disabled: number = await changeRows(database, 'kiosks', (rows) => rows.where({ id }).whereNull('disabled_at'), {
    disabled_at: at,
  });
  return disabled === 1;
}

/** All kiosks, by site and lane. */
export async function listKiosks(database: Connection): Promise<Kiosk[]> {
  const found = await kiosks.all(database('kiosks').orderBy(['site', 'lane', 'enrolled_at']));
  return found.sort((one, other) => byNumbersIn(one.site, other.site) || byNumbersIn(one.lane, other.lane));
}

/** Most origins in the content policy of the console's page. */
const ORIGINS_NAMED = 200;

/** Evidence origins of the lanes in service, at most 200, the last enrolled. */
export async function listEvidenceOrigins(database: Connection): Promise<string[]> {
  const rows: readonly { evidence_url: unknown }[] = await database('kiosks')
    .whereNotNull('evidence_url')
    .whereNull('disabled_at')
    .orderBy('enrolled_at', 'desc')
    .limit(ORIGINS_NAMED)
    .select('evidence_url');
  return [...new Set(rows.map((row) => textColumn(row.evidence_url)))];
}
