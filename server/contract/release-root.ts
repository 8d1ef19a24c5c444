/**
 * The profile of a root that a lane follows, beside the rules of TUF: root and targets need two people, and no key counts twice. The
 * signatures are verified elsewhere.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { sha256HexSchema } from './field.ts';

/** Signatures of root and targets that a lane requires. */
export const NEEDED_PEOPLE = 2;
const MAX_KEYS = 32;
const KEY_BYTES = 512;

const keySchema = z.strictObject({
  keytype: z.literal('ed25519'),
  scheme: z.literal('ed25519'),
  // Ends the judgement of the keys, whose ids are computed of keys of this form alone
  keyval: z.strictObject({ public: z.string().regex(/^[0-9a-f]{64}$/, { abort: true }) }),
});
const keysSchema = z
  .record(sha256HexSchema, keySchema)
  .refine((keys) => Object.keys(keys).length <= MAX_KEYS, `must have at most ${MAX_KEYS} keys`)
  .refine(
    (keys) => Object.entries(keys).every(([id, { keyval }]) => id === releaseKeyId(keyval.public)),
    'must name each key by its digest',
  );
/** Distinct ids are distinct keys, because an id is the digest of its key. */
const roleSchema = (people: number) =>
  z
    .strictObject({ keyids: z.array(sha256HexSchema).min(people).max(MAX_KEYS), threshold: z.int().min(people) })
    .refine(({ keyids }) => new Set(keyids).size === keyids.length, 'must name each key once')
    .refine(({ keyids, threshold }) => threshold <= keyids.length, 'must have enough keys for its threshold');

const rootSchema = z.object({
  signed: z
    .object({
      consistent_snapshot: z.literal(true),
      keys: keysSchema,
      roles: z.strictObject({
        root: roleSchema(NEEDED_PEOPLE),
        targets: roleSchema(NEEDED_PEOPLE),
        snapshot: roleSchema(1),
        timestamp: roleSchema(1),
      }),
    })
    .refine(
      ({ roles }) =>
        [...roles.root.keyids, ...roles.targets.keyids].every(
          (id) => !roles.snapshot.keyids.includes(id) && !roles.timestamp.keyids.includes(id),
        ),
      "must not give a person's key to the server",
    ),
});

const delegatingSchema = z.object({
  signed: z.object({
    delegations: z
      .strictObject({
        keys: keysSchema,
        roles: z
          .array(
            z.strictObject({
              name: z.literal('watchlist'),
              keyids: z.array(sha256HexSchema).min(1).max(MAX_KEYS),
              threshold: z.int().min(1),
              terminating: z.literal(true),
              paths: z.tuple([z.literal('watchlist/*/*')]),
            }),
          )
          .length(1),
      })
      .optional(),
  }),
});

const leafSchema = z.object({ signed: z.object({ delegations: z.undefined().optional() }) });

/** The id of an Ed25519 key (TUF §4.2): SHA-256 of its canonical form. @param publicKey 32 bytes in hex */
export function releaseKeyId(publicKey: string): string {
  const key = { keytype: 'ed25519', keyval: { public: publicKey }, scheme: 'ed25519' };
  return bytesToHex(sha256(canonicalJson(key, { depth: 2, bytes: KEY_BYTES })));
}

/** The first fault of a root, in words; `undefined` when it fits the profile. @param json parsed metadata */
export function rootFault(json: unknown): string | undefined {
  return faultOf(rootSchema.safeParse(json));
}

/** The same for targets metadata: only the watchlist may have a signer of its own, and that signer names no other. */
export function delegationFault(role: 'targets' | 'watchlist', json: unknown): string | undefined {
  return faultOf((role === 'targets' ? delegatingSchema : leafSchema).safeParse(json));
}

/** The first fault in words. */
export function faultOf(parsed: z.ZodSafeParseResult<unknown>): string | undefined {
  const [issue] = parsed.error?.issues ?? [];
  return issue === undefined ? undefined : `${issue.path.join('.') || 'the metadata'}: ${issue.message}`;
}
