import { describe, expect, it } from 'vitest';
import { issueSpecimenDocument } from '../../../hardware/simulation/specimen-document.ts';
import { SPECIMENS } from '../../../hardware/simulation/specimens.ts';
import { describeDocumentReader } from '../../contracts/describe-document-reader.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { faultHands, simulatedRig } from '../support/simulated-rig.ts';

const makeRig = async () => {
  const rig = await simulatedRig();
  const device = rig.devices.documentReader;
  const read = (signal: AbortSignal) => device.read({ timeoutMs: 600_000, signal });
  return {
    ...faultHands(rig, device),
    device,
    endless: read,
    use: () => read(never()),
    readWithinMs: 1_500,
    async present(variant: 'genuine' | 'chip-dead' | 'mrz-unreadable' | 'lifted-while-read') {
      rig.simulation.presentDocument(
        await issueSpecimenDocument(rig.simulation, { holder: SPECIMENS[0]!.id, variant }),
      );
    },
    remove: () => rig.simulation.removeDocument(),
    simulation: rig.simulation,
  };
};

describeDocumentReader('the simulated document reader', makeRig);

describe('the simulated document reader', () => {
  it('takes about a second', async () => {
    const rig = await makeRig();
    await rig.device.connect(never());
    await rig.present('genuine');
    const reading = rig.device.read({ timeoutMs: 1_000, signal: never() });
    await rig.pass(2_000);
    const read = await reading;
    if (read.kind !== 'read') throw new Error('not read');
    expect(read.readAtMs).toBeGreaterThan(600);
    expect(read.readAtMs).toBeLessThan(1_500);
    expect(read.chip).toMatchObject({ access: { protocol: 'pace' }, chipAuthentication: { kind: 'given' } });
    await rig.close();
  });

  it.each([
    ['stall', 'timed-out'],
    ['corrupt', 'corrupt'],
  ] as const)('rejects a reading during a %s', async (kind, code) => {
    const rig = await makeRig();
    await rig.device.connect(never());
    await rig.present('genuine');
    rig.simulation.inject({ device: 'document-reader', fault: { kind } });
    const reading = codeOf(rig.device.read({ timeoutMs: 1_000, signal: never() }));
    await rig.pass(5_000);
    expect(await reading).toBe(code);
    expect(rig.device.status()).toEqual({ kind: 'faulted', code });
    await rig.close();
  });
});
