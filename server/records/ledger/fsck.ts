/**
 * Verifies all stored data: the signature, each entry, each tile, the root, earlier heads, and that each opening matches its entry.
 */
import type { Connection } from '../../platform/database/connection.ts';
import {
  entriesBetween,
  entriesEnd,
  findEvents,
  findHead,
  findTile,
  type LogEntry,
  type LogHead,
} from './log/log-tables.ts';
import type { OpeningCodes } from './entry/opening-codes.ts';
import { waitingEntries } from './entry/coded-openings.ts';
import { contentsOf, openingsEnd, openingsOfEntries, type KeptOpening } from './entry/openings.ts';
import type { TreeHead } from '../../platform/transparency/merkle/consistency.ts';
import { commitTo, readOpening } from './entry/commitment.ts';
import { LedgerError } from '../../platform/transparency/ledger-error.ts';
import { checkBeginning, checkSignedHead } from './log/recover-log.ts';
import { HASH_BYTES, leafHash, sameBytes } from '../../contract/merkle/hash.ts';
import type { VerifierKey } from '../../platform/transparency/note/vkey.ts';
import type { Policy } from '../../platform/transparency/proof/policy.ts';
import { trustCheckpoint } from '../../platform/transparency/proof/trust-checkpoint.ts';
import { TILE_WIDTH } from '../../platform/transparency/tile/path.ts';
import { EMPTY_EDGE, extend, rootOf, type RightEdge, type Tile } from '../../platform/transparency/tile/right-edge.ts';

export type FsckFaultCode =
  | 'no-head'
  | 'head'
  | 'published'
  | 'entry-missing'
  | 'entry-beyond'
  | 'tile'
  | 'root'
  | 'opening-missing'
  | 'opening'
  | 'erased-silently'
  /** Content that an erasure names is in the database. */
  | 'erasure-undone'
  /** An opening has an index that the log has not reached. */
  | 'opening-beyond'
  /** A waiting opening that no process with the key wrote. */
  | 'opening-forged'
  /** The log is shorter than the ratchet says, or another one: a start refuses it. */
  | 'behind-ratchet'
  /** A witness has seen a longer log, or another one: a start refuses it. */
  | 'witness-ahead';

export interface FsckFault {
  readonly code: FsckFaultCode;
  /** The entry, or the tile's first leaf; `null` for the whole log. */
  readonly index: number | null;
}

export interface FsckReport {
  readonly entries: number;
  readonly tiles: number;
  readonly openings: number;
  readonly erased: number;
  /** Whether the codes of waiting openings were verified: `false` without the key. */
  readonly codes: boolean;
  /** Names of the witnesses that did not answer; `undefined` if none was asked. */
  readonly silentWitnesses: readonly string[] | undefined;
  /** At most 100. */
  readonly faults: readonly FsckFault[];
}

export interface FsckParts {
  readonly log: Connection;
  /** The server's database; without it openings are not checked. */
  readonly openings: Connection | undefined;
  readonly key: VerifierKey;
  /** Without it the quorum of the published head is not checked. */
  readonly policy: Policy | undefined;
  /** The head that the log had reached; absent: not compared. */
  readonly ratchet?: TreeHead | undefined;
  /** Absent: the codes of waiting openings are not verified. */
  readonly codes?: OpeningCodes | undefined;
  /** Shows the newest head to the witnesses of the policy, and resolves to the names of those that are silent; absent: they are not asked. */
  readonly ask?: (() => Promise<readonly string[]>) | undefined;
}

const MAX_FAULTS = 100;

export async function fsck(parts: FsckParts): Promise<FsckReport> {
  // Read before the head: a running server marks an opening after it moves the head
  const end = parts.openings === undefined ? 0 : await openingsEnd(parts.openings);
  const head = await findHead(parts.log, 'integrated');
  if (head === undefined) {
    const none = { entries: 0, tiles: 0, openings: 0, erased: 0, codes: false, silentWitnesses: undefined };
    return { ...none, faults: [{ code: 'no-head', index: null }] };
  }
  const check = new Check(parts);
  return check.run(head, end);
}

class Check {
  readonly #parts: FsckParts;
  readonly #faults: FsckFault[] = [];
  #tiles = 0;
  #openings = 0;
  /** By event: erased entries, and entries covered by an erasure. */
  readonly #erased = new Map<string, number>();
  readonly #accounted = new Set<string>();

  constructor(parts: FsckParts) {
    this.#parts = parts;
  }

