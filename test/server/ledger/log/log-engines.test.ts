/** The log and the integrator, on both engines. */
import { onTestFinished, expect, it } from 'vitest';
import { enter } from '../../../../server/ledger/entry/enter.ts';
import { fsck } from '../../../../server/ledger/fsck.ts';
import { Sequencer } from '../../../../server/ledger/log/sequencer.ts';
import { makeProof } from '../../../../server/ledger/make-proof.ts';
import { hasLedgerDatabase, openLedgerReader } from '../../../../server/database/ledger-database.ts';
import { findHead, putHead } from '../../../../server/ledger/log/log-tables.ts';
import type { StorePlace } from '../../../../server/database/place.ts';
import { describeOnEachEngine } from '../../fixtures/engines.ts';
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

describeOnEachEngine('the log', ({ open, place }) => {
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
