import { expect, test } from 'vitest';
import type { StartsView } from '../../../../server/lanes/attestation/answers.ts';
import type { OneProposal } from '../../../../server/records/proposals/answers.ts';
import { findReleaseRow } from '../../../../server/lanes/attestation/approved-software.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { type Enrolled, twoAdministrators } from '../../people/people/fixtures/enrolled.ts';

const DIGEST = 'ab'.repeat(32);
const RELEASE = { change: 'approve', software: { kind: 'release', name: '1.0', digest: DIGEST } } as const;
const START = {
  change: 'approve',
  software: { kind: 'start', name: 'field', registers: [{ register: 7, value: DIGEST }] },
} as const;

async function bench() {
  const server = await runServer({ clock: handTurnedClock() });
  const [one, two] = await twoAdministrators(server);
  return { server, one, two };
}

async function propose(person: Enrolled, payload: object): Promise<{ status: number; id: string; digest: string }> {
  const { status, text } = await person.browser.post('/v1/proposals', { kind: 'lane-software', payload });
  const answer = JSON.parse(text) as { id?: string; digest?: string };
  return { status, id: answer.id ?? '', digest: answer.digest ?? '' };
}

/** With what the proposal changes, as the console shows it. */
async function approve(person: Enrolled, { id, digest }: { id: string; digest: string }): Promise<number> {
  const shown = JSON.parse((await person.browser.get(`/v1/proposals/${id}`)).text) as OneProposal;
  const { basis } = shown.proposal;
  const agreed = { digest, ...(basis !== null && { basis }) };
  return (await person.browser.post(`/v1/proposals/${id}/approval`, agreed)).status;
}

const approvedAt = async (server: RunningServer) =>
  (await (await server.as('administrator')).json<StartsView>('/v1/fleet/starts')).approved;

test('approved software: takes two administrators, names both, and can be withdrawn by two', async () => {
  const { server, one, two } = await bench();
  const proposed = await propose(one, RELEASE);
  expect(proposed.status).toBe(201);
  expect(await approve(one, proposed)).toBe(403);
  expect(await approvedAt(server)).toEqual([]);
  expect(await approve(two, proposed)).toBe(204);
  const [release] = await approvedAt(server);
  expect(release).toMatchObject({
    name: '1.0',
    digest: DIGEST,
    proposedBy: one.id,
    approvedBy: two.id,
    withdrawnAt: null,
  });
  expect((await findReleaseRow(server.database.knex, DIGEST))?.name).toBe('1.0');
  const withdrawal = await propose(two, { change: 'withdraw', id: release?.id });
  expect(await approve(one, withdrawal)).toBe(204);
  expect((await approvedAt(server))[0]?.withdrawnAt).toBeGreaterThan(0);
  expect(await findReleaseRow(server.database.knex, DIGEST)).toBeUndefined();
});

test('approved software: refuses a second approval of the same content or name, and a withdrawal of nothing', async () => {
  const { one, two } = await bench();
  expect(await approve(two, await propose(one, START))).toBe(204);
  expect((await propose(one, START)).status).toBe(409);
  const sameName = { ...START.software, registers: [{ register: 4, value: DIGEST }] };
  expect((await propose(one, { change: 'approve', software: sameName })).status).toBe(409);
  const sameContent = { ...START.software, name: 'other' };
  expect((await propose(one, { change: 'approve', software: sameContent })).status).toBe(409);
  expect((await propose(one, { change: 'withdraw', id: 'f'.repeat(32) })).status).toBe(409);
});

test('approved software: refuses malformed content', async () => {
  const { one } = await bench();
  for (const software of [
    { ...RELEASE.software, digest: 'AB'.repeat(32) },
    { ...RELEASE.software, name: 'A name' },
    { ...START.software, registers: [] },
    { ...START.software, registers: [{ register: 10, value: DIGEST }] },
  ]) {
    expect((await propose(one, { change: 'approve', software })).status).toBe(422);
  }
});
