/** TUF metadata on the repository's side: read from files, drafted, signed, verified. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { ed25519 } from '@noble/curves/ed25519.js';
import {
  Metadata,
  MetadataKind,
  type Root,
  Signature,
  type Snapshot,
  type Targets,
  type Timestamp,
} from '@tufjs/models';
import { METADATA_LIMITS, type ReleaseRole } from '../../contract/release-repository.ts';
import { readReleaseMetadata } from '../../contract/release-metadata.ts';
import { releaseKeyId } from '../../contract/release-root.ts';
import type { SigningKey } from '../../platform/transparency/note/signer.ts';
import { readFileOf } from './read-file.ts';
import { ReleaseError } from './release-error.ts';

const SPEC_VERSION = '1.0.31';

export interface MetadataOfRole {
  readonly root: Root;
  readonly timestamp: Timestamp;
  readonly snapshot: Snapshot;
  readonly targets: Targets;
  readonly watchlist: Targets;
}
export type AnyMetadata = Metadata<MetadataOfRole[ReleaseRole]>;

/** Throws `ReleaseError` `malformed`. Verifies no signature. */
export function parseMetadata<R extends ReleaseRole>(role: R, bytes: Uint8Array): Metadata<MetadataOfRole[R]> {
  const read = readReleaseMetadata(role, bytes);
  if (read.kind !== 'read') throw new ReleaseError('malformed', `the ${role} metadata: ${read.fault}`);
  try {
    return fromJson(role, read.json as Parameters<typeof Metadata.fromJSON>[1]) as Metadata<MetadataOfRole[R]>;
  } catch (cause) {
    throw new ReleaseError('malformed', `the ${role} metadata cannot be read`, { cause });
  }
}

/** Throws `ReleaseError` `malformed`, also for a file that cannot be read. */
export function readMetadata<R extends ReleaseRole>(role: R, file: string): Metadata<MetadataOfRole[R]> {
  return parseMetadata(role, readFileOf(file, METADATA_LIMITS[role]));
}

function fromJson(role: ReleaseRole, json: Parameters<typeof Metadata.fromJSON>[1]): AnyMetadata {
  switch (role) {
    case 'root':
      return Metadata.fromJSON(MetadataKind.Root, json);
    case 'timestamp':
      return Metadata.fromJSON(MetadataKind.Timestamp, json);
    case 'snapshot':
      return Metadata.fromJSON(MetadataKind.Snapshot, json);
    case 'targets':
    case 'watchlist':
      return Metadata.fromJSON(MetadataKind.Targets, json);
  }
}

export type SignedJson = Readonly<Record<string, unknown>>;

/** Unsigned metadata of this content. Throws `ReleaseError` `malformed`. */
export function newMetadata<R extends ReleaseRole>(role: R, signed: SignedJson): Metadata<MetadataOfRole[R]> {
  const type = role === 'watchlist' ? 'targets' : role;
  const json = { signed: { _type: type, spec_version: SPEC_VERSION, ...signed }, signatures: [] };
  return parseMetadata(role, Buffer.from(JSON.stringify(json)));
}

/** The bytes of a metadata file. */
export function metadataText(metadata: AnyMetadata): string {
  return `${JSON.stringify(metadata.toJSON(), null, 1)}\n`;
}

/** Adds the signature of a key to metadata, in place of an earlier one. Rejects as the key does, and changes nothing then. */
export async function signMetadata(metadata: AnyMetadata, { publicKey, sign }: SigningKey): Promise<void> {
  const keyID = releaseKeyId(Buffer.from(publicKey).toString('hex'));
  const signature = await sign(signedBytes(metadata));
  metadata.sign(() => new Signature({ keyID, sig: Buffer.from(signature).toString('hex') }));
}

/** The library passes the bytes to a synchronous signer only. */
function signedBytes({ signed }: AnyMetadata): Uint8Array {
  let bytes = new Uint8Array();
  new Metadata(signed).sign((data) => {
    bytes = Uint8Array.from(data);
    return new Signature({ keyID: '', sig: '' });
  });
  return bytes;
}

/** @param publicKey 32 bytes in hex */
export function keyJson(publicKey: string): SignedJson {
  return { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: publicKey } };
}

/** Whether the delegating metadata accepts the signatures of the delegated. */
export function isSigned(by: Metadata<Root> | Metadata<Targets>, role: ReleaseRole, metadata: AnyMetadata): boolean {
  try {
    by.verifyDelegate(role, metadata);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether this key has signed the metadata. `isSigned` counts signatures up to the threshold, and says nothing of a single signer.
 *
 * @param publicKey Ed25519, 32 bytes in hex
 */
export function isSignedBy(metadata: AnyMetadata, publicKey: string): boolean {
  const sig = metadata.signatures[releaseKeyId(publicKey)]?.sig;
  if (sig === undefined || !/^[0-9a-f]{128}$/.test(sig)) return false;
  return ed25519.verify(Buffer.from(sig, 'hex'), signedBytes(metadata), Buffer.from(publicKey, 'hex'), {
    zip215: false,
  });
}

/** TUF's date format, whole seconds. */
export function expiryAt(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Length and digest of a file, read in pieces. Rejects with the system's error. */
export async function measureFile(file: string): Promise<{ readonly length: number; readonly digest: string }> {
  const hash = createHash('sha256');
  let length = 0;
  for await (const piece of createReadStream(file)) {
    hash.update(piece as Uint8Array);
    length += (piece as Uint8Array).length;
  }
  return { length, digest: hash.digest('hex') };
}
