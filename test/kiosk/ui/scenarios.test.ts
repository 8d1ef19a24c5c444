import { describe, expect, it } from 'vitest';
import { faultRequestSchema, sceneRequestSchema, travellerRequestSchema } from '../../../kiosk/dock/dock-messages.ts';
import type { ReportView, Specimen } from '../../../kiosk/dock/ui/model/dock-view.ts';
import { sceneOf, travellerOf } from '../../../kiosk/dock/ui/model/draft.ts';
import { type ScenarioRun, resultOf } from '../../../kiosk/dock/ui/model/scenario-result.ts';
import { draftFor, type Scenario, SCENARIOS } from '../../../kiosk/dock/ui/model/scenarios.ts';
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

  it('change nothing but what they are about', () => {
    const { variant, ...rest } = draftOf('chip');
    const { variant: genuine, ...usual } = draftOf('genuine');
    expect([variant, genuine]).toEqual(['chip-dead', 'genuine']);
    expect(rest).toEqual(usual);
  });
});

describe('the result of a scenario', () => {
  const run = (id: string): ScenarioRun => ({ scenario: scenarioNamed(id), afterSequence: 10 });
  const match = (sequence: number, rest: Partial<ReportView>): ReportView => ({ sequence, kind: 'match', ...rest });

  it('is open until a report newer than its start arrives', () => {
    const before = match(10, { outcome: 'referred', reasons: ['below-threshold'] });
    const { rows, verdict } = resultOf(run('impostor'), [before], 'face');
    expect(verdict).toBe('running');
    expect(rows.map(({ actual }) => actual)).toEqual([undefined, undefined]);
  });

  it('sets the expected beside the actual outcome and reason', () => {
    const report = match(11, { outcome: 'referred', reasons: ['below-threshold'] });
    const { rows, verdict } = resultOf(run('impostor'), [report], 'referred');
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
    expect(resultOf(run('impostor'), [match(11, rest)], 'idle').verdict).toBe('different');
  });

  it('waits for the passage of a cleared traveller, and not for that of a referred one', () => {
    const cleared = match(11, { outcome: 'cleared', reasons: [] });
    expect(resultOf(run('tailgating'), [cleared], 'passage').verdict).toBe('running');
    const passed: ReportView = { sequence: 12, kind: 'passage', passage: 'tailgating' };
    expect(resultOf(run('tailgating'), [passed, cleared], 'idle').verdict).toBe('as-expected');
    const referred = match(11, { outcome: 'referred', reasons: ['below-threshold'] });
    expect(resultOf(run('tailgating'), [referred], 'referred').verdict).toBe('different');
  });

  it('of a failed device is the state of the lane', () => {
    expect(resultOf(run('camera-unplugged'), [], 'idle').verdict).toBe('running');
    expect(resultOf(run('camera-unplugged'), [], 'out-of-service').verdict).toBe('as-expected');
  });
});
