import { describe, expect, it } from 'vitest';
import { faultRequestSchema, sceneRequestSchema, travellerRequestSchema } from '../../../kiosk/dock/dock-messages.ts';
import type { ReportView, Specimen } from '../../../kiosk/dock/ui/model/dock-view.ts';
import { sceneOf, travellerOf } from '../../../kiosk/dock/ui/model/draft.ts';
import { endOf, type RunStage, type ScenarioRun, resultOf } from '../../../kiosk/dock/ui/model/scenario-result.ts';
import { draftFor, type Scenario, SCENARIOS } from '../../../kiosk/dock/ui/model/scenarios.ts';
import { laneFacts as facts, TOO_SLOW } from './fixtures/lane-facts.ts';
import { SPECIMENS } from '../../../hardware/simulation/specimens.ts';

const specimens: Specimen[] = SPECIMENS.map(({ id, name, issuingState, photographs }) => ({
  id,
  name,
  issuingState,
  photographs: photographs.length,
}));
const holder = specimens[1]?.id ?? '';
const scenarioNamed = (id: string): Scenario => {
  const scenario = SCENARIOS.find((candidate) => candidate.id === id);
  if (scenario === undefined) throw new Error(`no scenario is called ${id}`);
  return scenario;
};
const draftOf = (id: string) => draftFor(scenarioNamed(id), specimens, holder);

describe('the dock’s scenarios', () => {
  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    '%s is a request that the dock takes',
    (_, scenario) => {
      const draft = draftFor(scenario, specimens, holder);
      expect(travellerRequestSchema.safeParse(travellerOf(draft)).error).toBeUndefined();
      expect(sceneRequestSchema.safeParse(sceneOf(draft)).error).toBeUndefined();
      for (const fault of scenario.faults ?? []) expect(faultRequestSchema.safeParse(fault).error).toBeUndefined();
    },
  );

  it('send a genuine traveller with their own passport', () => {
    const { scene, document } = travellerOf(draftOf('genuine'));
    expect(scene.subject).toMatchObject({ kind: 'person', specimen: holder });
    expect(document.holder).toBe(holder);
  });

  it('send an impostor with a passport that is not theirs', () => {
    const { scene, document } = travellerOf(draftOf('impostor'));
    expect(document.holder).toBe(holder);
    expect(scene.subject).toMatchObject({ kind: 'person' });
    expect(scene.subject).not.toMatchObject({ specimen: holder });
  });

  it('give the part of another photograph to a specimen with two', () => {
    const draft = draftOf('photograph');
    expect(specimens.find(({ id }) => id === draft.holder)?.photographs).toBeGreaterThan(1);
    expect(draft.photograph).toBe(1);
  });

  it('change only the tested field', () => {
    const { variant, ...rest } = draftOf('chip');
    const { variant: genuine, ...usual } = draftOf('genuine');
    expect([variant, genuine]).toEqual(['chip-dead', 'genuine']);
    expect(rest).toEqual(usual);
  });
});

