import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueSpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import { openJournal } from '../../kiosk/journal.ts';
import { type LaneUnderTest, laneConfig, only, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';

/** No server runs here at all: the gate decides from local evidence. */
const NO_SERVER = { url: 'http://127.0.0.1:9', key: new Uint8Array(32) };
const folder = mkdtempSync(join(tmpdir(), 'postern-flow-'));
let lane: LaneUnderTest;

const ALPHA = SPECIMEN('alpha');
const BRAVO = SPECIMEN('bravo');
const person = (specimen = ALPHA) => ({ subject: { kind: 'person' as const, specimen } });

beforeAll(async () => {
  lane = await startLaneUnderTest(laneConfig(folder, NO_SERVER));
});
afterAll(async () => {
  await lane.close();
  rmSync(folder, { recursive: true, force: true });
});

const phasesOf = (events: Awaited<ReturnType<LaneUnderTest['send']>>) =>
  events.flatMap((event) => (event.event === 'phase' ? [event.phase] : []));

describe('a genuine traveller', () => {
  test('is cleared by a picture of another day, and nothing of them is kept', async () => {
    const events = await lane.send({ scene: person(), document: { holder: ALPHA } });
    expect(phasesOf(events)).toEqual(['notice', 'document', 'face', 'deciding', 'opening', 'passage', 'idle']);
    expect(only(events, 'match-reported')).toMatchObject({ outcome: 'cleared', reasons: [] });
    expect(only(events, 'passage-reported').passage).toBe('one-person');
    expect(only(events, 'captures-erased').captures).toBeGreaterThanOrEqual(3);
    expect(new Uint8Array(lane.kiosk.vault.keyMemory).every((byte) => byte === 0)).toBe(true);
  });

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

  test.each([
    ['turns-back', 'turned-back'],
    ['tailgated', 'tailgating'],
    ['stays-outside', 'nobody-entered'],
  ] as const)('who %s is told apart', async (passage, told) => {
    const events = await lane.send({ scene: person(BRAVO), document: { holder: BRAVO }, passage });
    expect(only(events, 'passage-reported').passage).toBe(told);
  });
});

describe('somebody else', () => {
  test('with a passport that is not theirs is referred, after one more try', async () => {
    const events = await lane.send({ scene: person(BRAVO), document: { holder: ALPHA } });
    expect(only(events, 'match-reported')).toMatchObject({ outcome: 'referred', reasons: ['below-threshold'] });
    expect(only(events, 'captures-kept').captures).toBeGreaterThan(0);
    expect(phasesOf(events)).not.toContain('opening');
  });

  test('who holds up a picture of the holder is referred', async () => {
    const events = await lane.send({
      scene: { subject: { kind: 'flat-picture', specimen: ALPHA } },
      document: { holder: ALPHA },
    });
    const { outcome, reasons } = only(events, 'match-reported');
    expect(outcome).toBe('referred');
    expect(['plane-not-head', 'movement-undecidable']).toContain(reasons[0]);
  });

  test('who stands beside the holder has both referred, with advice in between', async () => {
    let advised = false;
    const unsubscribe = lane.kiosk.lane.onChange(() => {
      advised ||= lane.kiosk.lane.view().hint === 'stand-alone';
    });
    const events = await lane.send({
      scene: { subject: { kind: 'two-people', specimens: [ALPHA, BRAVO] } },
      document: { holder: ALPHA },
    });
    unsubscribe();
    expect(only(events, 'match-reported')).toMatchObject({ outcome: 'referred', reasons: ['several-people'] });
    expect(advised).toBe(true);
  });

  test('who is not there at all is not cleared', async () => {
    const events = await lane.send({ scene: { subject: { kind: 'nobody' } }, document: { holder: ALPHA } });
    expect(only(events, 'match-reported')).toMatchObject({ outcome: 'referred', reasons: ['nobody-in-view'] });
  });
});

describe('a document', () => {
  test.each([
    ['with a wrong check digit', { variant: 'mrz-check-digit-wrong' }, 'check-digit-mismatch'],
    ['whose chip says otherwise', { variant: 'dg1-differs' }, 'mrz-mismatch'],
    ['that has expired', { expired: true }, 'document-expired'],
    ['with a dead chip', { variant: 'chip-dead' }, 'chip-unreadable'],
    ['that cannot be read', { variant: 'mrz-unreadable' }, 'document-unreadable'],
    ['with an altered portrait', { variant: 'portrait-altered' }, 'data-group-altered'],
    ["with another's signature", { variant: 'security-object-swapped' }, 'data-group-altered'],
    ['whose signer has expired', { variant: 'signer-expired' }, 'signer-expired'],
    ['whose signer was revoked', { variant: 'signer-revoked' }, 'signer-revoked'],
    ['that a forger signed', { variant: 'signer-unknown' }, 'signer-untrusted'],
    ['whose chip is a copy', { variant: 'chip-copied' }, 'chip-copied'],
    ['whose chip cannot prove itself', { variant: 'chip-unprovable' }, 'chip-not-provable'],
    ["with another document's chip", { variant: 'chip-locked' }, 'chip-unreadable'],
    ['whose chip loses count', { variant: 'chip-out-of-step' }, 'chip-unreadable'],
    ['whose chip has no end', { variant: 'chip-endless' }, 'chip-unreadable'],
    ['whose chip answers noise', { variant: 'chip-noisy' }, 'chip-unreadable'],
  ] as const)('%s refers its holder without a picture being taken', async (_name, options, reason) => {
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

  test('that is lifted too soon may be laid down again', async () => {
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

  test('is compared three times a day and no more, successes counted', async () => {
    const document = { holder: BRAVO, documentNumber: 'SPECIMEN1' };
    const outcomes: string[] = [];
    for (let time = 0; time < 4; time += 1) {
      const events = await lane.send({ scene: person(BRAVO), document });
      outcomes.push(only(events, 'match-reported').outcome);
    }
    expect(outcomes).toEqual(['cleared', 'cleared', 'cleared', 'referred']);
  });
});

describe('a device that fails', () => {
  const recovers = async () => {
    lane.simulation.clearFaults();
    while (lane.kiosk.lane.view().phase !== 'idle') await lane.next('phase');
  };
  test('a reader that is unplugged while it reads refers the traveller and takes the lane out of service', async () => {
    const reading = lane.next('phase').then(async (event) => {
      for (let phase = event.phase; phase !== 'document'; phase = (await lane.next('phase')).phase);
      lane.simulation.inject({ device: 'document-reader', fault: { kind: 'disconnect' }, afterMs: 300 });
    });
    const events = await lane.send({ scene: person(), document: { holder: ALPHA } });
    await reading;
    const report = only(events, 'match-reported');
    expect(report.outcome).toBe('referred');
    expect(report.reasons).toContain('device-fault');
    expect(phasesOf(events).at(-1)).toBe('out-of-service');
    await recovers();
  });

  test('a camera that stalls refers the traveller', async () => {
    lane.simulation.inject({ device: 'camera', fault: { kind: 'stall' } });
    const events = await lane.send({ scene: person(), document: { holder: ALPHA } });
    const report = only(events, 'match-reported');
    expect(report.outcome).toBe('referred');
    expect(report.reasons).toContain('device-fault');
    await recovers();
  });

  test('a gate that jams is reported, and the lane stays out of service', async () => {
    lane.simulation.inject({ device: 'gate', fault: { kind: 'jam' }, once: true });
    const events = await lane.send({ scene: person(), document: { holder: ALPHA } });
    expect(only(events, 'passage-reported').passage).toBe('barrier-jammed');
    expect(phasesOf(events).at(-1)).toBe('out-of-service');
    await recovers();
  });
});

describe('the desk', () => {
  test('may be chosen while the camera looks', async () => {
    const sent = lane.send({ scene: { subject: { kind: 'nobody' } }, document: { holder: ALPHA } });
    for (let { phase } = await lane.next('phase'); phase !== 'face'; { phase } = await lane.next('phase'));
    lane.kiosk.screen.touch('desk');
    const report = only(await sent, 'match-reported');
    expect(report).toMatchObject({ outcome: 'referred', reasons: ['traveller-chose-desk'] });
  });
});

test('every document that was examined is counted, and nothing in the count names one', async () => {
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
