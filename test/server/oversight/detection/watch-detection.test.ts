/** The stream is read once: a finding is neither lost nor doubled when the server stops between reading and saving. */
import { describe, expect, it } from 'vitest';
import { raiseAndEnter } from '../../../../server/records/alarms/enter-alarm.ts';
import type { WriteQueue } from '../../../../server/platform/database/write-queue.ts';
import { readBaselines } from '../../../../server/oversight/detection/baselines/read-baselines.ts';
import { listCases } from '../../../../server/oversight/detection/cases/case-table.ts';
import { openEngine } from '../../../../server/oversight/detection/engine/open-engine.ts';
import { listFindings } from '../../../../server/oversight/detection/findings/finding-table.ts';
import { eraseCases } from '../../../../server/oversight/detection/keep-cases.ts';
import { ALARM_AFTER_MS, raiseOverdue } from '../../../../server/oversight/detection/watch-findings.ts';
import { loadState } from '../../../../server/oversight/detection/state-table.ts';
import { readBatch, START } from '../../../../server/oversight/detection/stream/stream.ts';
import { OPEN_CASE_DAYS } from '../../../../server/oversight/detection/vocabulary.ts';
import { DetectionWatch } from '../../../../server/oversight/detection/watch-detection.ts';
import { everythingEntered } from '../../fixtures/entries-of.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const DAY_MS = 86_400_000;
const MAX = 100;

async function bench() {
  const made = await ingestBench();
  const { context, clock } = made;
  const kiosks = ['north-1', 'north-2', 'north-3'].map((id, index) => testKiosk(kioskIdOf(id), index + 1));
  await made.enrol(...kiosks);
  return {
    ...made,
    /** A fork of a lane's sequence breaks an invariant. */
    async fork(lane: number) {
      const reason = { kind: 'chain-fork', kioskId: kiosks[lane]?.id ?? null, fromSequence: 1, toSequence: 1 } as const;
      await context.queue.run((transaction) => raiseAndEnter(transaction, reason, clock.wallMs()));
      await everythingEntered(context);
    },
    /** A reader with empty memory, as after a start. */
    reader: (queue: Pick<WriteQueue, 'run'> = context.queue) =>
      new DetectionWatch({ ...context, queue: queue as WriteQueue }, openEngine),
    lanes: async () => (await listFindings(context.knex, { limit: MAX })).map(({ entity }) => entity.id).sort(),
  };
}

describe('the stream of detection', () => {
  it('turns an entry into a finding with its entry, and joins findings about one subject to one case', async () => {
    const { context, fork, reader, clock } = await bench();
    const watch = reader();
    await fork(0);
    await watch.look();
    clock.turn(2 * DAY_MS);
    await fork(0);
    await watch.look();
    const findings = await listFindings(context.knex, { limit: MAX });
    expect(findings).toHaveLength(2);
    expect(findings[1]).toMatchObject({
      rule: 'forked-sequence',
      basis: 'invariant',
      entity: { kind: 'lane', id: 'north-1' },
      site: 'north',
      events: [{ kind: 'alarm', entry: expect.any(Number) }],
      judgedAt: null,
    });
    expect(new Set(findings.map(({ caseId }) => caseId)).size).toBe(1);
    expect(await listCases(context.knex, MAX)).toHaveLength(1);
    const counts = () => context.knex('alarms').where({ kind: 'detection-finding' }).pluck('count');
    // The first finding has waited for two days
    await raiseOverdue(context);
    expect(await counts()).toEqual([1]);
    clock.turn(ALARM_AFTER_MS);
    await raiseOverdue(context);
    await raiseOverdue(context);
    expect(await counts()).toEqual([2]);
  });

  it('loses and doubles nothing when the server stops before the commit', async () => {
    const { context, fork, reader, lanes } = await bench();
    await fork(0);
    await reader().look();
    await fork(1);
    const refused = { run: () => Promise.reject(new Error('the power failed')) };
    await expect(reader(refused).look()).rejects.toThrow('the power failed');
    expect(await lanes()).toEqual(['north-1']);
    await fork(2);
    await reader().look();
    expect(await lanes()).toEqual(['north-1', 'north-2', 'north-3']);
    expect((await loadState(context.knex))?.position.entry).toBeGreaterThan(0);
  });

  it('loses and doubles nothing when the server stops after the commit and before its answer', async () => {
    const { context, fork, reader, lanes } = await bench();
    await fork(0);
    const lost = {
      run: async (work: Parameters<WriteQueue['run']>[0]) => {
        await context.queue.run(work);
        throw new Error('the power failed');
      },
    };
    const watch = reader(lost);
    await expect(watch.look()).rejects.toThrow('the power failed');
    // The same process tries again, and another one starts
    await watch.look();
    await fork(1);
    await reader().look();
    expect(await lanes()).toEqual(['north-1', 'north-2']);
  });

  it('lets a second reader of the same stream fail instead of doubling its findings', async () => {
    const { fork, reader, lanes } = await bench();
    const [one, other] = [reader(), reader()];
    await one.look();
    await other.look().catch(() => undefined);
    await fork(0);
    await one.look();
    await expect(other.look()).rejects.toThrow('another server');
    expect(await lanes()).toEqual(['north-1']);
  });

  it('counts the hours of a subject once, also when the server stops between, and forgets old ones', async () => {
    const { context, reader, clock } = await bench();
    const kioskId = kioskIdOf('north-1');
    const slow = async () => {
      const reason = { kind: 'lane-slow', kioskId, fromSequence: null, toSequence: null } as const;
      await context.queue.run((transaction) => raiseAndEnter(transaction, reason, clock.wallMs()));
      await everythingEntered(context);
    };
    const counts = async () => {
      const read = await readBaselines(context.knex, { kind: 'lane', id: kioskId }, clock.wallMs());
      return read.map(({ counted, hours }) => [counted, hours.reduce((sum, { observed }) => sum + observed, 0)]);
    };
    await slow();
    const first = reader();
    await first.look();
    await first.settle();
    expect(await counts()).toEqual([['lane faults', 1]]);
    await slow();
    const refused = { run: () => Promise.reject(new Error('the power failed')) };
    const second = reader(refused);
    await second.look();
    await expect(second.settle()).rejects.toThrow('the power failed');
    const third = reader();
    await third.look();
    await third.settle();
    expect(await counts()).toEqual([['lane faults', 2]]);
    clock.turn(9 * DAY_MS);
    await eraseCases(context);
    expect(await context.knex('detection_hours')).toEqual([]);
  });

  it('reads a history again to the same events', async () => {
    const { context, fork, clock } = await bench();
    for (const lane of [0, 1, 2]) await fork(lane);
    const read = () => readBatch(context.knex, START, { nowMs: clock.wallMs(), passGap: false });
    const first = await read();
    expect(first.items.map((item) => item.kind === 'event' && item.event.lane)).toEqual(
      expect.arrayContaining(['north-1', 'north-2', 'north-3']),
    );
    expect(await read()).toEqual(first);
  });

  it('erases a case with its findings when its time has expired', async () => {
    const { context, fork, reader, clock, lanes } = await bench();
    await fork(0);
    await reader().look();
    expect(await eraseCases(context)).toBe(0);
    clock.turn((OPEN_CASE_DAYS + 1) * DAY_MS);
    expect(await eraseCases(context)).toBe(1);
    expect(await lanes()).toEqual([]);
    expect(await listCases(context.knex, MAX)).toEqual([]);
  });
});
