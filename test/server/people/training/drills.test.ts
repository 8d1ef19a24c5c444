/** A drill shows an invented proposal. It changes nothing, and only the person learns their answer. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { Sealer } from '../../../../server/people/people/sealer.ts';
import type { OneProposal, ProposalPage } from '../../../../server/records/proposals/answers.ts';
import type { DrillList, DrillText, OwnTraining } from '../../../../server/people/training/answers.ts';
import { drillCounts } from '../../../../server/people/training/drills/counts.ts';
import { type DrillPayload, drillKind } from '../../../../server/people/training/drills/drill-kind.ts';
import { keepDrills } from '../../../../server/people/training/drills/end-drills.ts';
import { SCENARIO_TEXTS, SCENARIOS } from '../../../../server/people/training/drills/scenarios.ts';
import { dayOf } from '../../../../server/people/training/standing.ts';
import {
  DRILL_ANSWER_DAYS,
  DRILL_ANSWERS,
  DRILL_SCENARIOS,
  type DrillAnswer,
} from '../../../../server/people/training/vocabulary.ts';
import { assertionChallenge } from '../../../../server/contract/assertion.ts';
import type { OrderDraftView } from '../../../../server/lanes/orders/answers.ts';
import { ensurePlaces } from '../../../../server/records/sites/ensure-place.ts';
import { givePasskey } from '../../fixtures/passkeys-of.ts';
import { originOf } from '../people/fixtures/enrolled.ts';
import { SoftAuthenticator } from '../people/fixtures/soft-authenticator.ts';
import { responseOf } from '../../border/referrals/fixtures/referral-bench.ts';
import { duty, person } from '../../platform/access/fixtures/principals.ts';
import { employ, type Employed } from '../../fixtures/employ.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import type { EmergencyList } from '../../../../server/border/emergencies/answers.ts';
import { insertKiosk } from '../../../../server/records/kiosks/kiosks.ts';

const DAY_MS = 86_400_000;
const LIMIT = 120_000;
const DRILL = 'd'.repeat(32);

async function authority() {
  const server = await runServer();
  const { context } = server;
  const now = Math.round(context.clock.wallMs());
  const terms = {
    validFrom: now - 100 * DAY_MS,
    validUntil: now + 100 * DAY_MS,
    trainingValidUntil: now + 100 * DAY_MS,
  };
  const hire = (name: string, role: Role) => employ(server, name, duty(role, terms));
  const ask = async ({ cookie }: Employed, method: string, path: string, sent?: object) => {
    const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    const body = sent === undefined ? {} : { body: Buffer.from(JSON.stringify(sent)) };
    const { status, text } = await server.ask(path, { as: 'nobody', method, headers, ...body });
    const json: unknown = text === '' ? {} : JSON.parse(text);
    return { json, code: (json as { error?: { code: string } }).error?.code ?? String(status) };
  };
  const kind = drillKind({ ticket: () => 0 });
  return {
    ...{ server, context, now, hire, ask, kind },
    proposals: async (who: Employed) => ((await ask(who, 'GET', '/v1/proposals')).json as ProposalPage).proposals,
    /** A drill that was decided three days ago and runs since two days. */
    hold: (wanted: Partial<DrillPayload> = {}, at = now - 3 * DAY_MS) =>
      context.queue.run((transaction) => {
        const days = { fromDay: dayOf(at + DAY_MS), untilDay: dayOf(at + 8 * DAY_MS) };
        return kind.apply(
          transaction,
          kind.schema.parse({ scenario: 'own-rights', people: null, ...days, ...wanted }),
          {
            ...{ proposalId: DRILL, proposedBy: person('p-sara'), proposedAs: 'security-officer' as const },
            ...{ approvedBy: person('p-paul'), approvedAs: 'privacy-officer' as const, approvedIn: 's', at },
          },
        );
      }),
  };
}

