import { describe, expect, it } from 'vitest';
import { proposalRoutes } from '../../../../server/records/proposals/proposal-routes.ts';
import type { ProposalPage, ProposalView } from '../../../../server/records/proposals/answers.ts';
import { accessBench } from '../../platform/access/fixtures/access-bench.ts';
import { HOUR_MS, site } from '../../platform/access/fixtures/principals.ts';
import { serveRoutes } from '../../platform/access/fixtures/serve-routes.ts';

const TOY = { kind: 'toy-policy', payload: { say: 'keep less' } };

async function bench() {
  const access = await accessBench();
  const anna = await access.employ('p-anna', { role: 'privacy-officer' });
  const berta = await access.employ('p-berta', { role: 'privacy-officer' });
  const { ask, refused } = await serveRoutes(access.clock, (gate) => proposalRoutes(gate, access.desk));
  const propose = async (sent: unknown = TOY) => {
    const { body } = await ask(anna, '/v1/proposals', 'POST', sent);
    return body as { id: string; digest: string };
  };
  const list = async (who: typeof anna, query = '') =>
    (await ask(who, `/v1/proposals${query}`)).body as unknown as ProposalPage;
  return { access, anna, berta, ask, refused, propose, list };
}

describe('proposal routes', () => {
  it('accept a proposal, show it to another person, and apply it on approval', async () => {
    const { access, anna, berta, ask, propose } = await bench();
    const { id, digest } = await propose();
    const shown = (await ask(berta, `/v1/proposals/${id}`)).body['proposal'] as ProposalView;
    expect(shown).toMatchObject({
      ...{ id, digest, kind: 'toy-policy', payload: { say: 'keep less', fails: false }, state: 'open' },
      ...{ proposedBy: 'p-anna', mayApprove: true, mayWithdraw: false },
    });
    expect(await ask(berta, `/v1/proposals/${id}/approval`, 'POST', { digest: shown.digest })).toMatchObject({
      status: 204,
    });
    expect(await access.applied()).toBe(1);
    const settled = (await ask(anna, `/v1/proposals/${id}`)).body['proposal'];
    expect(settled).toMatchObject({ state: 'approved', settledBy: 'p-berta', mayApprove: false, mayWithdraw: false });
  });
  it('let the author withdraw a proposal, and another person refuse it', async () => {
    const { anna, berta, ask, propose } = await bench();
    const first = await propose();
    expect((await ask(anna, `/v1/proposals/${first.id}/withdrawal`, 'POST')).status).toBe(204);
    const second = await propose();
    const { digest } = second;
    expect((await ask(berta, `/v1/proposals/${second.id}/refusal`, 'POST', { digest })).status).toBe(204);
    expect((await ask(berta, `/v1/proposals/${second.id}/approval`, 'POST', { digest })).code).toBe('proposal-settled');
  });
  it('report the refusal of a proposal as the act of its kind', async () => {
    const { anna, ask, refused, propose } = await bench();
    const { id, digest } = await propose();
    expect(await ask(anna, `/v1/proposals/${id}/approval`, 'POST', { digest })).toMatchObject({
      status: 403,
      code: 'another-person-required',
    });
    expect(refused).toEqual(['p-anna proposals.approve another-person-required']);
  });
  it.each<readonly [string, string, unknown]>([
    ['malformed-request', 'half a body', '{"kind":'],
    ['malformed-request', 'an empty body', ''],
    ['invalid-message', 'an unknown kind', { kind: 'toy', payload: {} }],
    ['invalid-message', 'a sentence as a kind', { kind: 'To be or not', payload: {} }],
    ['invalid-message', 'no kind', { payload: {} }],
    ['invalid-message', 'an extra field', { ...TOY, approvedBy: 'p-berta' }],
    ['invalid-message', 'a list', [TOY]],
    ['invalid-message', 'nothing', null],
    ['invalid-message', 'a prototype', '{"kind":"toy-policy","payload":{"say":"x","__proto__":{"fails":true}}}'],
    ['too-large', 'a payload of more than 16 KiB', { kind: 'toy-policy', payload: { say: 'x'.repeat(17_000) } }],
    ['too-large', 'a body of more than 20 KiB', { kind: 'toy-policy', payload: { say: 'x'.repeat(30_000) } }],
  ])('answer %s to %s', async (code, _name, sent) => {
    const { anna, ask, list } = await bench();
    expect((await ask(anna, '/v1/proposals', 'POST', sent)).code).toBe(code);
    expect((await list(anna)).proposals).toEqual([]);
  });
  it.each([[{}], [{ digest: 'x' }], [{ digest: '0'.repeat(64), also: 1 }], ['{"digest":'], [null]])(
    'approve nothing with the body %j',
    async (sent) => {
      const { access, berta, ask, propose } = await bench();
      const { id } = await propose();
      expect((await ask(berta, `/v1/proposals/${id}/approval`, 'POST', sent)).status).toBeGreaterThanOrEqual(400);
      expect(await access.applied()).toBe(0);
    },
  );
  it('find no proposal with an invalid id', async () => {
    const { anna, berta, ask } = await bench();
    const digest = '0'.repeat(64);
    for (const id of ['0'.repeat(32), 'x', '%27--', '__proto__']) {
      expect((await ask(anna, `/v1/proposals/${id}`)).code).toBe('not-found');
      expect((await ask(berta, `/v1/proposals/${id}/approval`, 'POST', { digest })).code).toBe('not-found');
      expect((await ask(berta, `/v1/proposals/${id}/withdrawal`, 'POST')).code).toBe('not-found');
    }
  });
});

