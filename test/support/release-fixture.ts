/** A release repository for tests, with the keys of its people and of its server. */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Metadata, MetadataKind } from '@tufjs/models';
import { RELEASE_KINDS, type ReleaseKind, type ReleaseTerms } from '../../server/contract/release.ts';
import { metadataFile, type ReleaseRole } from '../../server/contract/release-repository.ts';
import { addTarget, changeTerms, type Draft, startDraft } from '../../server/lanes/releases/draft.ts';
import { rateDifferences } from '../../server/lanes/releases/draft-rates.ts';
import { selectionDifferences } from '../../server/lanes/releases/draft-selection.ts';
import { comparisonCode } from '../../server/lanes/releases/draft-trust.ts';
import { draftRoot, type RootKeys } from '../../server/lanes/releases/draft-root.ts';
import {
  type AnyMetadata,
  expiryAt,
  metadataText,
  type SignedJson,
  signMetadata,
} from '../../server/lanes/releases/metadata.ts';
import { publishDraft } from '../../server/lanes/releases/publish-draft.ts';
import { renewMetadata } from '../../server/lanes/releases/renew.ts';
import { type Repository, repositoryIn } from '../../server/lanes/releases/repository.ts';
import { signDraft } from '../../server/lanes/releases/sign-draft.ts';
import { ed25519Key, type Ed25519Key } from '../../server/platform/transparency/note/signer.ts';

export const DAY = 86_400_000;

export interface Person {
  readonly key: Ed25519Key;
  readonly hex: string;
}

export function person(): Person {
  const key = ed25519Key(randomBytes(32));
  return { key, hex: Buffer.from(key.publicKey).toString('hex') };
}

export interface Released {
  readonly folder: string;
  readonly repository: Repository;
  readonly anna: Person;
  readonly ben: Person;
  readonly carl: Person;
  /** Signs the watchlist alone. */
  readonly owner: Person;
  readonly server: Person;
  nowMs: number;
}

export function keysOf({ anna, ben, carl, owner, server }: Released): RootKeys {
  const people = [anna.hex, ben.hex, carl.hex];
  return { root: people, targets: people, watchlist: [owner.hex], server: server.hex, threshold: 2 };
}

/** A repository with a root and without targets. @param folder a new folder */
export async function newReleases(folder: string, nowMs: number): Promise<Released> {
  const people = { anna: person(), ben: person(), carl: person(), owner: person(), server: person() };
  const releases: Released = { folder, repository: repositoryIn(join(folder, 'repository')), ...people, nowMs };
  mkdirSync(join(folder, 'files'), { recursive: true });
  await publish(releases, draftRoot(draftOf(releases, true), keysOf(releases), { nowMs }));
  return releases;
}

let drafts = 0;

export function draftOf({ folder, repository }: Released, isFirst = false): Draft {
  drafts += 1;
  return startDraft(join(folder, `draft-${drafts}`), isFirst ? undefined : repository);
}

/** Signed by these people, published, and named by the server's metadata. */
export async function publish(
  releases: Released,
  draft: Draft,
  signers: readonly Person[] = [releases.anna, releases.ben],
): Promise<void> {
  const read = {
    compared: comparisonCode(draft),
    rates: rateDifferences(draft)?.named,
    selection: selectionDifferences(draft)?.named,
  };
  for (const { key } of signers) await signDraft(draft, key, read);
  await publishDraft(releases.repository, draft, releases.nowMs);
  await renewMetadata(releases.repository, releases.server.key, releases.nowMs);
}

export function termsOf(kind: ReleaseKind, version: number, changes: Partial<ReleaseTerms> = {}): ReleaseTerms {
  const plain = { kind, name: 'main', version, ring: 'all', lanes: [], notBefore: 0, freezes: [], state: 'offered' };
  return { ...plain, ...changes } as ReleaseTerms;
}

export function fileOf(releases: Released, bytes: Uint8Array | string): string {
  drafts += 1;
  const file = join(releases.folder, 'files', String(drafts));
  writeFileSync(file, bytes);
  return file;
}

export async function release(releases: Released, terms: ReleaseTerms, bytes: Uint8Array | string): Promise<void> {
  const times = { nowMs: releases.nowMs };
  const draft = await addTarget(draftOf(releases), terms, fileOf(releases, bytes), times);
  const isList = RELEASE_KINDS[terms.kind].role === 'watchlist';
  await publish(releases, draft, isList ? [releases.owner] : undefined);
}

export async function changeReleases(
  releases: Released,
  change: (terms: ReleaseTerms) => ReleaseTerms | undefined,
): Promise<void> {
  await publish(releases, changeTerms(draftOf(releases), 'targets', change, { nowMs: releases.nowMs }));
}

export function renew(releases: Released): Promise<unknown> {
  return renewMetadata(releases.repository, releases.server.key, releases.nowMs);
}

/** A copy of the repository as it is now. */
export function copyOf({ folder, repository }: Released): string {
  drafts += 1;
  const to = join(folder, `copy-${drafts}`);
  cpSync(repository.folder, to, { recursive: true });
  return to;
}

/** Puts back an earlier copy, as an attacker who replays it. */
export function putBack(copy: string, to: string): void {
  rmSync(to, { recursive: true });
  cpSync(copy, to, { recursive: true });
}

const KINDS = {
  root: MetadataKind.Root,
  timestamp: MetadataKind.Timestamp,
  snapshot: MetadataKind.Snapshot,
  targets: MetadataKind.Targets,
} as const;
/** Its overloads take one kind each. */
const fromAnyJson = Metadata.fromJSON as (kind: MetadataKind, json: object) => AnyMetadata;

/** Writes any metadata, signed by any keys, over those of a repository. Nothing about it is checked. */
export async function forge(
  folder: string,
  role: ReleaseRole,
  content: SignedJson & { readonly version: number },
  signers: readonly Person[],
  expiresMs: number,
): Promise<void> {
  const type = role === 'watchlist' ? MetadataKind.Targets : KINDS[role];
  const signed = { _type: type, spec_version: '1.0.31', expires: expiryAt(expiresMs), ...content };
  const json = JSON.parse(JSON.stringify({ signed, signatures: [] })) as object;
  const metadata = fromAnyJson(type, json);
  for (const { key } of signers) await signMetadata(metadata, key);
  const file = join(folder, metadataFile(role, content.version));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, metadataText(metadata));
}

/** The signed part of a root. */
export function rootContent(
  releases: Released,
): SignedJson & { readonly roles: Record<string, { threshold: number }> } {
  const { signed } = JSON.parse(Buffer.from(rootOf(releases)).toString('utf8')) as { signed: never };
  return signed;
}

export function rootOf({ repository }: Released, version = 1): Uint8Array {
  return readFileSync(repository.path(metadataFile('root', version)));
}