describe('an invented proposal', () => {
  it(
    'is shown beside the real ones; approving it changes nothing, and the person is told at once',
    async () => {
      const { server, ask, hire, hold, proposals } = await authority();
      const sara = await hire('p-sara', 'security-officer');
      const [anna, berta] = [await hire('p-anna', 'administrator'), await hire('p-berta', 'administrator')];
      expect(await hold()).toEqual({ kind: 'applied' });
      const before = await everything(server);
      const [decoy] = (await proposals(anna)).filter(({ proposedBy }) => proposedBy === 'p-sara');
      expect(decoy).toMatchObject({ kind: 'duty-give', state: 'open', mayApprove: true, drill: null });
      expect(JSON.stringify(decoy)).not.toMatch(/drill":\{|own-rights/);
      expect(await proposals(sara)).toEqual([]);
      const { id, digest, basis } = decoy!;
      const approval = `/v1/proposals/${id}/approval`;
      expect((await ask(berta, 'POST', approval, { digest, basis })).code).toBe('not-found');
      expect((await ask(anna, 'POST', approval, { digest: 'a'.repeat(64) })).code).toBe('invalid-message');
      expect((await ask(anna, 'POST', approval, { digest, basis })).code).toBe('204');
      const told = (await ask(anna, 'GET', `/v1/proposals/${id}`)).json as OneProposal;
      expect(told.proposal.drill).toEqual({ scenario: 'own-rights', answer: 'approved' });
      expect(told.proposal).toMatchObject({ state: 'withdrawn', mayApprove: false });
      expect((await ask(anna, 'POST', `/v1/proposals/${id}/report`, { digest })).code).toBe('proposal-settled');
      const text = (await ask(anna, 'GET', '/v1/training/drills/own-rights?language=de')).json as DrillText;
      expect(text.signs.length).toBeGreaterThan(1);
      const own = (await ask(anna, 'GET', '/v1/training?language=fr')).json as OwnTraining;
      expect(own.drills).toMatchObject([{ scenario: 'own-rights', answer: 'approved' }]);
      expect(((await ask(berta, 'GET', '/v1/training')).json as OwnTraining).drills).toEqual([]);
      // No duty, proposal, act, alarm or entry of the ledger came of it
      expect(await everything(server)).toEqual(before);
    },
    LIMIT,
  );

  it(
    'takes no place of a real one, and real ones are decided as before',
    async () => {
      const { context, ask, hire, hold, proposals } = await authority();
      const [anna, berta] = [await hire('p-anna', 'administrator'), await hire('p-berta', 'administrator')];
      await hold();
      for (let at = 0; at < 50; at += 1) {
        const payload = { requirements: [], fromDay: dayOf(context.clock.wallMs() + 9 * DAY_MS), graceDays: at };
        expect((await ask(berta, 'POST', '/v1/proposals', { kind: 'training-policy', payload })).code).toBe('201');
      }
      const page = await proposals(anna);
      expect(page).toHaveLength(51);
      const real = page.find(({ kind }) => kind === 'training-policy')!;
      expect((await ask(anna, 'POST', `/v1/proposals/${real.id}/approval`, { digest: real.digest })).code).toBe('204');
      const seen = (await ask(anna, 'GET', `/v1/proposals/${real.id}`)).json as OneProposal;
      expect(seen.proposal).toMatchObject({ state: 'approved', drill: null });
    },
    LIMIT,
  );

  it(
    'reported is the best answer and raises no alarm; a reported real one stays open and raises one alarm',
    async () => {
      const { context, ask, hire, hold, proposals } = await authority();
      const [anna, berta, carl] = [
        await hire('p-anna', 'administrator'),
        await hire('p-berta', 'administrator'),
        await hire('p-carl', 'administrator'),
      ];
      await hold();
      const alarms = async () => (await context.knex('alarms').where({ kind: 'proposal-reported' })).length;
      const [decoy] = await proposals(anna);
      expect((await ask(anna, 'POST', `/v1/proposals/${decoy!.id}/report`, { digest: decoy!.digest })).code).toBe(
        '204',
      );
      expect((await ask(anna, 'GET', `/v1/proposals/${decoy!.id}`)).json).toMatchObject({
        proposal: { drill: { answer: 'reported' } },
      });
      expect(await alarms()).toBe(0);
      const payload = { requirements: [], fromDay: dayOf(context.clock.wallMs() + 9 * DAY_MS), graceDays: 1 };
      const made = (await ask(berta, 'POST', '/v1/proposals', { kind: 'training-policy', payload })).json as {
        id: string;
        digest: string;
      };
      const report = `/v1/proposals/${made.id}/report`;
      expect((await ask(berta, 'POST', report, { digest: made.digest })).code).toBe('not-found');
      for (const one of [anna, carl])
        expect((await ask(one, 'POST', report, { digest: made.digest })).code).toBe('204');
      expect(await alarms()).toBe(1);
      expect((await ask(anna, 'GET', `/v1/proposals/${made.id}`)).json).toMatchObject({
        proposal: { state: 'open', drill: null },
      });
    },
    LIMIT,
  );

  it('fits the kind that it pretends to be, and has its signs in each language', async () => {
    const { server } = await authority();
    for (const scenario of DRILL_SCENARIOS) {
      const { kind, payload, sources, shownAmong } = SCENARIOS[scenario];
      for (const texts of Object.values(SCENARIO_TEXTS)) expect(texts[scenario].signs).toHaveLength(3);
      expect(sources.length).toBeGreaterThan(0);
      if (shownAmong === 'openings') continue;
      const lanes = { site: 'north', kiosks: [kioskIdOf('north-1')] };
      const made = payload({ planner: person('p-sara'), lanes, shownFrom: 1_800_000_000_000, random: 'a'.repeat(64) });
      expect([kind, server.access.desk.kinds.get(kind)?.schema.safeParse(made).success]).toEqual([kind, true]);
      expect(server.access.desk.kinds.get(kind)?.approveAct).toBe(SCENARIOS[scenario].approveAct);
    }
  });
});

describe('an invented opening of a lane', () => {
  it(
    'is shown to officers among the real ones; the answer changes nothing, and only the person is told it',
    async () => {
      const { server, context, ask, hire, hold, now } = await authority();
      const sara = await hire('p-sara', 'security-officer');
      const [otto, olga] = [await hire('p-otto', 'officer'), await hire('p-olga', 'officer')];
      const lane = { id: kioskIdOf('north-1'), site: 'north', lane: '1', publicKey: new Uint8Array(32) };
      await context.queue.run((transaction) =>
        insertKiosk(transaction, { ...lane, evidenceUrl: null, enrolledAt: now }),
      );
      expect(await hold({ scenario: 'opening-of-stranger' })).toEqual({ kind: 'applied' });
      const openings = async (who: Employed) =>
        ((await ask(who, 'GET', '/v1/openings')).json as EmergencyList).emergencies;
      const before = await everything(server);
      const [decoy] = await openings(otto);
      expect(decoy).toMatchObject({ kind: 'open-for-cause', kioskId: lane.id, openedBy: 'p-sara', finding: null });
      expect(decoy).toMatchObject({ drill: null });
      const path = `/v1/openings/${decoy?.digest}/finding`;
      expect((await ask(olga, 'POST', path, { finding: 'confirmed' })).code).toBe('not-found');
      expect((await ask(otto, 'POST', path, { finding: 'confirmed' })).code).toBe('204');
      expect((await ask(otto, 'POST', path, { finding: 'unfounded' })).code).toBe('proposal-settled');
      const drill = { scenario: 'opening-of-stranger', answer: 'approved' };
      expect(await openings(otto)).toMatchObject([{ finding: 'confirmed', drill }]);
      const [other] = await openings(olga);
      expect(other?.digest).not.toBe(decoy?.digest);
      expect((await ask(olga, 'POST', `/v1/openings/${other?.digest}/finding`, { finding: 'unfounded' })).code).toBe(
        '204',
      );
      const own = async (who: Employed) => ((await ask(who, 'GET', '/v1/training')).json as OwnTraining).drills;
      expect(await own(otto)).toMatchObject([drill]);
      expect(await own(olga)).toMatchObject([{ answer: 'declined' }]);
      expect((await ask(sara, 'GET', '/v1/training/drills')).json).toMatchObject({ drills: [{ counts: null }] });
      // No finding, act, alarm or entry of the ledger came of it
      expect(await everything(server)).toEqual(before);
    },
    LIMIT,
  );
});

describe('an invented degradation', () => {
  it(
    'is signed as a real one, and leaves neither an order nor a signature that a lane would accept',
    async () => {
      const { server, context, ask, hire, hold, proposals, now } = await authority();
      const doris = await hire('p-doris', 'supervisor');
      const key = await givePasskey(context, 'p-doris', new SoftAuthenticator(originOf(server)));
      await context.queue.run((transaction) => ensurePlaces(transaction, [{ site: 'north' }], now));
      const lane = { id: kioskIdOf('north-1'), site: 'north', lane: '1', publicKey: new Uint8Array(32) };
      await context.queue.run((transaction) =>
        insertKiosk(transaction, { ...lane, evidenceUrl: null, enrolledAt: now }),
      );
      expect(await hold({ scenario: 'unguarded-lanes' })).toEqual({ kind: 'applied' });
      const before = await everything(server);
      const [decoy] = await proposals(doris);
      expect(decoy).toMatchObject({ kind: 'degradation', payload: { site: 'north', kiosks: ['north-1'] } });
      const { id, digest, basis } = decoy!;
      const unsigned = await ask(doris, 'POST', `/v1/proposals/${id}/approval`, { digest, basis });
      expect(unsigned.code).toBe('invalid-message');
      const path = `/v1/degradations/${id}/approval`;
      const { draft, options } = (await ask(doris, 'POST', path, { digest, basis })).json as OrderDraftView;
      const ofDegradation = Buffer.from(assertionChallenge('degradation', digest)).toString('base64url');
      expect(options.challenge).toHaveLength(ofDegradation.length);
      expect(options.challenge).not.toBe(ofDegradation);
      const signed = { draft, response: responseOf(key, options) };
      expect((await ask(doris, 'POST', `${path}/signed`, signed)).code).toBe('204');
      expect((await ask(doris, 'POST', `${path}/signed`, signed)).code).toBe('draft-over');
      const told = (await ask(doris, 'GET', `/v1/proposals/${id}`)).json as OneProposal;
      expect(told.proposal.drill).toEqual({ scenario: 'unguarded-lanes', answer: 'approved' });
      expect(await everything(server)).toEqual(before);
    },
    LIMIT,
  );
});

describe('a drill', () => {
  it(
    'is decided by two people who watch over security or privacy, and asks no one who may see the plan',
    async () => {
      const { context, ask, hire, now } = await authority();
      const [sara, paul] = [await hire('p-sara', 'security-officer'), await hire('p-paul', 'privacy-officer')];
      const anna = await hire('p-anna', 'administrator');
      const payload = { scenario: 'own-rights', people: null };
      const days = { fromDay: dayOf(now + DAY_MS), untilDay: dayOf(now + 8 * DAY_MS) };
      const plan = (who: Employed, changed: object = {}) =>
        ask(who, 'POST', '/v1/proposals', { kind: 'training-drill', payload: { ...payload, ...days, ...changed } });
      expect((await plan(anna)).code).toBe('not-entitled');
      for (const [changed, why] of [
        [{ fromDay: dayOf(now) }, 'from-in-the-past'],
        [{ untilDay: days.fromDay }, 'drill-length'],
        [{ people: ['p-paul'] }, 'drill-not-for-person'],
        [{ scenario: 'unguarded-lanes' }, 'drill-for-no-one'],
        [{ fromDay: dayOf(now + 100 * DAY_MS), untilDay: dayOf(now + 104 * DAY_MS) }, 'drill-too-far'],
      ] as const) {
        const refused = (await plan(sara, changed)).json as { error: { faults: { message: string }[] } };
        expect(refused.error.faults[0]?.message).toBe(why);
      }
      const { id, digest } = (await plan(sara)).json as { id: string; digest: string };
      expect((await ask(sara, 'POST', `/v1/proposals/${id}/approval`, { digest })).code).toBe(
        'another-person-required',
      );
      expect((await ask(paul, 'POST', `/v1/proposals/${id}/approval`, { digest })).code).toBe('204');
      expect(await context.knex('training_drill_parts').pluck('person_id')).toEqual(['p-anna']);
      expect((await ask(anna, 'GET', `/v1/proposals/${id}`)).code).toBe('not-found');
      expect((await ask(anna, 'GET', '/v1/training/drills')).code).toBe('not-entitled');
      const list = (await ask(paul, 'GET', '/v1/training/drills')).json as DrillList;
      expect(list.drills).toMatchObject([{ scenario: 'own-rights', ...days, endedAt: null, counts: null }]);
      expect(list.people.map(({ personId }) => personId)).toEqual(['p-anna']);
    },
    LIMIT,
  );

  it(
    'ends with the counts that may be shown; answers are sealed, shown to their person, and erased later',
    async () => {
      const { server, context, ask, hire, hold, proposals, now } = await authority();
      const paul = await hire('p-paul', 'privacy-officer');
      const staff: Employed[] = [];
      for (let at = 0; at < 11; at += 1) staff.push(await hire(`p-a${at}`, 'administrator'));
      await hold();
      for (const [at, one] of staff.entries()) {
        const [decoy] = await proposals(one);
        const step = at < 5 ? 'approval' : 'report';
        if (at < 10) await ask(one, 'POST', `/v1/proposals/${decoy!.id}/${step}`, { digest: decoy!.digest });
      }
      const answers = await context.knex('training_drill_parts').whereNotNull('answer').pluck('answer');
      expect(answers).toHaveLength(10);
      expect(new Set(answers.map((one: Uint8Array) => one.length)).size).toBe(1);
      for (const word of DRILL_ANSWERS)
        expect(answers.some((one: Uint8Array) => Buffer.from(one).includes(word))).toBe(false);
      const at = (ms: number) => ({ ...context, clock: { ...context.clock, wallMs: () => ms } });
      const { sealer } = server.people;
      await keepDrills(at(now + DAY_MS), sealer);
      const list = async () => ((await ask(paul, 'GET', '/v1/training/drills')).json as DrillList).drills;
      expect((await list())[0]?.counts).toBeNull();
      await keepDrills(at(now + 20 * DAY_MS), sealer);
      // One person did not answer: with both counts, that would be known
      expect((await list())[0]?.counts).toEqual({ asked: 11, approved: 5, reported: null });
      await keepDrills(at(now + (DRILL_ANSWER_DAYS + 20) * DAY_MS), sealer);
      expect(await context.knex('training_drill_parts')).toHaveLength(0);
      expect(await context.knex('training_drills')).toHaveLength(1);
      await keepDrills(at(now + 1_200 * DAY_MS), sealer);
      expect(await context.knex('training_drills')).toHaveLength(0);
    },
    LIMIT,
  );

  it('leaves an answer closed without the key that sealed it', () => {
    const sealed = new Sealer(new Uint8Array(32).fill(1)).seal('drill-answer', 'one', Buffer.from('approved'));
    expect(new Sealer(new Uint8Array(32).fill(2)).open('drill-answer', 'one', sealed)).toBeUndefined();
    expect(new Sealer(new Uint8Array(32).fill(1)).open('drill-answer', 'other', sealed)).toBeUndefined();
  });
});

describe('the counts of a drill', () => {
  const answer = fc.constantFrom<DrillAnswer | null>('approved', 'declined', 'reported', null);

  it('never tell how fewer than five people answered, or that all but four did', () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 60 }), (answers) => {
        const { asked, approved, reported } = drillCounts(answers);
        expect(asked).toBe(answers.length);
        for (const [count, word] of [
          [approved, 'approved'],
          [reported, 'reported'],
        ] as const) {
          if (count === null) continue;
          expect(count).toBe(answers.filter((one) => one === word).length);
          expect(Math.min(count, asked - count)).toBeGreaterThanOrEqual(5);
        }
        if (approved === null || reported === null) return;
        const rest = asked - approved - reported;
        expect(rest === 0 || rest >= 5).toBe(true);
      }),
    );
  });

  it('are withheld where fewer than ten people are asked', () => {
    expect(drillCounts(Array.from({ length: 9 }, () => 'approved' as const))).toEqual({
      ...{ asked: 9, approved: null, reported: null },
    });
  });
});

/** Rows of the tables that a decision could change. */
async function everything({ context }: Awaited<ReturnType<typeof runServer>>): Promise<object> {
  const counts: Record<string, number> = {};
  for (const table of ['duties', 'proposals', 'acts', 'alarms', 'detection_findings', 'figure_counts', 'trader_keys']) {
    counts[table] = (await context.knex(table)).length;
  }
  return counts;
}
