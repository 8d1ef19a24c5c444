/** The expected results that the dock shows, held against a real lane: those that need no face. `travellers.test.ts` has the others. */
import { describe, expect, test } from 'vitest';
import { faultRequestSchema } from '../../kiosk/dock/dock-messages.ts';
import { draftFor, type Scenario, SCENARIOS } from '../../kiosk/dock/ui/model/scenarios.ts';
import { laneOfFile, person } from './lane-of-file.ts';
import { type LaneUnderTest, only, SPECIMEN } from './lane-under-test.ts';

let lane: LaneUnderTest;
laneOfFile((one) => {
  lane = one;
});

const named = (id: string): Scenario => SCENARIOS.find((scenario) => scenario.id === id)!;
const specimens = () =>
  lane.simulation.specimens.map(({ id, name, issuingState, photographs }) => ({
    id,
    name,
    issuingState,
    photographs: photographs.length,
  }));

describe('the expected result of a dock scenario', () => {
  test.each(['expired', 'altered', 'copied', 'chip'])('%s is that of a lane', async (id) => {
    const { expected, ...scenario } = named(id);
    if (expected.kind !== 'transaction') throw new Error('a traveller was wanted');
    const { holder, variant, expired } = draftFor({ expected, ...scenario }, specimens(), 'alpha');
    const scene = person(SPECIMEN(holder));
    const events = await lane.send({ scene, document: { holder: SPECIMEN(holder), variant, expired } });
    const { outcome, reasons } = only(events, 'match-reported');
    expect(outcome).toBe(expected.outcome);
    expect(expected.reasons).toContain(reasons[0]);
  });

  test.each(['camera-unplugged', 'reader-unplugged'])('%s is that of a lane', async (id) => {
    const { expected, faults = [] } = named(id);
    if (expected.kind !== 'lane') throw new Error('a device was wanted');
    const { lane: runner } = lane.kiosk;
    for (const fault of faults) lane.simulation.inject(faultRequestSchema.parse(fault));
    await expect.poll(() => runner.view().phase, { timeout: 240_000 }).toBe(expected.phase);
    for (const { device } of faults) lane.simulation.clearFaults(device);
    await expect.poll(() => runner.view().phase, { timeout: 240_000 }).toBe('idle');
  });
});
