import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { openDatabase } from '../../../../kiosk/platform/database/database.ts';
import { countAcrossFleet, createTryCountsTable, tryCounts } from '../../../../kiosk/lane/state-machine/try-counts.ts';
import { openFleetAttempts } from '../../../../kiosk/fleet/uplink/fleet-attempts.ts';
import { createOwedAttemptsTable, owedAttempts } from '../../../../kiosk/fleet/uplink/owed-attempts.ts';
import { type Attempt, readAttempt } from '../../../../server/contract/attempt.ts';
import { readEnvelope } from '../../../../server/contract/envelope.ts';
import type { KioskId } from '../../../../server/contract/report.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 28, 12);
const HANDLE = { handle: 'ab'.repeat(32), epoch: '2026-11-28' };
const closes: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0).reverse()) await close();
});

type Server = (attempt: Attempt, signal: AbortSignal) => unknown;

async function lane(folder = temporaryFolder()) {
  const db = await openDatabase(join(folder, 'journal.sqlite'), async (tx) => {
    await createTryCountsTable(tx);
    await createOwedAttemptsTable(tx);
  });
  closes.push(() => db.destroy());
  const owed = owedAttempts(db);
  const asked: Attempt[] = [];
  let server: Server = () => undefined;
  const clock = turnedClock(NOW);
  const events: unknown[] = [];
  const fleetAttempts = openFleetAttempts({
    kioskId: 'lane-1' as KioskId,
    clock,
    secureElement: softSecureElement(),
    owed,
    log: (event) => void events.push(event),
    link: {
      async exchange(path, { body }, _limit, signal) {
        expect(path).toBe('/v1/attempts');
        const envelope = readEnvelope(body ?? new Uint8Array());
        const read = envelope.kind === 'read' ? readAttempt(envelope) : envelope;
        if (read.kind !== 'valid') throw new Error('not an attempt');
        asked.push(read.attempt);
        const said = await server(read.attempt, signal);
        return said === undefined ? undefined : { ok: true, body: Buffer.from(JSON.stringify(said)) };
      },
    },
  });
  closes.push(() => fleetAttempts.close());
  const counts = tryCounts(db);
  const count = () => countAcrossFleet({ counts, fleetAttempts }, HANDLE, 'comparisons', { most: 3, alone: 2 });
  return { fleetAttempts, owed, asked, clock, count, events, folder, answer: (next: Server) => void (server = next) };
}

const verdict =
  (what: string): Server =>
  ({ attemptId }) => ({ attemptId, verdict: what });

describe('a lane and the fleet’s count', () => {
  it('compares when the server grants, and not when it denies', async () => {
    const { count, answer, owed, asked } = await lane();
    answer(verdict('granted'));
    expect(await count()).toBe(true);
    answer(verdict('denied'));
    expect(await count()).toBe(false);
    expect(asked.map(({ ask, tried, most, epoch }) => ({ ask, tried, most, epoch }))).toEqual(
      Array.from({ length: 2 }, () => ({ ask: 'reserve', tried: 'comparisons', most: 3, epoch: '2026-11-28' })),
    );
    expect(new Set(asked.map(({ attemptId }) => attemptId)).size).toBe(2);
    expect(await owed.count()).toBe(0);
  });

  it('asks no server past its own limit', async () => {
    const { count, answer, asked } = await lane();
    answer(verdict('granted'));
    expect([await count(), await count(), await count(), await count()]).toEqual([true, true, true, false]);
    expect(asked).toHaveLength(3);
  });

  it('works by its stricter limit without an answer, and keeps each attempt before it is made', async () => {
    const { count, owed, events } = await lane();
    expect([await count(), await count(), await count()]).toEqual([true, true, false]);
    expect(await owed.list(10)).toMatchObject([{ handle: HANDLE.handle, most: 3 }, { epoch: '2026-11-28' }]);
    expect(events).toEqual([{ event: 'fleet-attempts', answered: false, owed: 0 }]);
  });

  it('waits 300 ms for an answer, and counts a later one as none', async () => {
    const { count, owed, answer } = await lane();
    answer((_attempt, signal) =>
      signal.aborted
        ? undefined
        : new Promise((resolve) => {
            signal.addEventListener('abort', () => resolve(undefined), { once: true });
          }),
    );
    expect(await count()).toBe(true);
    expect(await owed.count()).toBe(1);
  });

  it.each([
    ['of another attempt', () => ({ attemptId: 'cd'.repeat(16), verdict: 'granted' })],
    ['that is malformed', () => ({ verdict: 'granted' })],
    ['with another word', verdict('allowed')],
    ['to another question', verdict('counted')],
  ])('counts an answer %s as none', async (_what, server) => {
    const { count, owed, answer } = await lane();
    answer(server);
    expect(await count()).toBe(true);
    expect(await owed.count()).toBe(1);
  });

  it('reports its attempts when the server is back, each once and under its id', async () => {
    const { fleetAttempts, count, owed, answer, asked, clock } = await lane();
    await count();
    await count();
    const made = asked.splice(0).map(({ attemptId }) => attemptId);
    await fleetAttempts.settle();
    expect(await owed.count()).toBe(2);
    asked.splice(0);
    answer(verdict('counted'));
    await clock.advance(10_000);
    await fleetAttempts.settle();
    expect(new Set(asked.map(({ attemptId }) => attemptId))).toEqual(new Set(made));
    expect(asked.every(({ ask }) => ask === 'made')).toBe(true);
    expect(await owed.count()).toBe(0);
  });

  it('still has them after a restart, and drops those that are too old to count', async () => {
    const first = await lane();
    await first.count();
    await first.fleetAttempts.close();
    const again = await lane(first.folder);
    expect(await again.owed.count()).toBe(1);
    again.clock.jumpWall(9 * 86_400_000);
    await again.fleetAttempts.settle();
    expect(await again.owed.count()).toBe(0);
    expect(again.asked).toEqual([]);
  });
});
