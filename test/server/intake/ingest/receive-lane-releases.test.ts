import { describe, expect, it } from 'vitest';
import { noCounts } from '../../../../server/contract/shadow-passage.ts';
import { laneReleasesSchema, type LaneReleases } from '../../../../server/contract/lane-releases.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { bootIdSchema } from '../../../../server/contract/status.ts';
import { receiveLaneReleases } from '../../../../server/intake/ingest/receive-lane-releases.ts';
import { listLaneReleases } from '../../../../server/records/kiosks/lane-releases.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { laneShadow } from '../../fixtures/shadow-counts.ts';
import { laneReleases, testKiosk } from '../../fixtures/test-kiosk.ts';

const LANE = kioskIdSchema.parse('north-1');
const held = (name: string, version: number, digest = 'ab'): LaneReleases['held'][number] => ({
  ...{ kind: 'trust-list', name, version, digest: digest.repeat(32), expiresAt: 2_000_000_000_000 },
});

async function bench() {
  const { context, enrol, clock, alarms } = await ingestBench();
  const kiosk = testKiosk(LANE, 30);
  await enrol(kiosk);
  const said = async (bytes: Uint8Array) => {
    const answer = await receiveLaneReleases(context, bytes);
    return answer.kind === 'accepted' ? 'accepted' : answer.code;
  };
  const send = (over: Partial<LaneReleases>) =>
    said(kiosk.laneReleases({ at: clock.wallMs(), heldCount: over.held?.length ?? 1, ...over }));
  const stored = async () => (await listLaneReleases(context.knex))[0];
  return { kiosk, said, send, stored, clock, alarms };
}

describe("a lane's message about its releases", () => {
  it('replaces the one before; a target keeps the time at which its version was first reported', async () => {
    const { send, stored, clock } = await bench();
    const first = Math.round(clock.wallMs());
    const failure = { code: 'unreachable', at: first } as const;
    await send({ held: [held('a', 1), held('b', 1)], heldCount: 9, failure, standing: 'unchecked' });
    expect(await stored()).toMatchObject({ heldCount: 9, failure, standing: 'unchecked', receivedAt: first });
    clock.turn(60_000);
    const later = Math.round(clock.wallMs());
    expect(await send({ counter: 2, held: [held('a', 1), held('c', 3)] })).toBe('accepted');
    const now = await stored();
    expect(now?.held.map(({ name, version, since }) => [name, version, since])).toEqual([
      ['a', 1, first],
      ['c', 3, later],
    ]);
    expect(now?.failure).toBeNull();
    clock.turn(60_000);
    await send({ counter: 3, held: [held('a', 1, 'cd'), held('c', 4)] });
    const since = (await stored())?.held.map((target) => target.since);
    expect(since).toEqual([Math.round(clock.wallMs()), Math.round(clock.wallMs())]);
  });

  it('is refused when it is replayed, of an earlier boot, or old, and raises an alarm', async () => {
    const { kiosk, said, send, clock, alarms } = await bench();
    const recorded = kiosk.laneReleases({ at: clock.wallMs(), counter: 5 });
    expect([await said(recorded), await said(recorded)]).toEqual(['accepted', 'replayed-status']);
    expect(await send({ counter: 4 })).toBe('replayed-status');
    const other = bootIdSchema.parse(`${'0'.repeat(31)}2`);
    expect(await send({ bootId: other, at: clock.wallMs() - 1 })).toBe('replayed-status');
    expect(await send({ counter: 6, at: clock.wallMs() - 3_600_000 })).toBe('stale-status');
    expect((await alarms()).map(({ kind }) => kind)).toEqual(['stale-or-replayed-status']);
  });

  it('is refused from another lane, with another signature, and as a message of another kind', async () => {
    const { kiosk, said, clock } = await bench();
    const other = testKiosk(LANE, 31);
    expect(await said(other.laneReleases({ at: clock.wallMs() }))).toBe('bad-signature');
    expect(await said(testKiosk(kioskIdSchema.parse('south-9'), 3).laneReleases())).toBe('unknown-kiosk');
    expect(await said(kiosk.status({ at: clock.wallMs() }))).toBe('bad-signature');
    expect(await said(kiosk.laneReleases({ at: clock.wallMs(), kioskId: kioskIdSchema.parse('north-2') }))).toBe(
      'kiosk-mismatch',
    );
  });

  it('names at most forty targets, each once, in a closed vocabulary', () => {
    const of = (over: object) => laneReleasesSchema.safeParse({ ...laneReleases(), ...over }).success;
    const many = Array.from({ length: 41 }, (_, at) => held(`list-${at}`, 1));
    expect(of({ held: many, heldCount: 41 })).toBe(false);
    expect(of({ held: many.slice(1), heldCount: 41 })).toBe(true);
    expect(of({ held: [held('a', 1), held('a', 2)], heldCount: 2 })).toBe(false);
    expect(of({ held: [held('a', 1)], heldCount: 0 })).toBe(false);
    expect(of({ held: [{ ...held('a', 1), kind: 'firmware' }] })).toBe(false);
    expect(of({ standing: 'fine' })).toBe(false);
    expect(of({ failure: { code: 'Connection refused', at: 1 } })).toBe(false);
    expect(of({ comment: 'text' })).toBe(false);
  });

  it('fits into an envelope with the longest names', async () => {
    const { send } = await bench();
    const name = `${'n'.repeat(30)}.${'m'.repeat(14)}.`;
    const longest = Array.from({ length: 40 }, (_, at) => ({
      ...held(`${name}${10 + at}`, 4_294_967_295),
      kind: 'decision-policy' as const,
    }));
    const most = 1_000_000_000;
    const none = noCounts();
    const notJudged = Object.fromEntries(Object.keys(none.notJudged).map((reason) => [reason, most]));
    const distances = [most - 3, 1, 1, 1];
    const counts = { agreedPass: most, agreedRefuse: most, wouldPass: most, wouldRefuse: most, distances };
    const shadow = laneShadow({ ...counts, notJudged } as never, { name: `${'n'.repeat(30)}.shadow` });
    expect(await send({ held: longest, heldCount: 4_096, shadow, policyShadow: shadow })).toBe('accepted');
  });
});
