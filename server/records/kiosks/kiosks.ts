import { byNumbersIn } from '../../platform/base/order-of-numbers.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import {
  bytesColumn,
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import { changeRows, insertRow } from '../ledger/recorded/write-row.ts';
import { findProven, provenRow } from '../ledger/recorded/proven-rows.ts';

/** An enrolled kiosk. */
export interface Kiosk {
  readonly id: KioskId;
  readonly site: string;
  readonly lane: string;
  /** 32 bytes (Ed25519) or 33 (P-256). Never replaced, so its algorithm is fixed at enrolment. */
  readonly publicKey: Uint8Array;
  readonly enrolledAt: number;
  readonly disabledAt: number | null;
  /** The origin at which officers' browsers reach it; `null` if unknown. */
  readonly evidenceUrl: string | null;
}

type KioskRow = Record<'id' | 'site' | 'lane' | 'public_key' | 'enrolled_at' | 'disabled_at' | 'evidence_url', unknown>;

export async function findKiosk(database: Connection, id: KioskId): Promise<Kiosk | undefined> {
  const row = await findProven<KioskRow>(database, 'kiosks', id);
  return row === undefined ? undefined : kioskOf(row);
}

/** The kiosk in service at a lane. There is at most one. */
export async function findKioskAt(database: Connection, site: string, lane: string): Promise<Kiosk | undefined> {
  const found: KioskRow | undefined = await database('kiosks').where({ site, lane }).whereNull('disabled_at').first();
  const row = await provenRow(database, 'kiosks', found);
  return row === undefined ? undefined : kioskOf(row);
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
  await insertRow(database, 'kiosks', {
    id: kiosk.id,
    site: kiosk.site,
    lane: kiosk.lane,
    public_key: Buffer.from(kiosk.publicKey),
    enrolled_at: kiosk.enrolledAt,
    evidence_url: kiosk.evidenceUrl,
  });
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
  const rows: readonly KioskRow[] = await database('kiosks').orderBy(['site', 'lane', 'enrolled_at']);
  return rows.map(kioskOf).sort((one, other) => byNumbersIn(one.site, other.site) || byNumbersIn(one.lane, other.lane));
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

function kioskOf(row: KioskRow): Kiosk {
  return {
    id: kioskIdSchema.parse(row.id),
    site: textColumn(row.site),
    lane: textColumn(row.lane),
    publicKey: bytesColumn(row.public_key),
    enrolledAt: integerColumn(row.enrolled_at),
    disabledAt: nullableIntegerColumn(row.disabled_at),
    evidenceUrl: nullableTextColumn(row.evidence_url),
  };
}
