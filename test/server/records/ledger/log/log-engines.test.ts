/** The log and the integrator, on both engines. */
import { onTestFinished, expect, it } from 'vitest';
import { enter } from '../../../../../server/records/ledger/entry/enter.ts';
import { fsck } from '../../../../../server/records/ledger/fsck.ts';
import { Sequencer } from '../../../../../server/records/ledger/log/sequencer.ts';
import { makeProof } from '../../../../../server/records/ledger/make-proof.ts';
import { takeFence } from '../../../../../server/platform/database/fence.ts';
import { recoverLog } from '../../../../../server/records/ledger/log/recover-log.ts';
import { EMPTY_ROOT } from '../../../../../server/contract/merkle/hash.ts';
import {
  hasLedgerDatabase,
  openLedgerDatabase,
  openLedgerReader,
} from '../../../../../server/platform/database/ledger-database.ts';
import { findHead, putHead } from '../../../../../server/records/ledger/log/log-tables.ts';
import type { StorePlace } from '../../../../../server/platform/database/place.ts';
import { describeOnEachEngine } from '../../../fixtures/engines.ts';
import { SAMPLE_ENTRIES } from '../fixtures/sample-entries.ts';
import { guardedIntegrator, numberedEvent, openTestLog } from '../fixtures/test-log.ts';

async function openAt({ dataDir, postgres }: StorePlace) {
  const log = await openTestLog(dataDir, postgres);
  const sequencer = await Sequencer.open(log);
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= sequencer.close().then(() => log.close()));
  onTestFinished(close);
  return { log, sequencer, close };
}

describeOnEachEngine('the log', ({ name, open, place }) => {
  it('is made once, opened again, and continued', async () => {
    const here = await place();
    expect(await hasLedgerDatabase(here)).toBe(false);
    const first = await openAt(here);
    const events = Array.from({ length: 600 }, (_, n) => numberedEvent(n));
    expect(await Promise.all(events.map((event) => first.sequencer.submit(event)))).toEqual(events.map((_, n) => n));
    await first.close();
    expect(await hasLedgerDatabase(here)).toBe(true);
    const again = await openAt(here);
    expect(again.sequencer.head.size).toBe(600);
    expect(await again.sequencer.submit(numberedEvent(7))).toBe(7);
    expect(await again.sequencer.submit(numberedEvent(600))).toBe(600);
  });

  it('has one writer: a sequencer overtaken by another stops', async () => {
    const here = await place();
    const one = await openAt(here);
    await one.sequencer.submit(numberedEvent(0));
    const other = await openAt(here);
    expect(await other.sequencer.submit(numberedEvent(1))).toBe(1);
    await expect(one.sequencer.submit(numberedEvent(2))).rejects.toMatchObject({ code: 'head-moved' });
    await expect(one.sequencer.submit(numberedEvent(3))).rejects.toMatchObject({ code: 'head-moved' });
    expect(await other.sequencer.submit(numberedEvent(2))).toBe(2);
  });

  it('is recovered while an earlier writer goes on, without an alarm', async () => {
    const here = await place();
    const { log, sequencer } = await openAt(here);
    let at = 0;
    const stop = new AbortController();
    const writing = (async () => {
      while (!stop.signal.aborted) await sequencer.submit(numberedEvent(at++));
    })();
    const second = await openLedgerDatabase(here);
    onTestFinished(() => second.close());
    // Its ratchet was copied at the beginning
    const ratchet = { head: { size: 0, root: EMPTY_ROOT }, advance: async () => undefined };
    const sizes: number[] = [];
    while (sizes.length < 60) {
      const { head } = await recoverLog({ database: second, signer: log.signer, ratchet });
      sizes.push(head.size);
    }
    stop.abort();
    await writing;
    expect(sizes.at(-1)).toBeGreaterThan(sizes[0]!);
  });

  it.skipIf(name === 'SQLite')('is not written by a server with an earlier number', async () => {
    const { place: here, knex } = await open();
    const log = await openTestLog(here.dataDir, here.postgres);
    onTestFinished(() => log.close());
    const yes = async () => true;
    let yielded = 0;
    const always = { mayWrite: yes, confirm: yes, isOwn: yes, yield: () => void (yielded += 1) };
    const earlier = await Sequencer.open({ ...log, fence: { number: await takeFence(knex), ...always } });
    await earlier.submit(numberedEvent(0));
    await takeFence(knex);
    await expect(earlier.submit(numberedEvent(1))).rejects.toMatchObject({ code: 'head-moved' });
    expect(yielded).toBe(1);
    expect((await findHead(log.database.reader, 'integrated'))?.size).toBe(1);
  });

  it('integrates committed entries in order, with proofs', async () => {
    const { place: here, knex, queue } = await open();
    const { log, sequencer } = await openAt(here);
    const { integrator } = guardedIntegrator(knex, queue, { log, sequencer });
    const made = Array.from({ length: 1_100 }, () =>
      queue.run((transaction) => enter(transaction, 'test', SAMPLE_ENTRIES.viewing)),
    );
    await Promise.all(made);
    await integrator.close();
    expect(sequencer.head.size).toBe(1_100);
    const report = await fsck({ log: log.database.reader, openings: knex, key: log.signer.key, policy: undefined });
    expect(report).toMatchObject({ entries: 1_100, openings: 1_100, faults: [] });
    await putHead(log.database.writer, 'published', sequencer.head);
    expect(await makeProof(log.database.reader, knex, 1_099)).toMatchObject({ kind: 'made', opened: true });
  });

  it('can be read beside its writer, read-only', async () => {
    const here = await place();
    const { sequencer } = await openAt(here);
    const { reader, close } = await openLedgerReader(here);
    await sequencer.submit(numberedEvent(0));
    expect((await findHead(reader, 'integrated'))?.size).toBe(1);
    await expect(putHead(reader, 'published', sequencer.head)).rejects.toThrow(/read-?\s?only/i);
    await close();
  });
});
