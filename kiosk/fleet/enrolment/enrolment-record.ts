/** The trust data of an enrolled kiosk about its fleet. Contains no secret. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolderSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { decodeBase64Url } from '../../../server/contract/base64url.ts';
import { kioskIdSchema, publicKeyHexSchema } from '../../../server/contract/field.ts';
import { ConfigError } from '../../platform/config/config.ts';

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

/** `undefined` before enrolment. Throws `ConfigError` for a file that is damaged or of another kiosk. */
export function readEnrolment(dataDir: string, kioskId: string): EnrolmentRecord | undefined {
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
  return parsed.data;
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
