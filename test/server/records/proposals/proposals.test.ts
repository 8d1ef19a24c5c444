import { describe, expect, it } from 'vitest';
import { STEP_UP_LASTS_MS } from '../../../../server/platform/access/judge.ts';
import { ROLES } from '../../../../server/platform/access/vocabulary.ts';
import { listActs } from '../../../../server/records/acts/act-table.ts';
import { setDutyTerm } from '../../../../server/people/duties/duty-table.ts';
import { insertPerson } from '../../../../server/people/people/tables/people.ts';
import { approve } from '../../../../server/records/proposals/settle.ts';
import { payloadText } from '../../../../server/records/proposals/proposal-desk.ts';
import { showProposal, showProposals } from '../../../../server/records/proposals/show-proposals.ts';
import { accessBench } from '../../platform/access/fixtures/access-bench.ts';
import { HOUR_MS, person, site } from '../../platform/access/fixtures/principals.ts';

const SAY = { say: 'keep less', fails: false };

async function twoPrivacyOfficers() {
  const bench = await accessBench();
  const anna = await bench.employ('p-anna', { role: 'privacy-officer' });
  const berta = await bench.employ('p-berta', { role: 'privacy-officer' });
  return { bench, anna, berta };
}

describe('a proposal', () => {
  it('is applied once when another person approves it, as a policy, with an act for each step', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    expect(await bench.applied()).toBe(0);
    expect(await bench.approve(berta, proposal)).toBe('settled');
    expect(await bench.applied()).toBe(1);
    expect(await bench.stateOf(proposal)).toBe('approved');
    const entries = await bench.entries();
    expect(entries.filter((entry) => entry?.type === 'policy')).toMatchObject([
      { policy: 'toy', digest: proposal.digest, approvedBy: ['p-anna', 'p-berta'] },
    ]);
    const steps = (await listActs(bench.database.knex, { limit: 10, subject: proposal.id })).reverse();
    expect(steps).toMatchObject([
      { person: 'p-anna', act: 'retention.propose', details: { step: 'proposed', kind: 'toy-policy' } },
      { person: 'p-berta', act: 'retention.approve', details: { step: 'approved', digest: proposal.digest } },
    ]);
    expect(entries.filter((entry) => entry?.type === 'act')).toHaveLength(3);
  });
  it('cannot be approved by its author', async () => {
    const { bench, anna } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    expect(await bench.approve(anna, proposal)).toBe('another-person-required');
    expect(await bench.turnDown(anna, proposal)).toBe('another-person-required');
    expect(await bench.stateOf(proposal)).toBe('open');
  });
  it('is approved once: a second or replayed approval finds it settled', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const carla = await bench.employ('p-carla', { role: 'privacy-officer' });
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => bench.approve(n % 2 === 0 ? berta : carla, proposal)),
    );
    expect(answers.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'proposal-settled'), 'settled']);
    expect(await bench.approve(berta, proposal)).toBe('proposal-settled');
    expect(await bench.applied()).toBe(1);
  });
  it('is either approved or withdrawn when both happen at once', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    for (let round = 0; round < 5; round++) {
      const before = await bench.applied();
      const proposal = await bench.propose(anna, 'toy-policy', { ...SAY, say: `${round}` });
      const answers = await Promise.all([bench.withdraw(anna, proposal), bench.approve(berta, proposal)]);
      expect(answers.toSorted()).toEqual(['proposal-settled', 'settled']);
      const state = await bench.stateOf(proposal);
      expect((await bench.applied()) - before).toBe(state === 'approved' ? 1 : 0);
    }
  });
  it('stays open, without a further act, when it cannot be applied', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', { say: 'x', fails: true });
    expect(await bench.approve(berta, proposal)).toBe('proposal-inapplicable');
    expect([await bench.stateOf(proposal), await bench.applied()]).toEqual(['open', 0]);
    expect((await bench.entries()).filter((entry) => entry?.type === 'policy')).toEqual([]);
    expect(await listActs(bench.database.knex, { limit: 10, subject: proposal.id })).toHaveLength(1);
  });
  it('is unchanged by a stop before the commit, and applied when the stop comes after it', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    const { queue } = bench.desk;
    const stopped = {
      ...bench.desk,
      queue: {
        run: (work: (transaction: never) => Promise<unknown>) =>
          queue.run(async (transaction) => {
            await work(transaction as never);
            throw new Error('stopped');
          }),
      },
    };
    Object.assign(bench.desk, stopped);
    await expect(bench.approve(berta, proposal)).rejects.toThrow('stopped');
    Object.assign(bench.desk, { queue });
    expect([await bench.stateOf(proposal), await bench.applied()]).toEqual(['open', 0]);
    const stuck = { settle: () => Promise.reject(new Error('stopped')) };
    const { ledger } = bench.desk;
    Object.assign(bench.desk, { ledger: stuck });
    await expect(bench.approve(berta, proposal)).rejects.toThrow('stopped');
    Object.assign(bench.desk, { ledger });
    expect([await bench.stateOf(proposal), await bench.applied()]).toEqual(['approved', 1]);
    expect(await bench.approve(berta, proposal)).toBe('proposal-settled');
  });
  it('expires, and can then not be approved, refused or withdrawn', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    bench.clock.turn(HOUR_MS);
    expect(await bench.approve(bench.now(berta), proposal)).toBe('proposal-expired');
    expect(await bench.turnDown(bench.now(berta), proposal)).toBe('proposal-expired');
    expect(await bench.withdraw(anna, proposal)).toBe('proposal-expired');
    expect(await bench.applied()).toBe(0);
  });
  it('can be approved until its last millisecond', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    bench.clock.turn(HOUR_MS - 1);
    expect(await bench.approve(bench.now(berta), proposal)).toBe('settled');
  });
  it('can be withdrawn by its author only', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    expect(await bench.withdraw(berta, proposal)).toBe('not-found');
    expect(await bench.withdraw(anna, proposal)).toBe('settled');
    expect(await bench.approve(berta, proposal)).toBe('proposal-settled');
  });
  it('can be refused by another person', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    expect(await bench.turnDown(berta, proposal)).toBe('settled');
    expect(await bench.approve(berta, proposal)).toBe('proposal-settled');
    expect(await bench.applied()).toBe(0);
  });
});

