import { expect, it } from 'vitest';
import type { Reach } from '../../../../server/platform/access/principal.ts';
import { insertAct, listActs, type StoredAct } from '../../../../server/records/acts/act-table.ts';
import { listAlarms, raiseAlarm } from '../../../../server/records/alarms/alarm-table.ts';
import {
  endDegradation,
  insertDegradation,
  listDegradations,
  type StoredDegradation,
} from '../../../../server/lanes/degradations/degradation-table.ts';
import {
  dutiesInForce,
  dutiesOf,
  findDuty,
  insertDuty,
  listDuties,
  setDutyTerm,
} from '../../../../server/people/duties/duty-table.ts';
import { insertKiosk } from '../../../../server/records/kiosks/kiosks.ts';
import {
  countOpenProposals,
  findProposal,
  insertProposal,
  listProposals,
  settleProposal,
  type StoredProposal,
} from '../../../../server/records/proposals/proposal-table.ts';
import { duty, HOUR_MS, kiosk, NOON, person, site } from '../../platform/access/fixtures/principals.ts';
import { describeOnEachEngine } from '../../fixtures/engines.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';

const ID = 'ab'.repeat(16);
const SIGNED = { credentialId: 'AAAA', clientDataJSON: 'BBBB', authenticatorData: 'CCCC', signature: 'DDDD' };

describeOnEachEngine('tables of access', (engine) => {
  it('hold duties as they were given, ended and in force', async () => {
    const { knex, queue } = await engine.open();
    const shifts = [{ days: [1, 7], from: '06:00', until: '14:00', timeZone: 'Europe/Berlin' }];
    const given = {
      ...duty('officer', { sites: [site('north')], lanes: [kiosk('north-1')], shifts }),
      ...{ personId: person('p-anna'), givenBy: ID, givenAt: NOON },
    };
    await queue.run((transaction) => insertDuty(transaction, given));
    expect(await dutiesOf(knex, person('p-anna'))).toEqual([given]);
    expect(await findDuty(knex, given.id)).toEqual(given);
    expect(await findDuty(knex, 'nothing')).toBeUndefined();
    expect(await dutiesInForce(knex, 'officer', NOON)).toHaveLength(1);
    expect(await dutiesInForce(knex, 'officer', given.validUntil)).toEqual([]);
    expect(await dutiesInForce(knex, 'auditor', NOON)).toEqual([]);
    await queue.run((transaction) => setDutyTerm(transaction, given.id, { ...given, validUntil: NOON }));
    expect(await listDuties(knex, 5)).toEqual([{ ...given, validUntil: NOON }]);
  });
  it('hold proposals, each settled once', async () => {
    const { knex, queue } = await engine.open();
    const proposal: StoredProposal = {
      ...{ id: ID, kind: 'toy', payload: '{"a":1}', digest: 'cd'.repeat(32), state: 'open' as const },
      ...{
        proposedBy: person('p-anna'),
        proposedAs: 'supervisor' as const,
        proposedAt: NOON,
        expiresAt: NOON + HOUR_MS,
      },
      ...{ settledBy: null, settledAt: null, assertion: SIGNED, approval: null },
    };
    await queue.run((transaction) => insertProposal(transaction, proposal));
    expect(await findProposal(knex, ID)).toEqual({ ...proposal, position: 1 });
    expect(await countOpenProposals(knex, person('p-anna'), NOON)).toBe(1);
    expect(await countOpenProposals(knex, person('p-anna'), NOON + HOUR_MS)).toBe(0);
    const to = { state: 'approved', by: person('p-berta'), at: NOON, approval: SIGNED } as const;
    const settle = () => queue.run((transaction) => settleProposal(transaction, ID, to));
    expect(await Promise.all([settle(), settle()])).toEqual([true, false]);
    expect(await listProposals(knex, { kinds: ['toy'], limit: 5 })).toMatchObject([
      { settledBy: 'p-berta', assertion: SIGNED, approval: SIGNED },
    ]);
    expect(await listProposals(knex, { kinds: ['toy'], limit: 5, before: 1 })).toEqual([]);
    expect(await listProposals(knex, { kinds: [], limit: 5 })).toEqual([]);
  });
  it('hold degradations, each ended once', async () => {
    const { knex, queue } = await engine.open();
    const degradation: StoredDegradation = {
      ...{
        id: ID,
        site: site('north'),
        kioskIds: [kiosk('north-1')],
        measure: 'without-fingers' as const,
        cause: 'crowd' as const,
      },
      ...{ validFrom: NOON, validUntil: NOON + HOUR_MS, proposedBy: person('p-anna'), approvedBy: person('p-berta') },
      ...{ endedAt: null, endedBy: null },
    };
    await queue.run((transaction) => insertDegradation(transaction, degradation));
    expect(await listDegradations(knex, 5)).toEqual([degradation]);
    const end = (at: number) => queue.run((transaction) => endDegradation(transaction, ID, person('p-carla'), at));
    expect([await end(NOON + HOUR_MS), await end(NOON + 1), await end(NOON + 2)]).toEqual([false, true, false]);
    expect(await listDegradations(knex, 5)).toMatchObject([{ endedAt: NOON + 1, endedBy: 'p-carla' }]);
  });
  it('hold acts', async () => {
    const { knex, queue } = await engine.open();
    const act: StoredAct = {
      ...{
        id: ID,
        at: NOON,
        person: person('p-anna'),
        session: 'e'.repeat(32),
        role: 'officer' as const,
        act: 'referral.take' as const,
        site: site('north'),
      },
      ...{ kioskId: null, transactionId: null, subject: null, result: 'done', details: { step: 'take', version: 2 } },
    };
    await queue.run((transaction) => insertAct(transaction, act));
    expect(await listActs(knex, { limit: 5, act: 'referral.take' })).toEqual([{ ...act, position: 1 }]);
  });
  it('limit a list to a reach: named sites, named lanes, any of several, everything, nothing', async () => {
    const { knex, queue } = await engine.open();
    const publicKey = new Uint8Array(32);
    for (const [where, id] of [
      ['north', 'north-1'] as const,
      ['north', 'north-2'] as const,
      ['south', 'south-1'] as const,
    ]) {
      await insertKiosk(knex, { id: kiosk(id), site: where, lane: id, publicKey, enrolledAt: 1, evidenceUrl: null });
    }
    for (const kioskId of [kiosk('north-1'), kiosk('north-2'), kiosk('south-1'), null]) {
      const reason = { kind: 'bad-signature', kioskId, fromSequence: null, toSequence: null } as const;
      await queue.run((transaction) => raiseAlarm(transaction, reason, NOON));
    }
    const seen = async (reach: Reach) => (await listAlarms(knex, 10, reach)).map(({ kioskId }) => kioskId).toSorted();
    const north = { sites: [site('north')], lanes: 'all' } as const;
    const south = { sites: [site('south')], lanes: 'all' } as const;
    expect(await seen([])).toEqual([]);
    expect(await seen([north])).toEqual(['north-1', 'north-2']);
    expect(await seen([{ ...north, lanes: [kiosk('north-2'), kiosk('south-1')] }])).toEqual(['north-2']);
    expect(await seen([{ ...north, lanes: [kiosk('north-2')] }, south])).toEqual(['north-2', 'south-1']);
    expect(await seen([{ sites: 'all', lanes: [kiosk('south-1')] }])).toEqual(['south-1']);
    expect(await seen([{ sites: [], lanes: 'all' }])).toEqual([]);
    expect(await seen([south, ...EVERYWHERE])).toHaveLength(4);
  });
});
