import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import { listedDocument } from '../../../../kiosk/rules/document/listed-document.ts';
import { type ListCounts, openListCounts } from '../../../../kiosk/lists/list-counts/list-counts.ts';
import { MAX_WAITING } from '../../../../kiosk/lists/list-counts/waiting-documents.ts';
import { openDatabase } from '../../../../kiosk/platform/database/database.ts';
import { JOURNAL_FILE, openJournal } from '../../../../kiosk/main/storage/journal.ts';
import type { Comparison } from '../../../../kiosk/lists/watchlist/compare-list.ts';
import { MIN_COMPARED, type ListCounts as Message, readListCounts } from '../../../../server/contract/list-counts.ts';
import { readEnvelope } from '../../../../server/contract/envelope.ts';
import type { CountedList } from '../../../../server/contract/partner-terms.ts';
import type { KioskId, TransactionId } from '../../../../server/contract/report.ts';
import { watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import type { WireErrorCode } from '../../../../server/contract/wire-error.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const APRIL = Date.UTC(2026, 3, 10, 9);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const TERM: CountedList = {
  agreement: { id: 'lost-documents', version: 1, digest: 'ab'.repeat(32) },
  partner: 'aliens-office',
  issuingStates: ['UTO'],
  from: '2026-03-02',
  until: '2027-03-01',
  list: watchlistIdSchema.parse('lost'),
  publicKey: 'cd'.repeat(32),
  smallestList: 100,
};
const OTHER: CountedList = {
  ...TERM,
  agreement: { ...TERM.agreement, id: 'other', digest: 'ef'.repeat(32) },
  list: watchlistIdSchema.parse('other'),
};

let transactions = 0;
const newId = () => String((transactions += 1)).padStart(32, '0') as TransactionId;
const documentOf = (number: string) => listedDocument('P', 'UTO', new TextEncoder().encode(number));

/** A lane whose disk outlives it. The list contains the numbers that begin with L. */
async function world() {
  const dataDir = temporaryFolder();
  const clock = turnedClock(APRIL);
  const element = softSecureElement();
  const events: KioskEvent[] = [];
  const state = {
    lists: [TERM] as readonly CountedList[] | undefined,
    compare: undefined as (() => Promise<Comparison>) | undefined,
    answer: undefined as WireErrorCode | 'lost' | undefined,
  };
  const asked: { readonly list: string; readonly documents: readonly Uint8Array[]; readonly texts: string[] }[] = [];
  const sent: Message[] = [];
  const openLane = async () => {
    const journal = await openJournal(dataDir);
    const counts = openListCounts({
      kioskId: 'lane-1' as KioskId,
      element,
      sums: journal.listCounts,
      lists: () => state.lists,
      clock,
      random: () => 0.5,
      log: (event) => void events.push(event),
      watchlists: {
        async compare({ list }, documents) {
          const texts = documents.map((one) => new TextDecoder().decode(one));
          asked.push({ list, documents, texts });
          if (state.compare !== undefined) return state.compare();
          return { kind: 'compared', found: texts.filter((text) => text.startsWith('P\nUTO\nL')).length };
        },
      },
      link: {
        async exchange(_path, { body = new Uint8Array() }) {
          const envelope = readEnvelope(body);
          const read = 'payload' in envelope ? readListCounts(envelope) : undefined;
          if (read?.kind === 'valid') sent.push(read.message);
          if (state.answer === 'lost') return undefined;
          const error = { code: state.answer, message: 'refused', requestId: 'r', faults: [] };
          return state.answer === undefined
            ? { ok: true, body: new Uint8Array() }
            : { ok: false, body: Buffer.from(JSON.stringify({ error })) };
        },
      },
    });
    return { counts, end: () => journal.close() };
  };
  let lane = await openLane();
  onTestFinished(() => lane.end());
  const serve = async (number: string, over: { readonly issuingState?: string; readonly counts?: ListCounts } = {}) => {
    const { issuingState = 'UTO', counts = lane.counts } = over;
    const id = newId();
    const document = documentOf(number);
    counts.read(id, document, { issuingState, atMs: clock.wallMs() });
    document?.fill(0);
    await counts.decided(id);
  };
  /** The documents that wait are compared. */
  const compared = async () => {
    await clock.advance(60_000);
    await lane.counts.look();
  };
  const many = async (count: number, prefix: string) => {
    for (let at = 0; at < count; at += 1) {
      await serve(`${prefix}${String(at).padStart(7, '0')}`);
      if (at % 8 === 7) await compared();
    }
    await compared();
  };
  /** To the day after the month, when the lane sends. */
  const endOfMonth = async (next = Date.UTC(2026, 4, 2)) => {
    await clock.advance(next - clock.wallMs());
    await lane.counts.look();
  };
  /** The lane ends, in order or at once, and begins again. */
  const again = async (inOrder: boolean) => {
    if (inOrder) await lane.counts.close();
    await lane.end();
    lane = await openLane();
  };
  return { clock, state, asked, sent, events, dataDir, serve, many, compared, endOfMonth, again, lane: () => lane };
}