describe('an approver', () => {
  it('must state the digest of the proposal that was shown', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    expect(await bench.approve(berta, { ...proposal, digest: '0'.repeat(64) })).toBe('invalid-message');
    expect(await bench.stateOf(proposal)).toBe('open');
  });
  it('is refused when what the proposal changes is no longer as it was shown', async () => {
    const bench = await accessBench();
    const [anna, berta] = [await bench.employ('p-anna'), await bench.employ('p-berta')];
    await bench.employ('p-otto', { role: 'officer' });
    const [held] = await bench.dutiesOf('p-otto');
    const end = await bench.propose(anna, 'duty-end', { duty: held!.id });
    const { proposals } = await showProposals(bench.desk, berta, { limit: 10 });
    const shown = { ...end, basis: proposals.find(({ id }) => id === end.id)?.basis ?? '' };
    // Another decision comes first
    const shorter = { validUntil: held!.validUntil - 1, trainingValidUntil: held!.trainingValidUntil };
    await bench.context.queue.run((transaction) => setDutyTerm(transaction, held!.id, shorter));
    expect(await bench.approve(berta, shown)).toBe('proposal-outdated');
    expect(await bench.stateOf(end)).toBe('open');
    expect(await bench.turnDown(berta, shown)).toBe('settled');
  });
  it('is shown a state and its digest from one reading', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const { id } = await bench.propose(anna, 'toy-policy', SAY);
    const toy = bench.desk.kinds.get('toy-policy')!;
    let reads = 0;
    const counting = { ...toy, before: () => Promise.resolve({ reads: ++reads }) };
    const view = await showProposal({ ...bench.desk, kinds: new Map([['toy-policy', counting]]) }, berta, id);
    expect(view).toMatchObject({ before: { reads: 1 }, basis: payloadText({ reads: 1 }).digest });
  });
  it('is told how a proposal was settled', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    await bench.withdraw(anna, proposal);
    expect(await approve(bench.desk, berta, proposal)).toMatchObject({
      code: 'proposal-settled',
      faults: [{ path: 'state', message: 'withdrawn' }],
    });
  });
  it('must have a fresh proof', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    bench.clock.turn(STEP_UP_LASTS_MS);
    expect(await bench.approve(berta, proposal)).toBe('step-up-required');
    expect(await bench.approve({ ...berta, steppedUpAt: null }, proposal)).toBe('step-up-required');
  });
  it('must hold the duty at the moment of approval', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    const [held] = await bench.dutiesOf('p-berta');
    const ended = { validUntil: bench.clock.wallMs(), trainingValidUntil: held!.trainingValidUntil };
    await bench.desk.queue.run((transaction) => setDutyTerm(transaction, held!.id, ended));
    // The principal still has it
    expect(berta.duties[0]!.validUntil).toBeGreaterThan(bench.clock.wallMs());
    expect(await bench.approve(berta, proposal)).toBe('duty-over');
    const lapsed = { validUntil: held!.validUntil, trainingValidUntil: bench.clock.wallMs() };
    await bench.desk.queue.run((transaction) => setDutyTerm(transaction, held!.id, lapsed));
    expect(await bench.approve(berta, proposal)).toBe('training-lapsed');
    expect(await bench.applied()).toBe(0);
  });
  it('cannot approve for an author whose duty has ended', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    const [held] = await bench.dutiesOf('p-anna');
    const ended = { validUntil: bench.clock.wallMs(), trainingValidUntil: held!.trainingValidUntil };
    await bench.desk.queue.run((transaction) => setDutyTerm(transaction, held!.id, ended));
    expect(await bench.approve(berta, proposal)).toBe('proposal-inapplicable');
    expect([await bench.stateOf(proposal), await bench.applied()]).toEqual(['open', 0]);
  });
  it('cannot approve for a disabled author, nor when disabled', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    const disable = (id: string, disabledAt: number | null) =>
      bench.desk.queue.run(async (transaction) => {
        const about = { kind: 'person', displayName: id, userHandle: id, createdAt: 1, createdBy: null } as const;
        await insertPerson(transaction, { id: person(id), ...about, disabledAt: null });
        await transaction('people').where({ id }).update({ disabled_at: disabledAt });
      });
    await disable('p-anna', bench.clock.wallMs());
    expect(await bench.approve(berta, proposal)).toBe('proposal-inapplicable');
    await disable('p-anna', null);
    await disable('p-berta', bench.clock.wallMs());
    expect(await bench.approve(berta, proposal)).toBe('not-entitled');
    expect(await bench.tryToPropose(berta, 'toy-policy', SAY)).toBe('not-entitled');
    expect([await bench.stateOf(proposal), await bench.applied()]).toEqual(['open', 0]);
    await disable('p-berta', null);
    expect(await bench.approve(berta, proposal)).toBe('settled');
  });
  it('must be permitted the act of the kind', async () => {
    const { bench, anna } = await twoPrivacyOfficers();
    const proposal = await bench.propose(anna, 'toy-policy', SAY);
    for (const role of ROLES.filter((one) => one !== 'privacy-officer')) {
      const other = await bench.employ(`p-${role}`, { role });
      expect([role, await bench.approve(other, proposal)]).toEqual([role, 'not-entitled']);
      expect([role, await bench.tryToPropose(other, 'toy-policy', SAY)]).toEqual([role, 'not-entitled']);
    }
  });
  it('must have a duty for each lane concerned', async () => {
    const bench = await accessBench();
    const all = await bench.employ('p-all', { role: 'supervisor' });
    const north = await bench.employ('p-north', { role: 'supervisor', sites: [site('north')] });
    expect(await bench.tryToPropose(north, 'toy-lanes', { lanes: ['north-1', 'south-1'] })).toBe('out-of-scope');
    expect(await bench.tryToPropose(north, 'toy-lanes', { lanes: ['nowhere'] })).toBe('out-of-scope');
    expect(await bench.tryToPropose(north, 'toy-lanes', { lanes: [] })).toBe('out-of-scope');
    expect(await bench.tryToPropose(all, 'toy-lanes', { lanes: ['nowhere'] })).toBe('not-found');
    const proposal = await bench.propose(all, 'toy-lanes', { lanes: ['north-1', 'south-1'] });
    expect(await bench.approve(north, proposal)).toBe('out-of-scope');
    const local = await bench.propose(all, 'toy-lanes', { lanes: ['north-1', 'north-2'] });
    expect(await bench.approve(north, local)).toBe('settled');
  });
  it('finds no proposal with an invalid id', async () => {
    const { bench, berta } = await twoPrivacyOfficers();
    for (const id of ['', '0'.repeat(32), "' or 1=1 --"]) {
      expect(await bench.approve(berta, { id, digest: '0'.repeat(64) })).toBe('not-found');
    }
  });
});

