/** Decisions of a lane on valid and faulty documents, and their counts. */
import { describe, expect, test } from 'vitest';
import { issueSpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import { openJournal } from '../../kiosk/main/storage/journal.ts';
import { writeFacePolicy } from './flow-policies.ts';
import { ALPHA, BRAVO, laneOfFile, person } from './lane-of-file.ts';
import { type LaneUnderTest, laneConfig, NO_SERVER, only, phasesOf, SPECIMEN } from './lane-under-test.ts';

let lane: LaneUnderTest;
const folder = laneOfFile((one) => {
  lane = one;
}, writeFacePolicy);

describe('genuine traveller', () => {
  test.each([
    ['in JPEG 2000', 'charlie'],
    ['in a record of ISO/IEC 39794-5', 'delta'],
    ['in both', 'foxtrot'],
  ])('is cleared with a portrait %s', async (_, name) => {
    const specimen = SPECIMEN(name);
    const events = await lane.send({ scene: person(specimen), document: { holder: specimen } });
    expect(only(events, 'match-reported')).toMatchObject({ outcome: 'cleared', reasons: [] });
    expect(events.some(({ event }) => event === 'portrait-record')).toBe(false);
  });
});

describe('document', () => {
  test.each([
    ['with a wrong check digit', { variant: 'mrz-check-digit-wrong' }, 'check-digit-mismatch'],
    ['whose chip differs from the printed zone', { variant: 'dg1-differs' }, 'mrz-mismatch'],
    ['that has expired', { expired: true }, 'document-expired'],
    ['with a dead chip', { variant: 'chip-dead' }, 'chip-unreadable'],
    ['that cannot be read', { variant: 'mrz-unreadable' }, 'document-unreadable'],
    ['with an altered portrait', { variant: 'portrait-altered' }, 'data-group-altered'],
    ["with another's signature", { variant: 'security-object-swapped' }, 'data-group-altered'],
    ['whose signer has expired', { variant: 'signer-expired' }, 'signer-expired'],
    ['whose signer was revoked', { variant: 'signer-revoked' }, 'signer-revoked'],
    ['signed by a forger', { variant: 'signer-unknown' }, 'signer-untrusted'],
    ['whose chip is a copy', { variant: 'chip-copied' }, 'chip-copied'],
    ['whose chip cannot prove that it is genuine', { variant: 'chip-unprovable' }, 'chip-not-provable'],
    ["with another document's chip", { variant: 'chip-locked' }, 'chip-unreadable'],
    ['whose chip loses count', { variant: 'chip-out-of-step' }, 'chip-unreadable'],
    ['whose chip file has no end', { variant: 'chip-endless' }, 'chip-unreadable'],
    ['whose chip answers noise', { variant: 'chip-noisy' }, 'chip-unreadable'],
  ] as const)('%s refers its holder before a picture is taken', async (_name, options, reason) => {
    const events = await lane.send({ scene: person(), document: { holder: ALPHA, ...options } });
    expect(only(events, 'match-reported')).toMatchObject({ outcome: 'referred', reasons: [reason] });
    expect(phasesOf(events)).not.toContain('face');
  });

  test.each(['alpha', 'charlie'])('with a portrait that does not decode refers its holder: %s', async (name) => {
    const specimen = SPECIMEN(name);
    const document = { holder: specimen, variant: 'portrait-undecodable' } as const;
    const events = await lane.send({ scene: person(specimen), document });
    expect(only(events, 'match-reported')).toMatchObject({ outcome: 'referred', reasons: ['portrait-unusable'] });
  });

  test('that is lifted too soon may be presented again', async () => {
    const { simulation, kiosk } = lane;
    const again = await issueSpecimenDocument(simulation, { holder: ALPHA });
    const unsubscribe = kiosk.lane.onChange(() => {
      if (kiosk.lane.view().hint !== 'document-again') return;
      unsubscribe();
      simulation.presentDocument(again);
    });
    const events = await lane.send({ scene: person(), document: { holder: ALPHA, variant: 'lifted-while-read' } });
    expect(only(events, 'match-reported').outcome).toBe('cleared');
  });

  test('is compared at most three times a day, successes included', async () => {
    const document = { holder: BRAVO, documentNumber: 'SPECIMEN1' };
    const outcomes: string[] = [];
    for (let time = 0; time < 4; time += 1) {
      const events = await lane.send({ scene: person(BRAVO), document });
      outcomes.push(only(events, 'match-reported').outcome);
    }
    expect(outcomes).toEqual(['cleared', 'cleared', 'cleared', 'referred']);
  });
});

test('inspection counts: count every document without identifying it', async () => {
  const journal = await openJournal(laneConfig(folder, NO_SERVER).dataDir);
  const counted = await journal.inspections.since(0);
  await journal.close();
  const examined = lane.events.filter((event) => event.event === 'phase' && event.phase === 'document').length;
  expect(counted.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0.8 * examined);
  const cleared = counted.find(({ record }) => record.checks.length > 10 && record.checks.every(passedOrNot));
  expect(cleared?.record.chip).toMatchObject({ access: 'pace', chipAuthentication: 'given' });
  expect(JSON.stringify(counted)).not.toMatch(/SPECIMEN|[0-9A-F]{9}/);
});

const passedOrNot = ({ result }: { readonly result: string }) => result === 'passed' || result === 'not-applicable';
