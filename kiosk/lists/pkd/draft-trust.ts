/** The trust lists before and after a draft of a release, from the draft's folder, verified against a root that the reader has. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readPlainFile } from '../../../hardware/host/plain-file.ts';
import { Metadata, MetadataKind, type Root, type Targets } from '@tufjs/models';
import { RELEASE_KINDS, releasePath, releaseTermsSchema } from '../../../server/contract/release.ts';
import {
  METADATA_LIMITS,
  METADATA_NAME,
  metadataFile,
  targetFile,
} from '../../../server/contract/release-repository.ts';
import { readReleaseMetadata } from '../../../server/contract/release-metadata.ts';
import { type NamedTarget, trustListCode, trustListsInForce } from '../../../server/contract/trust-list-code.ts';
import { TRUST_FOLDERS, type TrustFolder, type TrustPlace } from '../trust/judge-trust.ts';
import { PkdError } from './pkd-error.ts';

export interface DraftTrust {
  readonly before: TrustFolder;
  readonly after: TrustFolder;
  /** Changed terms of lists whose files stay the same, in words. */
  readonly terms: readonly string[];
  /** `undefined`: the draft changes no trust list. */
  readonly code: string | undefined;
  /** Version of the root that the draft has. */
  readonly root: number;
}

/**
 * The people who sign the draft carry it to machines without a network, so that nothing else is read. The metadata before the draft must be
 * signed by people whom the root names: otherwise a draft could present a new list as an existing one.
 *
 * @param rootFile a root that the reader trusts: the one of the draft, or the one before it
 * @throws PkdError `absent`, `malformed`
 */
export function readDraftTrust(folder: string, rootFile: string): DraftTrust {
  const names = readdirOf(join(folder, 'metadata'));
  const newestOf = (role: 'root' | 'targets'): number =>
    Math.max(0, ...names.map((name) => (name.split('.')[1] === role ? Number(name.split('.')[0]) : 0)));
  const trusted = readRoot(rootFile);
  const root = readRoot(join(folder, metadataFile('root', newestOf('root'))));
  demand(() => trusted.verifyDelegate('root', root), 'the people of your root did not sign the root of the draft');

  const newest = newestOf('targets');
  if (newest === 0) throw new PkdError('absent', `${folder} has no targets`);
  const isChanged = changedRoles(folder).includes('targets');
  const formerVersion = isChanged ? newest - 1 : newest;
  const former = formerVersion === 0 ? undefined : readTargets(folder, formerVersion);
  if (former !== undefined) {
    const isSigned = [trusted, root].some((one) => verifies(() => one.verifyDelegate('targets', former)));
    if (!isSigned)
      throw new PkdError('malformed', `too few people signed the targets ${formerVersion} before the draft`);
  }
  const [before, after] = [entriesOf(former), entriesOf(readTargets(folder, newest))];
  return {
    before: folderOf(folder, before),
    after: folderOf(folder, after),
    terms: changedTerms(before, after),
    code: trustListCode(before, after),
    root: root.signed.version,
  };
}

interface Entry extends NamedTarget {
  readonly length: number;
}

function entriesOf(metadata: Metadata<Targets> | undefined): readonly Entry[] {
  return Object.values(metadata?.signed.targets ?? {}).flatMap(({ path, length, hashes, custom }): Entry[] => {
    const terms = releaseTermsSchema.safeParse(custom);
    const digest = hashes['sha256'];
    if (!terms.success || digest === undefined || !/^[0-9a-f]{64}$/.test(digest) || releasePath(terms.data) !== path) {
      throw new PkdError('malformed', `the target ${path} has no valid terms`);
    }
    return terms.data.kind === 'trust-list' ? [{ terms: terms.data, digest, length }] : [];
  });
}

/** The lists that lanes will use, from the files of the draft. */
function folderOf(folder: string, entries: readonly Entry[]): TrustFolder {
  const inForce = [...trustListsInForce(entries).values()];
  return (place) =>
    new Map(
      inForce.flatMap((entry) => {
        const name = nameIn(place, entry.terms.name);
        return name === undefined ? [] : [[name, readTarget(folder, entry)] as const];
      }),
    );
}

/** A list named `master-lists.de` is the file `de` of the folder `master-lists`. Lanes ignore other names. */
function nameIn(place: TrustPlace, name: string): string | undefined {
  return name.startsWith(`${place}.`) ? name.slice(place.length + 1) : undefined;
}

