import { describe, expect, it } from 'vitest';
import type { Permit } from '../../../../server/platform/access/guarded-router.ts';
import { personIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import type { ReleaseTerms } from '../../../../server/contract/release.ts';
import type { ShadowCounts } from '../../../../server/contract/shadow-passage.ts';
import { receiveLaneReleases } from '../../../../server/intake/ingest/receive-lane-releases.ts';
import { recordPublications } from '../../../../server/lanes/releases/record-publications.ts';
import { advanceRollOuts, openGates } from '../../../../server/border/roll-outs/follow-roll-outs.ts';
import { changeByPerson } from '../../../../server/border/roll-outs/halt-roll-out.ts';
import { readReleases } from '../../../../server/border/roll-outs/read-releases.ts';
import { changeReleases, DAY, newReleases, release, termsOf } from '../../../support/release-fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { laneShadow, shadowCounts } from '../../fixtures/shadow-counts.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const LAB = kioskIdSchema.parse('north-1');
const LIMITS = { travellers: 200, wouldPassMostPpm: 20_000, wouldRefuseMostPpm: 50_000, notJudgedMostPpm: 100_000 };
const PERMIT = {
  principal: { personId: personIdSchema.parse('admin-1'), sessionId: '5e'.repeat(16) },
  duty: { role: 'administrator' },
  act: 'roll-out.resume',
} as Permit;

async function fleet() {
  const bench = await ingestBench();
  const { context, clock } = bench;
  const kiosk = testKiosk(LAB, 40);
  await bench.enrol(kiosk);
  const releases = await newReleases(temporaryFolder(), clock.wallMs());
  const { repository } = releases;
  const staged = { sites: [], returnUntil: clock.wallMs() + 20 * DAY };
  const models = (over: Partial<ReleaseTerms>) => termsOf('models', 1, { lanes: [LAB], staged, ...over });
  await release(releases, models({ name: 'face' }), 'the candidate');
  const page = async () => (await readReleases(context.knex, repository, [], clock.wallMs())).releases;
  const one = async (name: string) => (await page()).find((view) => view.name === name);
  const digest = (await one('face'))?.digest ?? '';
  let counter = 0;
  const counts = async (counted: ShadowCounts, of = digest, as: 'shadow' | 'policyShadow' = 'shadow') => {
    counter += 1;
    const shadow = laneShadow(counted, { digest: of });
    const answer = await receiveLaneReleases(
      context,
      kiosk.laneReleases({ at: clock.wallMs(), counter, [as]: shadow }),
    );
    if (answer.kind !== 'accepted') throw new Error(answer.code);
  };
  const look = async () => {
    await openGates(context, repository);
    await advanceRollOuts(context, repository);
    return openGates(context, repository);
  };
  const shadow = () => release(releases, models({ name: 'face.shadow', shadow: LIMITS }), 'the candidate');
  await recordPublications(repository, context);
  return { ...bench, releases, counts, look, one, shadow };
}

describe('a decision policy', () => {
  const policy = (over: Partial<ReleaseTerms>) =>
    termsOf('decision-policy', 1, {
      ...{ lanes: [LAB], staged: { sites: [], returnUntil: Date.now() + 20 * DAY } },
      ...over,
    });

  it('whose file two people have signed as a shadow first waits for its counts, in the message of policies', async () => {
    const { counts, look, one, releases } = await fleet();
    await release(releases, policy({ name: 'main.shadow', shadow: LIMITS }), 'the policy');
    await release(releases, policy({ name: 'main' }), 'the policy');
    expect((await look()).map(({ name }) => name)).toEqual(['main.shadow']);
    expect((await one('main'))?.rollOut).toMatchObject({ step: 'shadow', waits: 'shadow-undecided' });
    await counts(shadowCounts({ agreedPass: 500 }), (await one('main'))?.digest, 'policyShadow');
    expect((await look()).map(({ name, step }) => [name, step])).toEqual(
      expect.arrayContaining([['main', 'laboratory']]),
    );
    expect((await one('main'))?.passage).toMatchObject({ state: 'within-limits', decides: true, limits: LIMITS });
  });

  it('that asks for more than lanes captured is held', async () => {
    const { counts, look, one, releases } = await fleet();
    await release(releases, policy({ name: 'main.shadow', shadow: LIMITS }), 'the policy');
    await release(releases, policy({ name: 'main' }), 'the policy');
    const none = shadowCounts({ agreedPass: 100 });
    const missed = { ...none, notJudged: { ...none.notJudged, 'not-captured': 100 } };
    await counts(missed, (await one('main'))?.digest, 'policyShadow');
    await look();
    expect((await one('main'))?.rollOut).toMatchObject({ step: 'shadow', state: 'held', why: 'shadow' });
  });

  it('without a shadow release begins in the laboratory, and shows no passage', async () => {
    const { look, one, releases } = await fleet();
    await release(releases, policy({ name: 'main' }), 'the policy');
    expect((await look()).map(({ name, step }) => [name, step])).toEqual([['main', 'laboratory']]);
    expect((await one('main'))?.passage).toBeNull();
  });
});

describe('models that decide', () => {
  it('have no gate before the same file has agreed within the signed limits as a shadow', async () => {
    const { counts, look, one, shadow } = await fleet();
    expect(await look()).toEqual([]);
    expect((await one('face'))?.passage).toMatchObject({ state: 'undecided', limits: null, decides: true });
    // Counts alone do not suffice: two people sign the limits
    await counts(shadowCounts({ agreedPass: 500 }));
    expect(await look()).toEqual([]);
    await shadow();
    const gates = await look();
    expect(gates.map(({ name, step }) => [name, step])).toEqual(
      expect.arrayContaining([
        ['face.shadow', 'laboratory'],
        ['face', 'laboratory'],
      ]),
    );
    expect((await one('face'))?.passage).toMatchObject({ state: 'within-limits', lanes: 1, limits: LIMITS });
  });

  it('wait while too few travellers were judged, and for the counts of their own bytes', async () => {
    const { counts, look, one, shadow } = await fleet();
    await shadow();
    await counts(shadowCounts({ agreedPass: 199 }));
    await counts(shadowCounts({ agreedPass: 500 }), '99'.repeat(32));
    expect((await look()).map(({ name }) => name)).toEqual(['face.shadow']);
    expect((await one('face'))?.rollOut).toMatchObject({ step: 'shadow', state: 'open', waits: 'shadow-undecided' });
  });

  it('are held with a named reason and an alarm when they disagree, as is their shadow, and no person can resume them', async () => {
    const { counts, look, one, shadow, alarms, context } = await fleet();
    await shadow();
    await counts(shadowCounts({ agreedPass: 100, wouldPass: 20 }));
    const gates = await look();
    expect(gates.map(({ name, state }) => [name, state])).toEqual([['face.shadow', 'held']]);
    expect((await one('face'))?.rollOut).toMatchObject({ step: 'shadow', state: 'held', why: 'shadow' });
    expect((await one('face.shadow'))?.rollOut).toMatchObject({ step: 'laboratory', state: 'held', why: 'shadow' });
    const alarm = ['roll-out-held', 'roll-out/shadow'];
    expect((await alarms()).map(({ kind, about }) => [kind, about])).toEqual([alarm, alarm]);
    const key = { kind: 'models', name: 'face', version: 1 } as const;
    expect(await changeByPerson(context, PERMIT, key, 'resume')).toEqual({ kind: 'done' });
    await look();
    expect((await one('face'))?.rollOut).toMatchObject({ step: 'shadow', state: 'held', why: 'shadow' });
  });

  it('are held in a later step as well, when later counts exceed the limits', async () => {
    const { counts, look, one, shadow } = await fleet();
    await shadow();
    await counts(shadowCounts({ agreedPass: 300 }));
    await look();
    expect((await one('face'))?.rollOut).toMatchObject({ step: 'laboratory', state: 'open' });
    await counts(shadowCounts({ agreedPass: 300, wouldRefuse: 90 }));
    await look();
    expect((await one('face'))?.rollOut).toMatchObject({ step: 'laboratory', state: 'held', why: 'shadow' });
  });

  it('do not begin when two people have withdrawn the shadow', async () => {
    const { counts, look, releases, shadow } = await fleet();
    await shadow();
    await changeReleases(releases, (terms) => (terms.shadow === undefined ? terms : { ...terms, state: 'withdrawn' }));
    await counts(shadowCounts({ agreedPass: 500 }));
    expect((await look()).map(({ name }) => name)).toEqual(['face.shadow']);
  });
});
