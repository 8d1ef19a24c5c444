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
    let done = false;
    void reading.then(() => {
      done = true;
    });
    await rig.pass(990);
    expect(done).toBe(false);
    await rig.pass(20);
    expect(await reading).toMatchObject({ kind: 'read', readAtMs: 1_000 });
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