describe('list of proposals', () => {
  it('contains the kinds that the person may propose or approve, page by page', async () => {
    const { access, anna, berta, propose, list } = await bench();
    for (let n = 0; n < 5; n++) await propose();
    const admin = await access.employ('p-admin');
    expect((await list(admin)).proposals).toEqual([]);
    const first = await list(berta, '?limit=2');
    expect(first.proposals.map(({ position }) => position)).toEqual([5, 4]);
    const second = await list(berta, `?limit=2&before=${first.next}`);
    expect(second.proposals.map(({ position }) => position)).toEqual([3, 2]);
    const last = await list(anna, `?limit=2&before=${second.next}`);
    expect([last.proposals.map(({ position }) => position), last.next]).toEqual([[1], null]);
  });
  it('hides proposals about other lanes, in lists and by id', async () => {
    const { access, ask, list } = await bench();
    const all = await access.employ('p-all', { role: 'supervisor' });
    const north = await access.employ('p-north', { role: 'supervisor', sites: [site('north')] });
    const { id } = await access.propose(all, 'toy-lanes', { lanes: ['south-1'] });
    expect((await list(all)).proposals).toHaveLength(1);
    expect((await list(north)).proposals).toEqual([]);
    expect((await ask(north, `/v1/proposals/${id}`)).code).toBe('not-found');
  });
  it('shows an auditor kind and author, not the payload', async () => {
    const { access, propose, list } = await bench();
    await propose();
    const auditor = await access.employ('p-audit', { role: 'auditor' });
    expect((await list(auditor)).proposals).toMatchObject([
      { kind: 'toy-policy', payload: null, proposedBy: 'p-anna', mayApprove: false },
    ]);
  });
  it('marks an expired proposal', async () => {
    const { access, berta, propose, list } = await bench();
    await propose();
    access.clock.turn(HOUR_MS);
    expect((await list(berta)).proposals).toMatchObject([{ state: 'expired', mayApprove: false }]);
  });
  it.each(['limit=0', 'limit=51', 'before=0', 'before=-1', 'kind=x'])('refuses the query %s', async (query) => {
    const { anna, ask } = await bench();
    expect((await ask(anna, `/v1/proposals?${query}`)).code).toBe('invalid-query');
  });
});