function readTarget(folder: string, { terms, digest, length }: Entry): Uint8Array<ArrayBuffer> {
  const file = join(folder, targetFile(terms, digest));
  const bytes = readBounded(file, RELEASE_KINDS['trust-list'].limitBytes);
  if (bytes.length !== length || createHash('sha256').update(bytes).digest('hex') !== digest) {
    throw new PkdError('malformed', `${file} is not the file that the metadata name`);
  }
  return bytes;
}

const PLACES: readonly string[] = Object.values(TRUST_FOLDERS);

/** Changed terms of lists whose files are the same, in words, and names that lanes ignore. */
function changedTerms(before: readonly Entry[], after: readonly Entry[]): readonly string[] {
  const former = new Map(before.map((entry) => [releasePath(entry.terms), entry]));
  return after.flatMap(({ terms, digest }) => {
    const path = releasePath(terms);
    if (!PLACES.some((place) => terms.name.startsWith(`${place}.`))) return [`${path}: lanes ignore this name`];
    const one = former.get(path);
    if (one === undefined) return audience(terms) === EVERYONE ? [] : [`${path}: ${audience(terms)}`];
    if (one.digest !== digest) return [`${path}: the version exists with other bytes`];
    const [was, is] = [audience(one.terms), audience(terms)];
    return was === is ? [] : [`${path}: ${was}, then ${is}`];
  });
}

/** A new list with these terms needs no words. */
const EVERYONE = 'ring all, offered';

function audience({ ring, percentage, lanes, notBefore, freezes, state, staged }: Entry['terms']): string {
  const parts = [
    ring === 'share' ? `${percentage} % of the lanes` : `ring ${ring}`,
    ...(lanes.length > 0 ? [`lanes ${lanes.join(' ')}`] : []),
    ...(notBefore > 0 ? [`from ${new Date(notBefore).toISOString()}`] : []),
    ...(staged === undefined
      ? []
      : [`in steps, returned by itself until ${new Date(staged.returnUntil).toISOString()}`]),
    ...(freezes.length > 0 ? [`${freezes.length} freezes`] : []),
    state,
  ];
  return parts.join(', ');
}

function changedRoles(folder: string): readonly unknown[] {
  try {
    const contents: unknown = JSON.parse(Buffer.from(readBounded(join(folder, 'draft.json'), 65_536)).toString('utf8'));
    if (typeof contents === 'object' && contents !== null && 'changed' in contents && Array.isArray(contents.changed)) {
      return contents.changed;
    }
  } catch (cause) {
    throw new PkdError('absent', `${folder} has no draft`, { cause });
  }
  throw new PkdError('malformed', `${folder} has no draft`);
}

function readRoot(file: string): Metadata<Root> {
  const bytes = readBounded(file, METADATA_LIMITS.root);
  return parsed(file, () => Metadata.fromJSON(MetadataKind.Root, jsonOf('root', bytes)));
}

function readTargets(folder: string, version: number): Metadata<Targets> {
  const file = join(folder, metadataFile('targets', version));
  const bytes = readBounded(file, METADATA_LIMITS.targets);
  const metadata = parsed(file, () => Metadata.fromJSON(MetadataKind.Targets, jsonOf('targets', bytes)));
  if (metadata.signed.version !== version) throw new PkdError('malformed', `${file} has another version`);
  return metadata;
}

function jsonOf(role: 'root' | 'targets', bytes: Uint8Array): Parameters<typeof Metadata.fromJSON>[1] {
  const read = readReleaseMetadata(role, bytes);
  if (read.kind !== 'read') throw new TypeError(read.fault);
  return read.json as Parameters<typeof Metadata.fromJSON>[1];
}

function parsed<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new PkdError('malformed', `${file} cannot be read`, { cause });
  }
}

function demand(verify: () => void, why: string): void {
  if (!verifies(verify)) throw new PkdError('malformed', why);
}

function verifies(verify: () => void): boolean {
  try {
    verify();
    return true;
  } catch {
    return false;
  }
}

function readdirOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => METADATA_NAME.test(name));
  } catch (cause) {
    throw new PkdError('absent', `${folder} cannot be read`, { cause });
  }
}

function readBounded(file: string, limitBytes: number): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(readPlainFile(file, limitBytes));
  } catch (cause) {
    throw new PkdError('absent', `${file} cannot be read`, { cause });
  }
}
