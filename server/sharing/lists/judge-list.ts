/** Compares a list that a partner offers with its clause in the agreement and with the list before. Pure. */
import type { ListPart } from '../../contract/released-watchlist.ts';
import { listPartName } from '../../contract/released-watchlist.ts';
import { isSameKey, type ListHeader, variantOf } from '../../contract/watchlist-file.ts';
import type { AgreedList } from '../agreement/agreed-lists.ts';
import type { ListRefusal } from './vocabulary.ts';

const HOUR_MS = 3_600_000;
/** Lanes do not believe a list that was made later than this after their own time. */
const MAX_AHEAD_MS = 600_000;

export interface OfferedPart extends ListPart {
  /** The version of its target: the number of the base. */
  readonly version: number;
  /** SHA-256 of the file, hex. */
  readonly digest: string;
  readonly bytes: number;
  readonly header: ListHeader;
}

export interface OfferedVersion {
  readonly base: number;
  readonly delta: number;
  /** Listed documents, as far as the headers show: a delta may add one that is listed. */
  readonly documents: number;
  readonly madeAt: number;
}

/** A refusal, and the part or member that it concerns. */
export interface Refused {
  readonly kind: 'refused';
  readonly refusal: ListRefusal;
  readonly place: string;
  /** The agreed list that it concerns. */
  readonly list?: string;
}
export type JudgedList = { readonly kind: 'fits'; readonly version: OfferedVersion } | Refused;

export const refusedAt = (refusal: ListRefusal, place: string): Refused => ({ kind: 'refused', refusal, place });

/** Judges a header alone. */
export function objectionToHeader(header: ListHeader, clause: AgreedList, nowMs: number): ListRefusal | undefined {
  const { list, tags, mostDocuments } = clause;
  if (header.list !== list) return 'other-list';
  if (variantOf(header) !== tags.variant) return 'other-variant';
  if (tags.variant === 'blind' && 'suite' in header.key && header.key.publicKey !== tags.publicKey) return 'other-key';
  const documents = header.kind === 'base' ? header.count : Math.max(header.added, header.removed);
  if (documents > mostDocuments) return 'too-many-documents';
  return header.madeAt > nowMs + MAX_AHEAD_MS ? 'made-later' : undefined;
}

/**
 * @param offered the parts of the list in the new metadata, at least one
 * @param before those in the metadata in force; empty: the list is new
 */
export function judgeList(
  clause: AgreedList,
  { offered, before }: { readonly offered: readonly OfferedPart[]; readonly before: readonly OfferedPart[] },
  nowMs: number,
): JudgedList {
  const parts = inOrder(offered);
  const known = inOrder(before);
  for (const [at, one] of parts.entries()) {
    const refusal = objectionToHeader(one.header, clause, nowMs) ?? objectionToPlace(one, at, parts);
    if (refusal !== undefined) return refusedAt(refusal, listPartName(one));
  }
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return refusedAt('chain-broken', clause.list);
  if (parts.reduce((sum, { bytes }) => sum + bytes, 0) > clause.mostBytes)
    return refusedAt('too-many-bytes', clause.list);
  if (isOlder(parts, known)) return refusedAt('older', clause.list);
  if (last.header.madeAt < nowMs - clause.oldestHours * HOUR_MS) return refusedAt('too-old', listPartName(last));
  return judgeChanges(clause, parts, known);
}

function inOrder(parts: readonly OfferedPart[]): OfferedPart[] {
  return [...parts].sort((one, other) => one.delta - other.delta);
}

/** A base, then its deltas without a gap. Each delta names the file before it. */
function objectionToPlace(part: OfferedPart, at: number, parts: readonly OfferedPart[]): ListRefusal | undefined {
  const { header } = part;
  const [first] = parts;
  if (part.delta !== at || header.base !== part.version || part.version !== first?.version) return 'chain-broken';
  if (at === 0) return header.kind === 'base' ? undefined : 'chain-broken';
  const before = parts[at - 1];
  if (header.kind !== 'delta' || header.delta !== at || header.previous !== before?.digest) return 'chain-broken';
  if (!isSameKey(header.key, first.header.key)) return 'other-key';
  return header.madeAt < before.header.madeAt ? 'older' : undefined;
}

/** A list never goes back: not to an earlier base, not to fewer deltas, and not to records that were read earlier. */
function isOlder(parts: readonly OfferedPart[], known: readonly OfferedPart[]): boolean {
  const [base, knownBase] = [parts[0], known[0]];
  const [last, knownLast] = [parts.at(-1), known.at(-1)];
  if (base === undefined || last === undefined || knownBase === undefined || knownLast === undefined) return false;
  if (base.version < knownBase.version || last.header.madeAt < knownLast.header.madeAt) return true;
  return base.version === knownBase.version && known.some(({ digest }, at) => parts[at]?.digest !== digest);
}

function judgeChanges(clause: AgreedList, parts: readonly OfferedPart[], known: readonly OfferedPart[]): JudgedList {
  const tooMany = (part: OfferedPart): Refused => refusedAt('too-many-changes', listPartName(part));
  const most = (documents: number): number =>
    Math.max(1, Math.floor((documents * clause.mostChangedThousandths) / 1_000));
  const isContinued = parts[0]?.digest === known[0]?.digest;
  let documents = 0;
  /** Documents before the first new delta, and its changes with those of the deltas after it. */
  let start: number | undefined;
  let changes = 0;
  for (const part of parts) {
    const { header } = part;
    if (header.kind === 'base') {
      const earlier = documentsOf(known);
      if (!isContinued && earlier > 0 && Math.abs(header.count - earlier) > most(earlier)) return tooMany(part);
      documents = header.count;
      continue;
    }
    if (!isContinued || known[part.delta] === undefined) {
      start ??= documents;
      changes += header.added + header.removed;
      if (header.added + header.removed > most(documents) || changes > most(start)) return tooMany(part);
    }
    documents = Math.max(0, documents + header.added - header.removed);
    if (documents > clause.mostDocuments) return refusedAt('too-many-documents', listPartName(part));
  }
  const last = parts.at(-1)?.header;
  return {
    kind: 'fits',
    version: { base: last?.base ?? 0, delta: parts.length - 1, documents, madeAt: last?.madeAt ?? 0 },
  };
}

function documentsOf(parts: readonly OfferedPart[]): number {
  return parts.reduce(
    (sum, { header }) => Math.max(0, header.kind === 'base' ? header.count : sum + header.added - header.removed),
    0,
  );
}
