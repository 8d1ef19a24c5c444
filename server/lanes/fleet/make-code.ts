import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  CODE_SECRET_BYTES,
  readEnrolmentCode,
  secretDigest,
  writeEnrolmentCode,
} from '../../contract/enrolment-code.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import { evidenceUrlSchema, placeSchema } from '../../records/kiosks/enrol-kiosk.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { insertEnrolmentCode, withdrawEnrolmentCodes } from './enrolment-code-table.ts';
import { findKiosk, findKioskAt } from '../../records/kiosks/kiosks.ts';
import { ensurePlaces } from '../../records/sites/ensure-place.ts';
import { findLaneOf, findSite, listSites } from '../../records/sites/site-table.ts';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import type { Authority } from './authority.ts';
import { type FleetActor, recordFleetAct } from './fleet-act.ts';

const LONGEST_MINUTES = 1_440;
const DEFAULT_MINUTES = 60;
const MINUTE_MS = 60_000;

/** The kiosk that a code is for, and its place. */
export const codeRequestSchema = z.strictObject({
  kiosk: kioskIdSchema,
  site: placeSchema,
  lane: placeSchema,
  'evidence-url': evidenceUrlSchema.optional(),
  /** Lifetime of the code, 1 to 1440. */
  minutes: z.coerce.number().int().min(1).max(LONGEST_MINUTES).default(DEFAULT_MINUTES),
});
export type CodeRequest = z.infer<typeof codeRequestSchema>;

export type CodeMade =
  /** `code` is returned once and not stored. */
  | { readonly kind: 'code-made'; readonly code: string; readonly expiresAt: number }
  | {
      readonly kind: 'refused';
      readonly code: 'kiosk-disabled' | 'other-place' | 'lane-taken' | 'unknown-site' | 'unknown-lane';
    };

/**
 * Which places a code may name. `on-record`: sites and lanes that an administrator has named. The command line also makes records: of a
 * `new-lane` at a known site or at the first site, or of a `new-site`.
 */
export type AllowedPlaces = 'on-record' | 'new-lane' | 'new-site';

async function unknownPlace(
  transaction: Transaction,
  { site, lane }: CodeRequest,
  allowed: AllowedPlaces,
): Promise<'unknown-site' | 'unknown-lane' | undefined> {
  const id = siteIdSchema.parse(site);
  if ((await findSite(transaction, id)) === undefined) {
    const isFirst = allowed === 'new-lane' && (await listSites(transaction)).length === 0;
    if (allowed !== 'new-site' && !isFirst) return 'unknown-site';
  } else if (allowed === 'on-record' && (await findLaneOf(transaction, id, lane)) === undefined) return 'unknown-lane';
  return undefined;
}

/** Makes a code that enrols one kiosk, once. Withdraws the kiosk's unused codes. */
export async function makeCode(
  transaction: Transaction,
  authority: Authority,
  request: CodeRequest,
  actor: FleetActor,
  at: number,
  allowed: AllowedPlaces = 'on-record',
): Promise<CodeMade> {
  const { kiosk: kioskId, site, lane, 'evidence-url': evidenceUrl = null, minutes } = request;
  const unknown = await unknownPlace(transaction, request, allowed);
  if (unknown !== undefined) return { kind: 'refused', code: unknown };
  const known = await findKiosk(transaction, kioskId);
  if (known !== undefined) {
    if (known.disabledAt !== null) return { kind: 'refused', code: 'kiosk-disabled' };
    if (known.site !== site || known.lane !== lane) return { kind: 'refused', code: 'other-place' };
  } else if ((await findKioskAt(transaction, site, lane)) !== undefined) return { kind: 'refused', code: 'lane-taken' };
  const code = writeEnrolmentCode(randomBytes(CODE_SECRET_BYTES), authority.certificate);
  const secret = readEnrolmentCode(code)?.secret ?? '';
  const expiresAt = at + minutes * MINUTE_MS;
  await ensurePlaces(transaction, [{ site, lane }], at);
  await withdrawEnrolmentCodes(transaction, kioskId, at);
  await insertEnrolmentCode(transaction, {
    digest: secretDigest(secret),
    kioskId,
    site,
    lane,
    evidenceUrl,
    madeAt: at,
    madeBy: actor.person,
    expiresAt,
  });
  await recordFleetAct(transaction, { ...actor, act: 'fleet.enrol', site, kioskId, result: 'code-made', at });
  return { kind: 'code-made', code, expiresAt };
}
