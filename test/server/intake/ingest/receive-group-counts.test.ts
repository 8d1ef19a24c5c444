import { describe, expect, it } from 'vitest';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import {
  answersIn,
  groupCountsBytes,
  type GroupMonth,
  groupMonthOf,
  mapGroupCounts,
  noGroupCounts,
} from '../../../../server/contract/group-counts.ts';
import { receiveGroupCounts } from '../../../../server/intake/ingest/receive-group-counts.ts';
import { readGroupCounts } from '../../../../server/records/kiosks/group-counts.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const LANE = kioskIdSchema.parse('north-1');
const DAY_MS = 86_400_000;

async function bench() {
  const { context, enrol, clock, alarms } = await ingestBench();
  const kiosk = testKiosk(LANE, 30);
  await enrol(kiosk);
  const month = (count: number, over: Partial<GroupMonth> = {}): GroupMonth => ({
    month: groupMonthOf(clock.wallMs()),
    run: '0'.repeat(32),
    counts: mapGroupCounts((attribute, group, outcome) =>
      attribute === 'sex' && group === 'female' && outcome === 'matched' ? count : 0,
    ),
    ...over,
  });
  const said = async (bytes: Uint8Array) => {
    const answer = await receiveGroupCounts(context, bytes);
    return answer.kind === 'accepted' ? 'accepted' : answer.code;
  };
  const send = (...months: readonly GroupMonth[]) => said(kiosk.groupCounts(months));
  const stored = async () => {
    const [sum] = (await readGroupCounts(context.knex, { from: '2000-01', to: '2999-01' })).values();
    return sum === undefined ? 0 : answersIn(sum);
  };
  return { kiosk, month, said, send, stored, clock, alarms };
}

describe("a lane's counts of groups", () => {
  it('replace the counts of their run; runs are added; the same message again changes nothing', async () => {
    const { month, send, stored } = await bench();
    expect(await send(month(20))).toBe('accepted');
    expect(await send(month(60))).toBe('accepted');
    expect(await send(month(60))).toBe('accepted');
    expect(await stored()).toBe(60);
    expect(await send(month(25, { run: '1'.repeat(32) }))).toBe('accepted');
    expect(await stored()).toBe(85);
  });

  it('are refused when a count is lower than before, with an alarm, and both months of a message stay as they were', async () => {
    const { month, send, stored, clock, alarms } = await bench();
    await send(month(60));
    const before = groupMonthOf(clock.wallMs() - 31 * DAY_MS);
    expect(await send(month(20, { month: before, run: '2'.repeat(32) }), month(40))).toBe('invalid-message');
    expect(await stored()).toBe(60);
    expect((await alarms()).map(({ kind }) => kind)).toEqual(['invalid-message']);
  });

  it('are refused for another time than about now', async () => {
    const { month, send, clock } = await bench();
    for (const days of [-100, 40]) {
      expect(await send(month(20, { month: groupMonthOf(clock.wallMs() + days * DAY_MS) }))).toBe('invalid-message');
    }
  });

  it('are refused from another lane, with another signature, and as a message of another kind', async () => {
    const { month, said, kiosk, clock, stored } = await bench();
    expect(await said(testKiosk(LANE, 31).groupCounts([month(20)]))).toBe('bad-signature');
    expect(await said(testKiosk(kioskIdSchema.parse('south-9'), 3).groupCounts([month(20)]))).toBe('unknown-kiosk');
    expect(await said(kiosk.status({ at: clock.wallMs() }))).toBe('bad-signature');
    expect(await stored()).toBe(0);
  });

  it('stop at 32 runs of a month', async () => {
    const { month, send } = await bench();
    const run = (at: number) => month(20, { run: at.toString(16).padStart(32, '0') });
    for (let at = 0; at < 32; at += 1) expect(await send(run(at))).toBe('accepted');
    expect(await send(run(32))).toBe('invalid-message');
  });

  it('cannot be written for fewer travellers than a batch, or twice for a month', () => {
    const message = (months: GroupMonth[]) => ({ version: 1, kioskId: LANE, at: 1, months }) as const;
    const few = { month: '2026-11', run: '0'.repeat(32), counts: noGroupCounts() };
    expect(() => groupCountsBytes(message([few]))).toThrow(/contract/);
    const enough = { ...few, counts: mapGroupCounts(() => 1) };
    expect(() => groupCountsBytes(message([enough, enough]))).toThrow(/contract/);
    expect(groupCountsBytes(message([{ ...enough, counts: mapGroupCounts(() => 1_000_000_000) }])).length).toBeLessThan(
      6_000,
    );
  });
});
