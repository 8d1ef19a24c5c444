/** The offices to which a trader's own program seals: the public part of the list of offices, without its members. Pure. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { wallMsSchema } from '../../../contract/field.ts';
import { xWingPublicKeySchema } from '../../../contract/grant.ts';
import { FIELD_GROUPS, officeIdSchema, type OfficeKeyList } from '../../../contract/office-keys.ts';

const readerSchema = z.strictObject({
  office: officeIdSchema,
  /** `all`: every declaration. `named`: declarations that name the office. */
  reads: z.enum(['all', 'named']),
  groups: z.array(z.enum(FIELD_GROUPS)).min(1),
  publicKey: xWingPublicKeySchema,
  validUntil: wallMsSchema,
});

export const readersSchema = z.strictObject({ number: z.int().min(1), offices: z.array(readerSchema).min(1) });
export type Readers = z.infer<typeof readersSchema>;

export function readersOf({ number, offices }: OfficeKeyList): Readers {
  return {
    number,
    offices: offices.map(({ office, reads, groups, publicKey, validUntil }) => ({
      office,
      reads,
      groups: [...groups],
      publicKey,
      validUntil,
    })),
  };
}

const BOUNDS = { depth: 5, bytes: 16_777_216 };

/**
 * SHA-256 of the canonical JSON, hex. A trader gets it from the customs authority and not from the server that serves the readers, because that
 * server could name readers of its own.
 */
export function readersDigest(readers: Readers): string {
  return bytesToHex(sha256(canonicalJson(readers, BOUNDS)));
}