  /** @param end one more than the highest index of an opening */
  async run(head: LogHead, end: number): Promise<FsckReport> {
    const { log, key, ratchet, ask } = this.#parts;
    await this.#expect('head', () => checkSignedHead(head, key));
    if (ratchet !== undefined) await this.#expect('behind-ratchet', () => checkBeginning(log, head, ratchet));
    let silentWitnesses: readonly string[] | undefined;
    if (ask !== undefined) await this.#expect('witness-ahead', async () => void (silentWitnesses = await ask()));
    if (end > head.size) this.#fault('opening-beyond', head.size);
    await this.#checkWaiting();
    let edge: RightEdge = EMPTY_EDGE;
    for (let from = 0; from < head.size; from += TILE_WIDTH) {
      edge = await this.#checkStretch(edge, from, Math.min(from + TILE_WIDTH, head.size));
    }
    await this.#checkTiles(openTiles(edge));
    if (!sameBytes(rootOf(edge), head.root)) this.#fault('root');
    if ((await entriesEnd(log)) > head.size) this.#fault('entry-beyond', head.size);
    const published = await findHead(log, 'published');
    if (published !== undefined) await this.#expect('published', () => this.#checkPublished(head, published));
    for (const [event, index] of this.#erased) {
      if (!this.#accounted.has(event)) this.#fault('erased-silently', index);
    }
    await this.#checkErasures();
    const { size: erased } = this.#erased;
    const codes = this.#parts.codes !== undefined;
    const counts = { entries: edge.size, tiles: this.#tiles, openings: this.#openings, erased };
    return { ...counts, codes, silentWitnesses, faults: this.#faults };
  }

  /** A running server integrates a waiting opening soon; one without a valid code never enters the log. */
  async #checkWaiting(): Promise<void> {
    const { openings, codes, log } = this.#parts;
    if (openings === undefined || codes === undefined) return;
    const waiting = await waitingEntries(openings, Number.MAX_SAFE_INTEGER);
    const known = await findEvents(
      log,
      waiting.map(({ event }) => event),
    );
    for (const { code, ...entry } of waiting) {
      if (known.has(Buffer.from(entry.event).toString('hex'))) continue;
      if (code === undefined || !codes.isOwn({ ...entry, ...code }, code.code)) this.#fault('opening-forged');
    }
  }

  async #checkErasures(): Promise<void> {
    const { openings } = this.#parts;
    if (openings === undefined) return;
    const events = [...this.#accounted];
    for (let from = 0; from < events.length; from += TILE_WIDTH) {
      const named = await contentsOf(openings, events.slice(from, from + TILE_WIDTH));
      for (const { hasContent } of named) if (hasContent) this.#fault('erasure-undone');
    }
  }

  async #checkStretch(edge: RightEdge, from: number, to: number): Promise<RightEdge> {
    const entries = await entriesBetween(this.#parts.log, from, to);
    const openings = await this.#openingsOf(from, to, entries);
    for (let index = from; index < to; index++) {
      const stored = entries[index - from];
      if (stored?.index !== index) {
        this.#fault('entry-missing', index);
        // Later faults cannot be located after this one: the root will not match either.
        return { ...edge, size: to };
      }
      if (openings !== undefined) this.#checkOpening(openings.get(index), stored);
    }
    const grown = extend(
      edge,
      entries.map(({ entry }) => leafHash(entry)),
    );
    await this.#checkTiles(grown.tiles.filter(({ data }) => data.length === TILE_WIDTH * HASH_BYTES));
    return grown.edge;
  }

  async #checkTiles(tiles: readonly Tile[]): Promise<void> {
    for (const { level, index, data } of tiles) {
      const stored = await findTile(this.#parts.log, { level, index, width: data.length / HASH_BYTES });
      if (stored === undefined || !sameBytes(stored, data)) this.#fault('tile', index * TILE_WIDTH ** (level + 1));
      this.#tiles += 1;
    }
  }

  /** By index. A running server marks openings shortly after their entries, and so does the start after a crash. */
  async #openingsOf(
    from: number,
    to: number,
    entries: readonly (LogEntry & { readonly index: number })[],
  ): Promise<Map<number, KeptOpening> | undefined> {
    const { openings } = this.#parts;
    return openings === undefined ? undefined : openingsOfEntries(openings, { from, to }, entries);
  }

  #checkOpening(
    kept: KeptOpening | undefined,
    stored: { readonly index: number; readonly event: Uint8Array; readonly entry: Uint8Array },
  ): void {
    if (kept === undefined) return this.#fault('opening-missing', stored.index);
    if (!sameBytes(kept.event, stored.event) || !sameBytes(kept.entry, stored.entry)) {
      return this.#fault('opening', stored.index);
    }
    if (kept.opening === undefined) {
      this.#erased.set(Buffer.from(kept.event).toString('hex'), stored.index);
      return;
    }
    const read = readOpening(kept.opening);
    if (read.kind !== 'opened' || !sameBytes(commitTo(read.entry, kept.opening), stored.entry)) {
      return this.#fault('opening', stored.index);
    }
    this.#openings += 1;
    if (read.entry.type === 'erasure') for (const event of read.entry.events) this.#accounted.add(event);
  }

  async #checkPublished(head: LogHead, published: LogHead): Promise<void> {
    const { log, key, policy } = this.#parts;
    checkSignedHead(published, key);
    if (policy !== undefined) trustCheckpoint(policy, published.checkpoint);
    await checkBeginning(log, head, published);
  }

  async #expect(code: FsckFaultCode, check: () => void | Promise<void>): Promise<void> {
    try {
      await check();
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      this.#fault(code);
    }
  }

  #fault(code: FsckFaultCode, index: number | null = null): void {
    if (this.#faults.length < MAX_FAULTS) this.#faults.push({ code, index });
  }
}

function openTiles({ open, size }: RightEdge): Tile[] {
  return open.flatMap((data, level) =>
    data.length === 0 ? [] : [{ level, index: Math.floor(size / TILE_WIDTH ** (level + 1)), data }],
  );
}