describe('the result of a scenario', () => {
  const run = (id: string, stage: RunStage = { kind: 'playing' }): ScenarioRun => ({
    scenario: scenarioNamed(id),
    afterSequence: 10,
    stage,
  });
  const match = (sequence: number, rest: Partial<ReportView>): ReportView => ({ sequence, kind: 'match', ...rest });

  it('is open until a report newer than its start arrives', () => {
    const before = match(10, { outcome: 'referred', reasons: ['below-threshold'] });
    const { rows, verdict } = resultOf(run('impostor'), facts({ phase: 'face', lastReports: [before] }));
    expect(verdict).toBe('running');
    expect(rows.map(({ actual }) => actual)).toEqual([undefined, undefined]);
  });

  it('sets the expected beside the actual outcome and reason', () => {
    const report = match(11, { outcome: 'referred', reasons: ['below-threshold'] });
    const { rows, verdict } = resultOf(run('impostor'), facts({ phase: 'referred', lastReports: [report] }));
    expect(verdict).toBe('as-expected');
    expect(rows).toEqual([
      { name: 'Outcome', expected: 'To the desk', actual: 'To the desk', agrees: true },
      { name: 'Reason', expected: 'below threshold', actual: 'below threshold', agrees: true },
    ]);
  });

  it.each([
    ['another reason', { outcome: 'referred', reasons: ['movement-undecidable'] }],
    ['another outcome', { outcome: 'cleared', reasons: [] }],
  ] as const)('differs for %s', (_, rest) => {
    expect(resultOf(run('impostor'), facts({ phase: 'idle', lastReports: [match(11, rest)] })).verdict).toBe(
      'different',
    );
  });

  it('waits for the passage of a cleared traveller, and not for that of a referred one', () => {
    const cleared = match(11, { outcome: 'cleared', reasons: [] });
    expect(resultOf(run('tailgating'), facts({ phase: 'passage', lastReports: [cleared] })).verdict).toBe('running');
    const passed: ReportView = { sequence: 12, kind: 'passage', passage: 'tailgating' };
    expect(resultOf(run('tailgating'), facts({ phase: 'idle', lastReports: [passed, cleared] })).verdict).toBe(
      'as-expected',
    );
    const referred = match(11, { outcome: 'referred', reasons: ['below-threshold'] });
    expect(resultOf(run('tailgating'), facts({ phase: 'referred', lastReports: [referred] })).verdict).toBe(
      'different',
    );
  });

  it('ends with the lane’s state when a device fails', () => {
    expect(resultOf(run('camera-unplugged'), facts({ phase: 'idle', lastReports: [] })).verdict).toBe('running');
    expect(resultOf(run('camera-unplugged'), facts({ phase: 'out-of-service', lastReports: [] })).verdict).toBe(
      'as-expected',
    );
  });

  it('is open while the lane gets ready: the state before the fault is no result', () => {
    const waiting = resultOf(run('camera-unplugged', { kind: 'preparing' }), facts(TOO_SLOW));
    expect(waiting.rows.map(({ actual }) => actual)).toEqual([undefined]);
    expect(waiting).toMatchObject({
      verdict: 'preparing',
      note: 'Too slow: 0.5 pictures a second. Close other programs.',
    });
  });

  it('ends with the cause when a slow lane goes out of service without a report', () => {
    expect(endOf(run('genuine'), facts({ phase: 'face' }))).toBeUndefined();
    const why = endOf(run('genuine'), facts(TOO_SLOW));
    expect(why).toBe('Too slow: 0.5 pictures a second. Close other programs.');
    const ended = run('genuine', { kind: 'ended', why: why ?? '' });
    expect(resultOf(ended, facts({ phase: 'idle' }))).toMatchObject({ verdict: 'stopped', note: why });
    // A report that arrives late is the result
    const reports = [match(11, { outcome: 'referred', reasons: ['below-threshold'] })];
    const impostor = run('impostor', { kind: 'ended', why: 'late' });
    expect(resultOf(impostor, facts({ phase: 'idle', lastReports: reports })).verdict).toBe('as-expected');
  });

  it('does not end while it gets ready, nor when it waits for the lane to go out of service', () => {
    expect(endOf(run('genuine', { kind: 'preparing' }), facts(TOO_SLOW))).toBeUndefined();
    expect(endOf(run('camera-unplugged'), facts({ phase: 'idle' }))).toBeUndefined();
    expect(endOf(run('camera-unplugged'), facts({ phase: 'out-of-service' }))).toBeUndefined();
  });

  it('tells of a lane that was too slow beside a result that differs', () => {
    const lastReports = [match(11, { outcome: 'referred', reasons: ['device-fault'] })];
    expect(resultOf(run('genuine'), facts({ ...TOO_SLOW, lastReports }))).toMatchObject({
      verdict: 'different',
      note: 'Too slow: 0.5 pictures a second. Close other programs.',
    });
    expect(resultOf(run('genuine'), facts({ phase: 'idle', lastReports })).note).toBeUndefined();
  });

  const cleared: ReportView[] = [
    { sequence: 12, kind: 'passage', passage: 'one-person' },
    match(11, { outcome: 'cleared', reasons: [] }),
  ];

  it.each([
    ['observed', 'attack-cleared', 'Cleared, because this policy only observes the light.'],
    ['skipped', 'attack-cleared', 'Cleared, because this policy does not use the light.'],
    ['required', 'different', 'Cleared, although this policy requires the coloured light.'],
  ] as const)('of a film that is cleared where the light is %s is %s, with the cause', (light, verdict, note) => {
    expect(resultOf(run('replay'), facts({ phase: 'idle', lastReports: cleared, light }))).toMatchObject({
      verdict,
      note,
    });
  });

  it('of a person who is cleared is as expected, without a cause', () => {
    expect(resultOf(run('genuine'), facts({ phase: 'idle', lastReports: cleared }))).toEqual({
      rows: expect.any(Array) as unknown,
      verdict: 'as-expected',
    });
  });

  it('of a film that is referred is not as expected', () => {
    const lastReports = [match(11, { outcome: 'referred', reasons: ['light-undecidable'] as never })];
    expect(resultOf(run('replay'), facts({ phase: 'idle', lastReports })).verdict).toBe('different');
  });
});
