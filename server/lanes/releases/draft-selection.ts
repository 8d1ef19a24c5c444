/**
 * Drafts a set of selection rules. The draft carries the set before it, so that the people who sign read the differences without a network.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { releasePath, type ReleaseTerms } from '../../contract/release.ts';
import { targetFile } from '../../contract/release-repository.ts';
import {
  canonicalSelection,
  loadSelection,
  readSelection,
  SELECTION_LIMIT_BYTES,
  SELECTION_NAME,
  type SelectionSet,
} from '../../contract/rules/selection-set.ts';
import { bringTarget } from './bring-file.ts';
import { addTarget, changeTerms, type Draft, entriesIn, type Times } from './draft.ts';
import { entriesOf, FOR_ALL_LANES, type ReleaseEntry } from './entries.ts';
import { readFileOf } from './read-file.ts';
import { ReleaseError } from './release-error.ts';
import type { Repository } from './repository.ts';
import { selectionChanges, type SelectionChanges } from './selection-changes.ts';

const KIND = 'selection-rules';
/** Sets that stay listed, so that two people can withdraw one and return to that before it. */
const KEPT_SETS = 10;

/** Adds the set of a JSON file as the next version. Rejects with `ReleaseError` `malformed` for a set with a fault, or whose tests fail. */
export async function draftSelection(repository: Repository, draft: Draft, file: string, times: Times): Promise<Draft> {
  const set = readSet(file);
  const versions = entriesIn(draft, 'targets').flatMap(({ terms }) => (isSet(terms) ? [terms.version] : []));
  const version = Math.max(0, ...versions) + 1;
  const terms: ReleaseTerms = { ...FOR_ALL_LANES, kind: KIND, name: SELECTION_NAME, version };
  const folder = mkdtempSync(join(tmpdir(), 'postern-selection-'));
  try {
    const content = join(folder, 'selection.json');
    writeFileSync(content, set);
    const added = await addTarget(draft, terms, content, times);
    const isDropped = (one: ReleaseTerms): boolean => isSet(one) && one.version <= version - KEPT_SETS;
    const drafted = changeTerms(added, 'targets', (one) => (isDropped(one) ? undefined : one), times);
    await carrySelection(repository, drafted);
    return drafted;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readSet(file: string): Uint8Array {
  const bytes = readFileOf(file, 2 * SELECTION_LIMIT_BYTES);
  let content: unknown;
  try {
    content = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new ReleaseError('malformed', `${file} is no JSON`, { cause });
  }
  const loaded = loadSelection(content);
  const canonical = loaded.kind === 'loaded' ? canonicalSelection(loaded.set) : undefined;
  if (canonical !== undefined) return canonical;
  const faults =
    loaded.kind === 'refused'
      ? loaded.faults.map(({ rule, why }) => (rule === undefined ? why : `${rule}: ${why}`))
      : ['the set is too large'];
  throw new ReleaseError('malformed', `${file} is refused: ${faults.join('; ')}`);
}

/** Copies the sets that the people who sign compare into the draft. Rejects with `ReleaseError`. */
export async function carrySelection(repository: Repository, draft: Draft): Promise<void> {
  const { was, is } = setsOf(draft);
  for (const entry of [was, is])
    if (entry !== undefined && entry !== 'none') await bringMissing(repository, draft, entry);
}

/** Differences between the set in use before the draft and after it; `undefined` when it is the same. Throws `ReleaseError`. */
export function selectionDifferences(draft: Draft): SelectionChanges | undefined {
  const { was, is } = setsOf(draft);
  if (is === undefined || (typeof is === 'object' ? is.digest : is) === was?.digest) return undefined;
  if (is === 'none' && was === undefined) return undefined;
  return selectionChanges(
    was && readSelectionTarget(draft, was),
    is === 'none' ? undefined : readSelectionTarget(draft, is),
  );
}

/** Throws `ReleaseError` `not-compared` unless the person names exactly the rules that change. */
export function assertRulesNamed(draft: Draft, names: readonly string[]): void {
  const needed = selectionDifferences(draft)?.named ?? [];
  const given = [...new Set(names)].sort();
  if (needed.length === given.length && needed.every((name, index) => name === given[index])) return;
  const why =
    needed.length === 0
      ? 'no selection rule has to be named'
      : `read the differences of the selection rules, and name ${needed.join(', ')} with --selection`;
  throw new ReleaseError('not-compared', why);
}

interface Sets {
  readonly was: ReleaseEntry | undefined;
  /** `none`: the draft leaves no set in use; `undefined`: it changes no targets. */
  readonly is: ReleaseEntry | 'none' | undefined;
}

function setsOf(draft: Draft): Sets {
  if (!draft.changed.includes('targets')) return { was: undefined, is: undefined };
  const version = draft.newest('targets');
  const before = version === 1 ? [] : entriesOf('targets', draft.read('targets', version - 1));
  return { was: selectionInUse(before), is: selectionInUse(entriesIn(draft, 'targets')) ?? 'none' };
}

/** The newest set that is not withdrawn; `undefined` when there is none. */
export function selectionInUse(entries: readonly ReleaseEntry[]): ReleaseEntry | undefined {
  return entries
    .filter(({ terms }) => isSet(terms) && terms.state !== 'withdrawn')
    .sort((one, other) => other.terms.version - one.terms.version)[0];
}

function isSet({ kind, name }: ReleaseTerms): boolean {
  return kind === KIND && name === SELECTION_NAME;
}

function readSelectionTarget(repository: Repository, entry: ReleaseEntry): SelectionSet {
  const read = readSelection(selectionBytes(repository, entry));
  if (read.kind === 'loaded') return read.set;
  throw new ReleaseError('malformed', `${releasePath(entry.terms)}: the file is no set of selection rules`);
}

/** The bytes that were signed. Throws `ReleaseError` `wrong-file` or `malformed`. */
export function selectionBytes(repository: Repository, { terms, digest, length }: ReleaseEntry): Uint8Array {
  const bytes = readFileOf(repository.path(targetFile(terms, digest)), length);
  if (bytesToHex(sha256(bytes)) === digest) return bytes;
  throw new ReleaseError('wrong-file', `${releasePath(terms)}: the file differs`);
}

async function bringMissing(repository: Repository, draft: Draft, entry: ReleaseEntry): Promise<void> {
  try {
    selectionBytes(draft, entry);
  } catch {
    await bringTarget(repository, draft, entry);
  }
}
