import { describe, expect, it } from 'vitest';
import { sharingSchema } from '../../../../server/sharing/agreement/answers.ts';
import { SAMPLE_LIST, SAMPLE_PARTNER, SAMPLE_REASONS, signaturesUnder } from '../fixtures/agreements.ts';
import { DAY_MS, datedAgreement, sharingOffice } from '../fixtures/sharing-office.ts';

describe('an agreement', () => {
  it('is entered by two people as a draft, signed, in force, paused, resumed and ended', async () => {
    const office = await sharingOffice();
    await office.enterParties();
    const agreement = datedAgreement();
    const [own, ...others] = signaturesUnder(agreement);
    const { id = '' } = await office.propose('sharing-agreement', { change: 'enter', agreement, signatures: [own] });
    expect((await office.approve(id, office.petra)).status).toBe(403);
    expect((await office.approve(id)).status).toBe(204);
    expect(await office.states()).toEqual(['monthly-crossings 1 draft']);
    const named = { id: agreement.id, version: 1 };
    const change = (what: object) => office.decide('sharing-agreement', { ...what, ...named });
    expect(await change({ change: 'pause', reason: 'receipt-overdue' })).toBe('not-in-force');
    expect(await change({ change: 'sign', signatures: others })).toBeUndefined();
    expect(await office.states()).toEqual(['monthly-crossings 1 signed']);
    await office.turn(DAY_MS);
    expect(await office.states()).toEqual(['monthly-crossings 1 in-force']);
    expect(await change({ change: 'pause', reason: 'receipt-overdue' })).toBeUndefined();
    expect(await office.states()).toEqual(['monthly-crossings 1 paused']);
    expect(await change({ change: 'resume' })).toBeUndefined();
    expect(await change({ change: 'resume' })).toBe('not-paused');
    expect(await change({ change: 'end', reason: 'no-longer-needed' })).toBeUndefined();
    expect(await office.states()).toEqual(['monthly-crossings 1 ended']);
    expect(await change({ change: 'end', reason: 'no-longer-needed' })).toBe('over-already');
    const view = sharingSchema.parse(await office.see());
    expect(view.agreements[0]).toMatchObject({
      proposedBy: 'p-petra',
      approvedBy: 'p-paul',
      stopReason: 'no-longer-needed',
    });
  });

  it('is replaced by its next version, whose differences the approver sees', async () => {
    const office = await sharingOffice();
    await office.enterParties();
    expect(await office.enter(datedAgreement())).toBeUndefined();
    const next = datedAgreement({ version: 2, from: '2026-03-05', retention: { days: 30 } });
    const payload = { change: 'enter', agreement: next, signatures: signaturesUnder(next) };
    const { id = '' } = await office.propose('sharing-agreement', payload);
    const { status, before } = await office.approve(id);
    const differences = [
      { clause: 'retention', of: [], before: 400, after: 30 },
      { clause: 'from', of: [], before: '2026-03-02', after: '2026-03-05' },
    ];
    expect([status, before]).toMatchObject([204, { version: 1, state: 'signed', differences }]);
    await office.turn(DAY_MS);
    expect(await office.states()).toEqual(['monthly-crossings 2 signed', 'monthly-crossings 1 in-force']);
    await office.turn(3 * DAY_MS);
    expect(await office.states()).toEqual(['monthly-crossings 2 in-force', 'monthly-crossings 1 ended']);
    expect((await office.see()).agreements.map((one) => one.differences)).toEqual([differences, []]);
  });

  it('is refused with foreign signatures, unknown keys, a passed first day, or a dataset that the partner has', async () => {
    const office = await sharingOffice();
    const agreement = datedAgreement();
    expect(await office.enter(agreement)).toBe('no-such-party');
    await office.enterParties();
    const all = signaturesUnder(agreement);
    expect(await office.enter(agreement, [{ ...all[0]!, side: 'recipient' }])).toBe('not-a-signer');
    expect(await office.enter(agreement, [{ ...all[0]!, signature: all[1]!.signature }])).toBe('signature-invalid');
    expect(await office.enter(datedAgreement({ version: 2 }))).toBe('other-version');
    expect(await office.enter(datedAgreement({ from: '2026-02-28' }))).toBe('begins-in-the-past');
    expect(await office.enter(datedAgreement({ from: '2025-02-27', until: '2026-02-28' }))).toBe('ends-in-the-past');
    expect(await office.enter(agreement)).toBeUndefined();
    expect(await office.enter(datedAgreement({ id: 'once-more' }))).toBe('dataset-shared-already');
    const lists = [SAMPLE_LIST];
    expect(await office.enter(datedAgreement({ id: 'lists', datasets: [], lists }))).toBeUndefined();
    expect(await office.enter(datedAgreement({ id: 'lists-too', datasets: [], lists }))).toBe('list-agreed-already');
  });

  it('is refused where it and another one tell the partner the referred travellers exactly', async () => {
    const office = await sharingOffice();
    await office.enterParties();
    expect(await office.enter(datedAgreement())).toBeUndefined();
    const id = 'reasons-of-referrals';
    expect(await office.enter(datedAgreement({ id, datasets: [SAMPLE_REASONS] }))).toBe('dataset-shared-already');
    const datasets = [{ ...SAMPLE_REASONS, protection: { kind: 'noise' as const, epsilonThousandths: 100 } }];
    const privacyBudget = { epsilonThousandths: 100, period: 'month' as const };
    expect(await office.enter(datedAgreement({ id, datasets, privacyBudget }))).toBeUndefined();
  });

  it('is paused while a key of its parties is not in use, and a record that ended does not come back', async () => {
    const office = await sharingOffice();
    await office.enterParties();
    expect(await office.enter(datedAgreement())).toBeUndefined();
    await office.turn(DAY_MS);
    const renewed = { ...SAMPLE_PARTNER, contact: 'desk@statistics.example' };
    expect(await office.decide('sharing-party', { change: 'enter', party: renewed })).toBeUndefined();
    expect(await office.states()).toEqual(['monthly-crossings 1 paused']);
    expect(await office.decide('sharing-party', { change: 'enter', party: SAMPLE_PARTNER })).toBe('party-known');
    expect(await office.decide('sharing-party', { change: 'end', id: 'statistics' })).toBeUndefined();
    expect(await office.decide('sharing-party', { change: 'end', id: 'statistics' })).toBe('no-such-party');
  });
});
