import { describe, expect, it } from 'vitest';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { type LaneShadow, laneShadowSchema } from '../../../../server/contract/shadow-passage.ts';
import { receiveLaneReleases } from '../../../../server/intake/ingest/receive-lane-releases.ts';
import { fleetShadows } from '../../../../server/records/kiosks/shadow-counts.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { laneShadow, shadowCounts } from '../../fixtures/shadow-counts.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const [NORTH, SOUTH] = ['north-1', 'south-1'].map((id, at) => testKiosk(kioskIdSchema.parse(id), 50 + at));
const DIGEST = 'cd'.repeat(32);

async function bench() {
  const { context, enrol, clock, alarms } = await ingestBench();
  if (NORTH === undefined || SOUTH === undefined) throw new TypeError('two lanes are needed');
  await enrol(NORTH, SOUTH);
  let counter = 0;
  const send = async (shadow: LaneShadow, lane = NORTH) => {
    counter += 1;
    clock.turn(1_000);
    const answer = await receiveLaneReleases(context, lane.laneReleases({ at: clock.wallMs(), counter, shadow }));
    return answer.kind === 'accepted' ? 'accepted' : answer.code;
  };
  const sum = async () => (await fleetShadows(context.knex)).get(DIGEST);
  return { send, sum, alarms, south: SOUTH, context, clock };
}

describe('counts of a shadow passage', () => {
  it('replace those of the run, and add up over runs and lanes', async () => {
    const { send, sum, south } = await bench();
    expect(await sum()).toBeUndefined();
    await send(laneShadow(shadowCounts({ agreedPass: 10 })));
    await send(laneShadow(shadowCounts({ agreedPass: 18, wouldRefuse: 2, failed: 1 })));
    expect((await sum())?.counts).toMatchObject({ agreedPass: 18, wouldRefuse: 2, notJudged: { failed: 1 } });
    await send(laneShadow(shadowCounts({ agreedPass: 10 }), { run: '2'.repeat(32) }));
    await send(laneShadow(shadowCounts({ wouldPass: 10 })), south);
    expect(await sum()).toMatchObject({ lanes: 2, counts: { agreedPass: 28, wouldRefuse: 2, wouldPass: 10 } });
  });

  it('are refused with an alarm when they decrease or are counted against other models, and stay as they were', async () => {
    const { send, sum, alarms } = await bench();
    await send(laneShadow(shadowCounts({ agreedPass: 20, wouldRefuse: 1 })));
    expect(await send(laneShadow(shadowCounts({ agreedPass: 30 })))).toBe('invalid-message');
    expect(await send(laneShadow(shadowCounts({ agreedPass: 30, wouldRefuse: 1 }), { against: '00'.repeat(32) }))).toBe(
      'invalid-message',
    );
    expect((await sum())?.counts).toMatchObject({ agreedPass: 20, wouldRefuse: 1 });
    expect((await alarms()).map(({ kind }) => kind)).toEqual(['invalid-message']);
  });

  it('are refused when they are replayed, or signed by another lane', async () => {
    const { context, clock, sum, south } = await bench();
    const shadow = laneShadow(shadowCounts({ agreedPass: 10 }));
    const wire = south.laneReleases({ at: clock.wallMs(), shadow });
    expect((await receiveLaneReleases(context, wire)).kind).toBe('accepted');
    expect(await receiveLaneReleases(context, wire)).toMatchObject({ code: 'replayed-status' });
    const forged = testKiosk(kioskIdSchema.parse('south-1'), 99);
    const more = laneShadow(shadowCounts({ agreedPass: 5_000 }));
    const lie = forged.laneReleases({ at: clock.wallMs() + 1, counter: 9, shadow: more });
    expect(await receiveLaneReleases(context, lie)).toMatchObject({ code: 'bad-signature' });
    expect((await sum())?.counts.agreedPass).toBe(10);
  });

  it('of customs questions add up by channel and rule, and do not decrease', async () => {
    const { send, sum, south } = await bench();
    const declared = (green: number, rules: Record<string, [number, number, number]>) => ({
      ...shadowCounts({ agreedPass: 20 }),
      declarations: { channels: [green, 0, 0, 0, 20 - green, 0, 0, 0, 0], rules },
    });
    expect(await send(laneShadow(declared(18, { tobacco: [2, 0, 0] })))).toBe('accepted');
    expect(await send(laneShadow(declared(18, { tobacco: [1, 0, 0] })))).toBe('invalid-message');
    expect(await send(laneShadow(shadowCounts({ agreedPass: 20 })))).toBe('invalid-message');
    expect(await send(laneShadow(declared(18, { tobacco: [2, 0, 0], alcohol: [0, 0, 1] })))).toBe('accepted');
    expect(await send(laneShadow(declared(20, { beer: [0, 1, 0] })), south)).toBe('accepted');
    expect((await sum())?.counts.declarations).toEqual({
      channels: [38, 0, 0, 0, 2, 0, 0, 0, 0],
      rules: { alcohol: [0, 0, 1], beer: [0, 1, 0], tobacco: [2, 0, 0] },
    });
  });

  it('come from at most 32 runs of a lane', async () => {
    const { send, sum } = await bench();
    const run = (at: number) => laneShadow(shadowCounts({ agreedPass: 10 }), { run: String(at).padStart(32, '0') });
    for (let at = 0; at < 32; at += 1) expect(await send(run(at))).toBe('accepted');
    expect(await send(run(32))).toBe('invalid-message');
    expect((await sum())?.counts.agreedPass).toBe(320);
  });

  it('hold nothing but counts, each traveller once, and never fewer than ten travellers', () => {
    const of = (shadow: object) => laneShadowSchema.safeParse(shadow).success;
    const counts = shadowCounts({ agreedPass: 10 });
    expect(of(laneShadow(counts))).toBe(true);
    expect(of(laneShadow(shadowCounts({ agreedPass: 9 })))).toBe(false);
    expect(of(laneShadow(shadowCounts({ agreedPass: 5, wouldRefuse: 5 })))).toBe(true);
    expect(of(laneShadow({ ...counts, distances: [9, 0, 0, 0] }))).toBe(false);
    expect(of(laneShadow({ ...counts, distances: [10] }))).toBe(false);
    expect(of({ ...laneShadow(counts), score: 0.5 })).toBe(false);
    expect(of(laneShadow({ ...counts, transactionId: 'x' } as never))).toBe(false);
    expect(of(laneShadow({ ...counts, agreedRefuse: 0.5 }))).toBe(false);
  });
});
