/** The record of processing and the impact assessment: signed by two people, compared with the running system, due when they differ. */
import { expect, test } from 'vitest';
import type { CalendarAnswer } from '../../../../server/oversight/calendar/answers.ts';
import type { SignedDocumentsAnswer } from '../../../../server/privacy/signed/answers.ts';
import { changesBetween, type Description } from '../../../../server/privacy/signed/description.ts';
import { duty } from '../../platform/access/fixtures/principals.ts';
import { employ } from '../../fixtures/employ.ts';
import { DAY_MS, datedAgreement, sharingOffice } from '../../sharing/fixtures/sharing-office.ts';
import { cross, differences, enrolledLane } from '../../sharing/fixtures/sharing-year.ts';

const JUDGEMENT = {
  risks: 'A traveller without a readable chip waits longer than others.',
  advice: 'The desk stays open beside the lanes at each hour.',
  consultation: 'not-needed',
} as const;

const BEFORE: Description = {
  ...{ form: 1, mode: 'production', controller: 'Border agency', contact: null, policy: null, transfers: 'None.' },
  categories: [{ who: 'Travellers', data: 'results of checks' }],
  classes: [
    { retentionClass: 'cleared', purpose: 'Passage', legalBasis: 'Art. 1', limitMs: 0, visibleTo: ['officer'] },
  ],
  ...{ recipients: ['Officers'], witnesses: [], measures: ['Sealed captures'], components: ['model face aa'] },
};

test('changes are sentences for each part, and none for equal descriptions', () => {
  expect(changesBetween(BEFORE, structuredClone(BEFORE))).toEqual([]);
  const [cleared] = BEFORE.classes;
  const after: Description = {
    ...BEFORE,
    contact: 'dpo@agency.example',
    classes: [{ ...cleared!, limitMs: 3_600_000, visibleTo: [] }],
    recipients: ['Officers', 'Partner agency statistics'],
    components: ['model face bb'],
  };
  expect(changesBetween(BEFORE, after)).toEqual([
    'The contact for data protection changes from "none" to "dpo@agency.example".',
    'Captures of cleared travellers: the longest time changes from "not kept" to "1 hour".',
    'A reader of captures of cleared travellers is removed: officer.',
    'A recipient is added: Partner agency statistics.',
    'A component of a lane is added: model face bb.',
    'A component of a lane is removed: model face aa.',
  ]);
});

test('every part of a description is compared', () => {
  for (const part of Object.keys(BEFORE).filter((name) => name !== 'form') as (keyof Description)[]) {
    const old = BEFORE[part];
    const other = Array.isArray(old)
      ? part === 'categories'
        ? [{ who: 'Others', data: 'none' }]
        : part === 'classes'
          ? [{ ...BEFORE.classes[0], purpose: 'Another' }]
          : ['another']
      : 'another';
    expect([part, changesBetween(BEFORE, { ...BEFORE, [part]: other }).length > 0]).toEqual([part, true]);
  }
});

test('two people sign; a new agreement makes both documents out of date and due today', async () => {
  const office = await sharingOffice();
  const { server, clock, decide, propose, approve, petra, post } = office;
  const ask = async <T>(path: string) =>
    JSON.parse((await server.ask(path, { headers: { cookie: office.petra.cookie } })).text) as T;
  const documents = async () => (await ask<SignedDocumentsAnswer>('/v1/privacy/signatures')).documents;
  const due = async () =>
    (await ask<CalendarAnswer>('/v1/calendar')).items
      .filter(({ kind }) => kind === 'record-review' || kind === 'assessment-review')
      .map(({ kind, isOverdue }) => [kind, isOverdue]);
  const digest = (await documents())[0]?.digest ?? '';
  expect((await documents()).map(({ state }) => state)).toEqual(['never-signed', 'never-signed']);

  // One privacy officer alone, and one insider of another role
  const { id = '' } = await propose('document-signature', { document: 'processing', digest });
  expect((await approve(id, petra)).status).toBe(403);
  const now = clock.wallMs();
  const terms = { validFrom: now - DAY_MS, validUntil: now + DAY_MS, trainingValidUntil: now + DAY_MS };
  for (const role of ['auditor', 'administrator', 'security-officer', 'regulator'] as const) {
    const insider = await employ(server, `p-${role}`, duty(role, terms));
    const payload = { document: 'processing', digest };
    expect([role, (await post(insider, '/v1/proposals', { kind: 'document-signature', payload })).status]).toEqual([
      role,
      403,
    ]);
  }
  expect((await documents())[0]?.signed).toBeNull();
  expect((await approve(id)).status).toBe(204);
  const assessment = { document: 'assessment', digest, judgement: JUDGEMENT };
  expect(await decide('document-signature', assessment)).toBeUndefined();
  expect(await documents()).toMatchObject([
    {
      state: 'current',
      changes: [],
      signed: { version: 1, signedBy: 'p-petra', approvedBy: 'p-paul', judgement: null },
    },
    { state: 'current', signed: { judgement: JUDGEMENT } },
  ]);
  expect(await due()).toEqual([
    ['record-review', false],
    ['assessment-review', false],
  ]);

  // Travellers come and go: counts change no description
  const waiting = await propose('document-signature', { document: 'processing', digest });
  await office.enterParties();
  expect(await office.enter(datedAgreement())).toBeUndefined();
  await office.turn(2 * DAY_MS);
  const changed = await documents();
  expect(changed.map(({ state }) => state)).toEqual(['out-of-date', 'out-of-date']);
  expect(changed[0]?.changes).toEqual([
    'A recipient is added: Partner agency statistics: counts of crossings, agreement monthly-crossings version 1, Statistics Act, section 4.',
  ]);
  expect(await due()).toEqual([
    ['record-review', true],
    ['assessment-review', true],
  ]);
  // The second person cannot sign what the first one did not read
  expect((await approve(waiting.id ?? '')).status).toBe(409);
  expect(await decide('document-signature', { document: 'processing', digest })).toBe('processing-changed');
  const next = changed[0]?.digest;
  expect(await decide('document-signature', { document: 'processing', digest: next })).toBeUndefined();
  expect(await documents()).toMatchObject([{ state: 'current', signed: { version: 2 } }, { state: 'out-of-date' }]);

  const kiosk = await enrolledLane(server);
  await cross(server, kiosk, { count: 1, at: clock.wallMs() });
  const component = (await documents())[0]?.changes.some((line) => line.startsWith('A component of a lane is added'));
  expect(component).toBe(true);
  await cross(server, kiosk, { count: 3, at: clock.wallMs() });
  const again = (await documents())[0]?.digest;
  await cross(server, kiosk, { count: 1, at: clock.wallMs() });
  expect((await documents())[0]?.digest).toBe(again);
  expect(await differences(server)).toEqual([]);
});