describe('a new proposal', () => {
  it.each<readonly [string, string, unknown, string]>([
    ['of an unknown kind', 'toy', SAY, 'invalid-message'],
    ['of a kind that is a property of every object', 'constructor', SAY, 'invalid-message'],
    ['without a payload', 'toy-policy', undefined, 'invalid-message'],
    ['with another payload', 'toy-policy', { duty: 'x' }, 'invalid-message'],
    ['with an extra field', 'toy-policy', { ...SAY, also: 1 }, 'invalid-message'],
    ['that is too long', 'toy-policy', { say: 'x'.repeat(17_000) }, 'too-large'],
    ['to which its kind objects', 'toy-policy', { say: 'never' }, 'proposal-inapplicable'],
  ])('%s is refused without an act', async (_fault, kind, payload, code) => {
    const { bench, anna } = await twoPrivacyOfficers();
    expect(await bench.tryToPropose(anna, kind, payload)).toBe(code);
    expect(await listActs(bench.database.knex, { limit: 10 })).toEqual([]);
  });
  it('is refused if its author already has fifty open proposals', async () => {
    const { bench, anna, berta } = await twoPrivacyOfficers();
    const first = await bench.propose(anna, 'toy-policy', SAY);
    const others = Array.from({ length: 49 }, () => bench.propose(anna, 'toy-policy', SAY));
    await Promise.all(others);
    expect(await bench.tryToPropose(anna, 'toy-policy', SAY)).toBe('rate-limited');
    expect(await bench.tryToPropose(berta, 'toy-policy', SAY)).toBe('proposed');
    await bench.withdraw(anna, first);
    expect(await bench.tryToPropose(anna, 'toy-policy', SAY)).toBe('proposed');
  });
});
