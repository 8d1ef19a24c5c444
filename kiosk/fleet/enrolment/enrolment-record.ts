/** The trust data of an enrolled kiosk about its fleet. Contains no secret. */
import { X509Certificate } from 'node:crypto';
import type { Mode } from '../../../hardware/host/mode.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolderSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { decodeBase64Url } from '../../../server/contract/base64url.ts';
import { kioskIdSchema, publicKeyHexSchema } from '../../../server/contract/field.ts';
import { isAuthorityOf } from '../../../server/contract/rehearsal.ts';
import { ConfigError, type KioskConfig } from '../../platform/config/config.ts';

const FILE = 'enrolment.json';

const recordSchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  site: z.string().max(32),
  lane: z.string().max(32),
  /** The authority's certificate, DER in base64url. */
  authority: z.string().refine((text) => decodeBase64Url(text) !== undefined),
  serverKey: publicKeyHexSchema,
});
export type EnrolmentRecord = z.infer<typeof recordSchema>;

/** `undefined` before enrolment. Throws `ConfigError` for a file that is damaged, of another kiosk, or of another mode. */
export function readEnrolment({
  dataDir,
  kioskId,
  mode,
}: Pick<KioskConfig, 'dataDir' | 'kioskId' | 'mode'>): EnrolmentRecord | undefined {
  let text: string;
  try {
    text = readFileSync(join(dataDir, FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ConfigError([`POSTERN_KIOSK_DATA_DIR: ${FILE} in it cannot be read`]);
  }
  const parsed = recordSchema.safeParse(parse(text));
  if (!parsed.success) {
    throw new ConfigError([`POSTERN_KIOSK_DATA_DIR: ${FILE} in it is damaged; enrol the kiosk again with a new code`]);
  }
  if (parsed.data.kioskId !== kioskId) {
    throw new ConfigError([`POSTERN_KIOSK_ID: must be the id that the kiosk was enrolled with, as in ${FILE}`]);
  }
  if (!isOfMode(decodeBase64Url(parsed.data.authority) ?? new Uint8Array(), mode)) {
    throw new ConfigError([
      'POSTERN_MODE: must be the mode of the server with which the kiosk was enrolled; for a server in another mode use another data folder',
    ]);
  }
  return parsed.data;
}

/** Whether a fleet's authority is one of a rehearsal exactly when this lane is in one. @param authority its certificate, DER */
export function isOfMode(authority: Uint8Array, mode: Mode): boolean {
  return isAuthorityOf(mode, subjectOf(authority));
}

function subjectOf(authority: Uint8Array): string {
  try {
    return new X509Certificate(authority).subject;
  } catch {
    // No connection can be certified by it
    return '';
  }
}

/** Durable when it returns, and complete after a power cut at any time. */
export function writeEnrolment(dataDir: string, record: EnrolmentRecord): void {
  makeFolderSync(dataDir);
  replaceFileSync(join(dataDir, FILE), `${JSON.stringify(record, null, 2)}\n`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
