/** The state of the signed channel in a lane's status: what the lane uses, how old it is, and why an update failed. */
import { z } from 'zod';
import { wallMsSchema } from './field.ts';
import { releaseKindSchema, releaseNameSchema } from './release.ts';

/** Why a lane did not accept a repository. Closed. */
export const RELEASE_FAILURES = [
  /** No answer, or the folder cannot be read. */
  'unreachable',
  /** The server or the folder has no repository. */
  'absent',
  'malformed',
  /** Too few signatures of the keys in force. */
  'unsigned',
  /** Older than a version that the lane has accepted. */
  'rolled-back',
  'expired',
  /** Metadata or a file differ from what the signed metadata name. */
  'mixed',
  'too-large',
  /** The root does not need two people, or gives a person's key to the server. */
  'root-refused',
  /** The lane's disk refuses. */
  'disk',
] as const;
export type ReleaseFailure = (typeof RELEASE_FAILURES)[number];

const versionSchema = z.int().min(0).max(4_294_967_295);
const targetSchema = z.strictObject({
  kind: releaseKindSchema,
  name: releaseNameSchema,
  version: versionSchema,
});

/** Targets named in a status. Further ones are counted only. */
export const NAMED_TARGETS = 6;

export const releaseStatusSchema = z.strictObject({
  /** Versions of the accepted metadata; 0: none yet. */
  root: versionSchema,
  targets: versionSchema,
  /** Wall ms of the last complete check against a repository; 0: none yet. */
  checkedAt: wallMsSchema,
  failure: z.enum(RELEASE_FAILURES).optional(),
  inUse: z.array(targetSchema).max(NAMED_TARGETS),
  inUseCount: z.int().min(0),
  /** Targets in use whose signature has expired. While there are any, the lane refers all travellers. */
  tooOld: z.array(targetSchema).max(NAMED_TARGETS),
  /** The target that is being fetched. */
  fetching: targetSchema.extend({ done: z.int().min(0), length: z.int().min(0) }).optional(),
});
export type ReleaseStatus = z.infer<typeof releaseStatusSchema>;
