/** The watchlists of a lane: looked for every minute, kept in memory, asked without a network unless they are blind. */
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';
import { replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import type { DocumentRefusal } from '../../../server/contract/signed-document.ts';
import {
  LIST_KEYS_FORM,
  type LaneWatchlist,
  WATCHLIST_FORM,
  type WatchlistId,
  type WatchlistState,
} from '../../../server/contract/watchlist.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { LaneFolders } from '../../platform/base/key-dir.ts';
import type { ListAnswer } from '../../rules/decision/evidence.ts';
import type { WatchlistTerms } from '../../rules/decision/policy.ts';
import { DocumentError } from '../../fleet/signed-documents/document-error.ts';
import { memoryFileOf } from '../../fleet/signed-documents/document-memory.ts';
import { judgeSigned, rememberDocument } from '../../fleet/signed-documents/load-document.ts';
import { compareList, type Comparison, type CountedTerms } from './compare-list.ts';
import { askList, type AskParts, listsHeld, type ListTerms, variantWanted } from './ask-list.ts';
import { type ListKeyDelivery, listKeyRequest, takeListKey } from './list-key-delivery.ts';
import type { ListOwner } from './list-owner.ts';
import { type LoadFault, loadWatchlist } from './load-watchlist.ts';
import { versionOf, type Watchlist } from './watchlist.ts';
import type { WatchlistSource } from './watchlist-source.ts';

export type WatchlistRefusal =
  | DocumentRefusal
  | LoadFault
  | 'not-remembered'
  | 'key-missing'
  | 'element-away'
  | 'withdrawn';

export interface LaneWatchlistsOptions {
  readonly kioskId: KioskId;
  readonly folders: LaneFolders;
  /** `undefined`: the lane has no lists. */
  readonly source: WatchlistSource | undefined;
  /** Ed25519 public keys, hex, of the people who sign documents. */
  readonly signerKeys: readonly string[];
  readonly element: KeyProvider;
  /** The owners of blind lists. */
  readonly owner: ListOwner;
  /** The lists of the policy that is in force now. */
  readonly terms: () => readonly WatchlistTerms[];
  /** Blind lists that are counted and decide about no one. Absent: none. */
  readonly counted?: () => readonly CountedTerms[];
  /** File for the lane's request of the key. */
  readonly requestFile: string;
  readonly clock: Clock;
  readonly log: LogEvent;
}

export interface LaneWatchlists {
  /**
   * Asks each list of the policy. Takes a call of the secure element for each list, and less than a millisecond for the
   * search; for a blind list up to its time limit. Rejects as the secure element does.
   *
   * @param document as `listedDocument` makes it; `undefined`: no list can be asked
   */
  ask(document: Uint8Array | undefined, terms: readonly WatchlistTerms[]): Promise<readonly ListAnswer[]>;
  /**
   * Asks a blind list that is only counted, once about all documents. A list that the policy decides with is not counted. Rejects as the
   * secure element does.
   *
   * @param documents as `listedDocument` makes them, at most `MAX_BLIND_BATCH`; the caller wipes them
   */
  compare(terms: CountedTerms, documents: readonly Uint8Array[]): Promise<Comparison>;
  /** The lists of the policy and those that stand in for blind ones, for the lane's status. */
  states(): readonly LaneWatchlist[];
  /** Answers to blind queries since the start whose proof did not fit. */
  unproven(): number;
  /** Looks for newer lists now. Never rejects. */
  look(): Promise<void>;
  /** Looks every minute, and when the source tells of a change, until `close`. */
  follow(): void;
  close(): Promise<void>;
}

/** A counted list is blind, and its age refers no one. */
const OF_COUNTED = { warnAfterMs: 0, referAfterMs: 0, blind: { answerMs: 0 } } as const;

/** Longest delay until a new list is read, ms. */
const LOOK_EVERY_MS = 60_000;

export function openWatchlists(options: LaneWatchlistsOptions): LaneWatchlists {
  const { element, terms, clock, log, source } = options;
  const lists = new Map<WatchlistId, Watchlist>();
  const queue = serialQueue();
  const refusedBefore = new Map<string, WatchlistRefusal>();
  let cancel: () => void = () => undefined;
  let unfollow: (() => void) | undefined;
  let closed = false;
  /** Making a request takes milliseconds in the element, so it is done only at a start and after a delivery. */
  let isRequested = false;
  const held = (): readonly ListTerms[] => listsHeld(terms());
  /** Blind lists whose owner did not answer the last query. */
  const ownersAway = new Set<WatchlistId>();
  let unproven = 0;

  const refuse = (list: WatchlistId | 'keys', code: WatchlistRefusal | undefined): void => {
    const isNews = refusedBefore.get(list) !== code;
    if (code === undefined) refusedBefore.delete(list);
    else refusedBefore.set(list, code);
    if (code !== undefined && isNews) log({ event: 'watchlist-refused', list, code });
  };
  const onOwner: AskParts['onOwner'] = (list, how) => {
    if (how === 'unproven') {
      unproven += 1;
      log({ event: 'watchlist-unproven', list });
    }
    if ((how === 'answered') !== ownersAway.has(list)) return;
    if (how === 'answered') ownersAway.delete(list);
    else ownersAway.add(list);
    log({ event: 'watchlist-owner', list, answering: how === 'answered' });
  };
  const lookFor = async (from: WatchlistSource, { list, ...rest }: ListTerms): Promise<void> => {
    const before = lists.get(list);
    const now = await newest(options, from, { list, ...rest }, before);
    if (closed) return;
    if (now.kind === 'withdrawn') return lists.delete(list) ? refuse(list, 'withdrawn') : undefined;
    refuse(list, now.kind === 'refused' ? now.why : undefined);
    if (now.kind !== 'loaded' || now.list === before) return;
    lists.set(list, now.list);
    log({ event: 'watchlist', list, ...numbersOf(now.list) });
  };
  const round = async (): Promise<void> => {
    if (source === undefined) return;
    if (terms().length > 0) {
      const keys = await refusalOf(async () => {
        if ((await takeKeys(options, source)) === 'taken') isRequested = false;
        if (!isRequested) replaceFileSync(options.requestFile, await listKeyRequest(options.kioskId, element));
        isRequested = true;
      });
      refuse('keys', keys);
    }
    const named = [...held(), ...countedIn(options).map(({ list }): ListTerms => ({ list, ...OF_COUNTED }))];
    for (const list of lists.keys()) if (!named.some((one) => one.list === list)) lists.delete(list);
    for (const one of named) {
      const failed = await refusalOf(() => lookFor(source, one));
      if (failed !== undefined) refuse(one.list, failed);
    }
  };
  const look = (): Promise<void> => queue.run(round);
  const again = (): void => {
    void look().then(() => {
      if (!closed) cancel = clock.after(LOOK_EVERY_MS, again);
    });
  };

  return {
    ask(document, asked) {
      const askedAt = Math.round(clock.wallMs());
      const parts = { element, owner: options.owner, held: (list: WatchlistId) => lists.get(list), askedAt, onOwner };
      return Promise.all(
        asked.map((one) =>
          document === undefined
            ? Promise.resolve<ListAnswer>({ kind: 'unavailable', list: one.list })
            : askList(parts, one, document),
        ),
      );
    },
    compare: comparer(options, (list) => lists.get(list), onOwner),
    unproven: () => unproven,
    states: () => held().map((one) => stateOf(one, lists.get(one.list), clock.wallMs())),
    look,
    follow() {
      cancel = clock.after(LOOK_EVERY_MS, again);
      unfollow = source?.follow?.(() => void look());
    },
    async close() {
      closed = true;
      cancel();
      unfollow?.();
      await queue.settled();
    },
  };
}

/** Counted lists that the policy does not name. */
function countedIn({ terms, counted }: Pick<LaneWatchlistsOptions, 'terms' | 'counted'>): readonly CountedTerms[] {
  const deciding = listsHeld(terms()).map(({ list }) => list);
  return (counted?.() ?? []).filter(({ list }) => !deciding.includes(list));
}

/** Logs when a list ceases to fit its terms, and when it fits again. */
function comparer(
  options: LaneWatchlistsOptions,
  held: (list: WatchlistId) => Watchlist | undefined,
  onOwner: AskParts['onOwner'],
): LaneWatchlists['compare'] {
  const { owner, log } = options;
  const unfit = new Set<WatchlistId>();
  return async (terms, documents) => {
    const { list } = terms;
    const isCounted = countedIn(options).some((one) => one.list === list);
    const comparison = await compareList(owner, terms, isCounted ? held(list) : undefined, documents);
    const fits = comparison.kind !== 'unfit';
    if (fits === unfit.has(list)) {
      if (fits) unfit.delete(list);
      else unfit.add(list);
      log({ event: 'counted-list', list, fits });
    }
    if (comparison.kind !== 'unfit') onOwner(list, comparison.kind === 'compared' ? 'answered' : comparison.kind);
    return comparison;
  };
}

function numbersOf(list: Watchlist): { readonly base: number; readonly delta: number } {
  const { base, delta } = versionOf(list);
  return { base, delta };
}

type Newest =
  | { readonly kind: 'nothing' | 'withdrawn' }
  | { readonly kind: 'loaded'; readonly list: Watchlist }
  | { readonly kind: 'refused'; readonly why: WatchlistRefusal };

/** A refused offer leaves the list before it in use: its age decides how long. */
async function newest(
  { folders, signerKeys, element, clock }: LaneWatchlistsOptions,
  source: WatchlistSource,
  terms: ListTerms,
  before: Watchlist | undefined,
): Promise<Newest> {
  const { list } = terms;
  const offered = source.offered(list);
  if (offered === undefined) return { kind: 'nothing' };
  if (offered.kind === 'withdrawn') return offered;
  const nowMs = clock.wallMs();
  const memoryFile = memoryFileOf(folders, 'watchlist', list);
  const signed =
    offered.kind === 'signed'
      ? judgeSigned(WATCHLIST_FORM, offered.document, { keys: signerKeys, memoryFile }, nowMs)
      : undefined;
  const files = offered.kind === 'verified' ? offered.content : signed?.content;
  if (files?.list !== list) return { kind: 'refused', why: 'other-list' };
  const loaded = await loadWatchlist(files, before, { source, element, nowMs, variant: variantWanted(terms) });
  if (loaded.kind === 'refused') return loaded;
  const isSame =
    before !== undefined &&
    versionOf(before).digest === versionOf(loaded.list).digest &&
    before.deltas.length === loaded.list.deltas.length;
  if (signed !== undefined) rememberDocument(memoryFile, signed);
  return { kind: 'loaded', list: isSame ? before : loaded.list };
}

/** Takes a key that is delivered. `undefined`: none is. */
async function takeKeys(
  { kioskId, folders, signerKeys, element, clock, log }: LaneWatchlistsOptions,
  source: WatchlistSource,
): Promise<ListKeyDelivery | undefined> {
  const sealed = source.sealedKeys();
  if (sealed === undefined) return undefined;
  const memoryFile = memoryFileOf(folders, 'watchlist-keys');
  const signed =
    sealed.kind === 'signed'
      ? judgeSigned(LIST_KEYS_FORM, sealed.document, { keys: signerKeys, memoryFile }, clock.wallMs())
      : undefined;
  const content = sealed.kind === 'verified' ? sealed.content : signed?.content;
  if (content === undefined) return undefined;
  const delivery = await takeListKey(kioskId, element, content);
  if (signed !== undefined) rememberDocument(memoryFile, signed);
  if (delivery === 'taken') log({ event: 'watchlist-key', generation: content.generation });
  return delivery;
}

/** The reason why work failed; `undefined` when it did not. Other errors are faults of the program or of the disk. */
async function refusalOf(work: () => Promise<void>): Promise<WatchlistRefusal | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof DocumentError) return error.code;
    if (error instanceof DeviceError) return error.code === 'unknown-key' ? 'key-missing' : 'element-away';
    return 'not-remembered';
  }
}

function stateOf(
  { list, warnAfterMs, referAfterMs }: WatchlistTerms,
  held: Watchlist | undefined,
  nowMs: number,
): LaneWatchlist {
  if (held === undefined) return { list, state: 'missing' };
  const { base, delta, madeAt } = versionOf(held);
  const ageMs = nowMs - madeAt;
  const state: WatchlistState = ageMs > referAfterMs ? 'stale' : ageMs > warnAfterMs ? 'ageing' : 'current';
  return { list, state, version: { base, delta, madeAt } };
}
