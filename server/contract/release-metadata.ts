/**
 * The form of metadata that lanes and servers read, beside the rules of TUF. It is judged before the library reads a file: the library takes
 * any number as a version and any text as a date (one that is no date never expires), copies lists in a time that grows with their square,
 * and computes signatures before it looks at what they cover.
 */
import { z } from 'zod';
import { wallMsSchema } from './field.ts';
import { METADATA_LIMITS, type ReleaseRole } from './release-repository.ts';
import { delegationFault, faultOf, rootFault } from './release-root.ts';
import { type JsonBounds, readStrictJson } from './strict-json.ts';

/** The highest version of metadata. Records and messages of a lane have the same bound. */
const MAX_VERSION = 4_294_967_295;
/** Targets in one file. A real entry takes some 300 bytes, so the limit of the file comes first. */
const MAX_TARGETS = 1_024;
const MAX_NAMED_FILES = 16;
const MAX_SIGNATURES = 64;
const MAX_HASHES = 4;
const MAX_TEXT = 512;
/** Hex digits: a signature of another kind of key beside ours does no harm. */
const MAX_SIGNATURE = 2_048;
/** Members of the terms of a target stand on the seventh level. */
const BOUNDS: JsonBounds = {
  depth: 16,
  parts: 65_536,
  // A file names at most 1,024 targets; the forms below bound names and texts more closely
  names: MAX_TARGETS + 1,
  nameCharacters: 4_096,
  textCharacters: 16_384,
};

export type ReadMetadata =
  | { readonly kind: 'read'; readonly json: unknown }
  /** @param fault in words */
  | { readonly kind: 'malformed' | 'root-refused'; readonly fault: string };

/** Bounded in time and memory. Verifies no signature. */
export function readReleaseMetadata(role: ReleaseRole, bytes: Uint8Array): ReadMetadata {
  if (bytes.length > METADATA_LIMITS[role]) return malformed(`is larger than ${METADATA_LIMITS[role]} bytes`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return malformed('is not UTF-8');
  }
  const read = readStrictJson(text, BOUNDS);
  if (read.kind === 'refused') return malformed(`is not JSON of this form: ${read.fault}`);
  const { json } = read;
  const refused = role === 'root' ? rootFault(json) : undefined;
  if (refused !== undefined) return { kind: 'root-refused', fault: refused };
  const fault = faultOf(SCHEMAS[role].safeParse(json));
  if (fault !== undefined) return malformed(fault);
  const delegated = role === 'targets' || role === 'watchlist' ? delegationFault(role, json) : undefined;
  return delegated === undefined ? { kind: 'read', json } : malformed(delegated);
}

const versionSchema = z.int().min(1).max(MAX_VERSION);
const textSchema = z.string().max(MAX_TEXT);

/** TUF §4.2.1: UTC with whole seconds. A day that no month has would be read as one of the next month. */
const dateSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'must be a time of the form 2026-01-31T12:00:00Z')
  .refine((text) => {
    const ms = Date.parse(text);
    return wallMsSchema.safeParse(ms).success && new Date(ms).toISOString() === text.replace('Z', '.000Z');
  }, 'must be a time before the year 2100');

const fewMembers = (most: number) => (members: object) => Object.keys(members).length <= most;
const hashesSchema = z
  .record(textSchema, textSchema)
  .refine(fewMembers(MAX_HASHES), `must be at most ${MAX_HASHES} digests`);
const metaFileSchema = z.object({
  version: versionSchema,
  length: z.int().min(1).optional(),
  hashes: hashesSchema.optional(),
});
const targetSchema = z.object({ length: z.int().min(0), hashes: hashesSchema });

function metadataSchema<T extends z.ZodRawShape>(type: string, content: T) {
  const common = {
    _type: z.literal(type),
    spec_version: textSchema.regex(/^1\.\d{1,9}(\.\d{1,9})?$/, 'must be 1 with numbers behind dots'),
    version: versionSchema,
    expires: dateSchema,
  };
  return z.object({
    signed: z.object({ ...common, ...content }),
    signatures: z
      .array(z.object({ keyid: textSchema, sig: z.string().max(MAX_SIGNATURE) }))
      .max(MAX_SIGNATURES)
      .refine((all) => new Set(all.map(({ keyid }) => keyid)).size === all.length, 'must name each key once'),
  });
}

const targetsSchema = metadataSchema('targets', {
  targets: z.record(textSchema, targetSchema).refine(fewMembers(MAX_TARGETS), `must be at most ${MAX_TARGETS} targets`),
});

const SCHEMAS: Readonly<Record<ReleaseRole, z.ZodType>> = {
  root: metadataSchema('root', {}),
  timestamp: metadataSchema('timestamp', { meta: z.strictObject({ 'snapshot.json': metaFileSchema }) }),
  snapshot: metadataSchema('snapshot', {
    meta: z
      .record(textSchema, metaFileSchema)
      .refine((meta) => Object.hasOwn(meta, 'targets.json'), 'must name targets.json')
      .refine(fewMembers(MAX_NAMED_FILES), `must name at most ${MAX_NAMED_FILES} files`),
  }),
  targets: targetsSchema,
  watchlist: targetsSchema,
};

function malformed(fault: string): ReadMetadata {
  return { kind: 'malformed', fault };
}
