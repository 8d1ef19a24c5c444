import { describe, expect, it } from 'vitest';
import { sceneRequestSchema, travellerRequestSchema } from '../../../kiosk/dock/dock-messages.ts';
import type { Specimen } from '../../../kiosk/dock/ui/model/dock-view.ts';
import { sceneOf, travellerOf } from '../../../kiosk/dock/ui/model/draft.ts';
import { draftFor, PRESETS } from '../../../kiosk/dock/ui/model/presets.ts';
import { SPECIMENS } from '../../../hardware/simulation/specimens.ts';

const specimens: Specimen[] = SPECIMENS.map(({ id, name, issuingState, photographs }) => ({
  id,
  name,
  issuingState,
  photographs: photographs.length,
}));
const holder = specimens[1]?.id ?? '';
const presetNamed = (id: string) => {
  const preset = PRESETS.find((candidate) => candidate.id === id);
  if (preset === undefined) throw new Error(`no preset is called ${id}`);
  return draftFor(preset, specimens, holder);
};

describe('the dock’s presets', () => {
  it.each(PRESETS.map((preset) => [preset.name, preset] as const))(
    '%s is a request that the dock takes',
    (_, preset) => {
      const draft = draftFor(preset, specimens, holder);
      expect(travellerRequestSchema.safeParse(travellerOf(draft)).error).toBeUndefined();
      expect(sceneRequestSchema.safeParse(sceneOf(draft)).error).toBeUndefined();
    },
  );

  it('send a genuine traveller with their own passport', () => {
    const { scene, document } = travellerOf(presetNamed('genuine'));
    expect(scene.subject).toMatchObject({ kind: 'person', specimen: holder });
    expect(document.holder).toBe(holder);
  });

  it('send an impostor with a passport that is not theirs', () => {
    const { scene, document } = travellerOf(presetNamed('impostor'));
    expect(document.holder).toBe(holder);
    expect(scene.subject).toMatchObject({ kind: 'person' });
    expect(scene.subject).not.toMatchObject({ specimen: holder });
  });

  it('give the part of another photograph to somebody who has two', () => {
    const draft = presetNamed('photograph');
    expect(specimens.find(({ id }) => id === draft.holder)?.photographs).toBeGreaterThan(1);
    expect(draft.photograph).toBe(1);
  });

  it('change nothing but what they are about', () => {
    const { variant, ...rest } = presetNamed('chip');
    const { variant: genuine, ...usual } = presetNamed('genuine');
    expect([variant, genuine]).toEqual(['chip-dead', 'genuine']);
    expect(rest).toEqual(usual);
  });
});