describe('counting with a partner’s list', () => {
  it('sums comparisons of a month and sends them once', async () => {
    const { many, endOfMonth, sent, lane, clock } = await world();
    await many(25, 'L');
    await many(40, 'C');
    await endOfMonth();
    const { list, publicKey, agreement } = TERM;
    expect(sent).toEqual([
      {
        ...{ version: 1, kioskId: 'lane-1', agreement: agreement.digest, month: '2026-04', list, publicKey },
        ...{ compared: 65, found: 25, missed: 0 },
      },
    ]);
    await clock.advance(3 * HOUR_MS);
    await lane().counts.look();
    expect(sent).toHaveLength(1);
  });

  it('asks after the decision only, about several documents together, and wipes each', async () => {
    const { serve, asked, compared, lane, clock } = await world();
    const undecided = newId();
    lane().counts.read(undecided, documentOf('UNDECIDED'), { issuingState: 'UTO', atMs: clock.wallMs() });
    await compared();
    expect(asked).toEqual([]);
    for (const number of ['L1', 'C1', 'C2']) await serve(number);
    expect(asked).toEqual([]);
    await compared();
    expect(asked.map(({ list, texts }) => [list, texts])).toEqual([
      ['lost', ['P\nUTO\nL1', 'P\nUTO\nC1', 'P\nUTO\nC2']],
    ]);
    expect(asked[0]?.documents.every((one) => one.every((byte) => byte === 0))).toBe(true);
  });

  it('does not hold a document of another state, of a month that is not whole, or without terms', async () => {
    const { serve, asked, compared, state, clock } = await world();
    await serve('L1', { issuingState: 'D' });
    state.lists = [{ ...TERM, until: '2026-04-29' }];
    await serve('L2');
    state.lists = undefined;
    await serve('L3');
    state.lists = [];
    await serve('L4');
    await compared();
    expect(asked).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('counts each list of the terms by itself', async () => {
    const { state, many, endOfMonth, sent } = await world();
    state.lists = [TERM, OTHER];
    await many(30, 'L');
    await endOfMonth();
    expect(sent.map(({ list, compared, found }) => [list, compared, found]).sort()).toEqual([
      ['lost', 30, 30],
      ['other', 30, 30],
    ]);
  });

  it.each<Comparison['kind']>(['away', 'unproven', 'unfit'])(
    'counts documents as missed when the answer is %s, and asks about none again',
    async (kind) => {
      const { state, many, endOfMonth, sent, asked } = await world();
      await many(25, 'L');
      state.compare = async () => ({ kind: kind === 'compared' ? 'away' : kind });
      await many(8, 'L');
      const before = asked.length;
      state.compare = undefined;
      await endOfMonth();
      expect(asked).toHaveLength(before);
      expect(sent).toMatchObject([{ compared: 25, found: 25, missed: 8 }]);
    },
  );

  it('counts documents as missed when the question fails', async () => {
    const { state, many, endOfMonth, sent, events } = await world();
    await many(25, 'C');
    state.compare = () => Promise.reject(new TypeError('the element is away'));
    await many(3, 'C');
    await endOfMonth();
    expect(sent).toMatchObject([{ compared: 25, found: 0, missed: 3 }]);
    expect(events).toContainEqual({ event: 'list-counts-failed', error: 'TypeError' });
  });

  it('holds a bounded number of documents, and counts the others as missed', async () => {
    const { serve, compared, asked, many, endOfMonth, sent } = await world();
    await many(MIN_COMPARED, 'C');
    for (let at = 0; at < MAX_WAITING + 5; at += 1) await serve(`C${at}`);
    await compared();
    expect(asked.flatMap(({ texts }) => texts)).toHaveLength(MIN_COMPARED + MAX_WAITING);
    await endOfMonth();
    expect(sent).toMatchObject([{ compared: MIN_COMPARED + MAX_WAITING, missed: 5 }]);
  });

  it('counts a document that no list can be asked about as missed', async () => {
    const { lane, clock, many, endOfMonth, sent } = await world();
    await many(MIN_COMPARED, 'C');
    const id = newId();
    lane().counts.read(id, undefined, { issuingState: 'UTO', atMs: clock.wallMs() });
    await lane().counts.decided(id);
    await endOfMonth();
    expect(sent).toMatchObject([{ compared: MIN_COMPARED, missed: 1 }]);
  });

  it('tells nothing of a month with fewer comparisons than could hide a traveller', async () => {
    const { many, endOfMonth, sent } = await world();
    await many(MIN_COMPARED - 1, 'L');
    await endOfMonth();
    expect(sent).toMatchObject([{ compared: 0, found: 0, missed: MIN_COMPARED - 1 }]);
  });

  it('sends zeros for a month without a traveller', async () => {
    const { endOfMonth, sent } = await world();
    await endOfMonth();
    expect(sent).toMatchObject([{ month: '2026-04', compared: 0, found: 0, missed: 0 }]);
  });

  it('counts a decision in the month in which the document was read', async () => {
    const { lane, clock, many, endOfMonth, sent, compared } = await world();
    await many(MIN_COMPARED, 'L');
    await clock.advance(Date.UTC(2026, 3, 30, 23, 59, 50) - clock.wallMs());
    const id = newId();
    lane().counts.read(id, documentOf('L-late'), { issuingState: 'UTO', atMs: clock.wallMs() });
    await clock.advance(20_000);
    await lane().counts.decided(id);
    await compared();
    await endOfMonth();
    expect(sent).toMatchObject([{ month: '2026-04', compared: MIN_COMPARED + 1, found: MIN_COMPARED + 1 }]);
    // A clock that was set back adds nothing to a month that is sent
    clock.jumpWall(-5 * DAY_MS);
    await many(30, 'L');
    clock.jumpWall(5 * DAY_MS);
    await endOfMonth(Date.UTC(2026, 4, 3));
    expect(sent).toHaveLength(1);
  });
});

describe('the sums of a lane', () => {
  it('outlive a restart, and a lane that ends at once loses no more than it says', async () => {
    const { many, again, endOfMonth, sent } = await world();
    await many(23, 'L');
    await again(true);
    await many(MIN_COMPARED, 'L');
    await many(7, 'L');
    await again(false);
    await endOfMonth();
    // The 7 were in memory
    expect(sent).toMatchObject([{ compared: 43, found: 43, missed: 7 }]);
  });

  it('are not written for each traveller', async () => {
    const { many, serve, compared, dataDir } = await world();
    const written = async () => {
      const db = await openDatabase(join(dataDir, JOURNAL_FILE), async () => undefined);
      try {
        const rows: unknown = await db('list_counts').select('decided', 'compared', 'found');
        return rows;
      } finally {
        await db.destroy();
      }
    };
    await many(MIN_COMPARED - 1, 'L');
    expect(await written()).toEqual([{ decided: MIN_COMPARED - 1, compared: 0, found: 0 }]);
    await serve('L-one');
    await compared();
    const all = MIN_COMPARED;
    expect(await written()).toEqual([{ decided: all, compared: all, found: all }]);
    await serve('L-two');
    await compared();
    expect(await written()).toEqual([{ decided: all + 1, compared: all, found: all }]);
  });

  it('are sent again with the same numbers until the server answers', async () => {
    const { many, again, endOfMonth, sent, state, clock, lane, events } = await world();
    await many(22, 'L');
    state.answer = 'lost';
    await endOfMonth();
    await again(false);
    await clock.advance(HOUR_MS);
    await lane().counts.look();
    state.answer = undefined;
    await clock.advance(2 * HOUR_MS);
    await lane().counts.look();
    await clock.advance(2 * HOUR_MS);
    await lane().counts.look();
    expect(sent.length).toBeGreaterThanOrEqual(3);
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(events).toContainEqual({ event: 'list-counts', state: 'waits' });
    const before = sent.length;
    await clock.advance(2 * HOUR_MS);
    await lane().counts.look();
    expect(sent).toHaveLength(before);
  });

  it.each<WireErrorCode>(['not-found', 'invalid-message'])('are erased when the server answers %s', async (code) => {
    const { many, endOfMonth, sent, state, clock, lane, events } = await world();
    await many(22, 'L');
    state.answer = code;
    await endOfMonth();
    await clock.advance(2 * HOUR_MS);
    await lane().counts.look();
    expect(sent).toHaveLength(1);
    expect(events).toContainEqual({ event: 'list-counts', state: 'refused' });
  });

  it('are erased with the terms, and stay while the terms are missing', async () => {
    const { many, endOfMonth, sent, state, lane } = await world();
    await many(22, 'L');
    state.lists = undefined;
    await lane().counts.look();
    state.lists = [TERM];
    await lane().counts.look();
    state.lists = [OTHER];
    await lane().counts.look();
    state.lists = [TERM];
    await endOfMonth();
    expect(sent).toMatchObject([{ compared: 0, found: 0, missed: 0 }]);
  });

  it('are the only thing that is kept: no document is on the disk or in the log', async () => {
    const { many, compared, serve, dataDir, events, again } = await world();
    await many(24, 'LCANARY');
    await serve('LCANARYWAITS');
    await again(true);
    await compared();
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
    expect(Buffer.concat(files).includes('LCANARY')).toBe(false);
    expect(JSON.stringify(events)).not.toContain('LCANARY');
  });

  it('agree with what was served, whatever the owner answers and whenever the lane ends', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('serve' as const), listed: fc.boolean() }),
      fc.constant({ kind: 'compare' as const }),
      fc.record({ kind: fc.constant('owner' as const), answers: fc.boolean() }),
      fc.record({ kind: fc.constant('restart' as const), inOrder: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { serve, compared, again, state, endOfMonth, sent, asked } = await world();
        let [served, listed] = [0, 0];
        for (const one of steps) {
          if (one.kind === 'serve') {
            served += 1;
            listed += one.listed ? 1 : 0;
            await serve(one.listed ? `L${served}` : `C${served}`);
          } else if (one.kind === 'compare') await compared();
          else if (one.kind === 'restart') await again(one.inOrder);
          else if (one.answers) state.compare = undefined;
          else state.compare = async () => ({ kind: 'away' });
        }
        await endOfMonth();
        expect(sent).toHaveLength(1);
        const { compared: all, found, missed } = sent[0]!;
        expect(all + missed).toBe(served);
        expect(found).toBeLessThanOrEqual(Math.min(all, listed));
        expect(all === 0 || all >= MIN_COMPARED).toBe(true);
        for (const { documents } of asked)
          for (const one of documents) expect(one.every((byte) => byte === 0)).toBe(true);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
