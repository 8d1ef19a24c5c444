import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import type { DocumentProgress } from '../../../../hardware/document-reader/document-reader.ts';
import type { ChipFault } from '../../../../hardware/simulation/chip/chip-profile.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { DATA_GROUPS, specimenProfile, verifyingAuthority } from '../emrtd/specimen-chip.ts';
import { pcscDaemon, stackMissing } from './pcsc-daemon.ts';
import { cardChip, type PcscRig, pcscRig, until } from './pcsc-rig.ts';
import { ZONE } from './specimen-zone.ts';

async function connected(options: Parameters<typeof pcscRig>[0] = {}): Promise<PcscRig> {
  const rig = await pcscRig(options);
  onTestFinished(() => rig.close());
  await rig.device.connect(never());
  return rig;
}

const read = (rig: PcscRig, timeoutMs = 1_000) => rig.device.read({ timeoutMs, signal: never() });

async function withChip(rig: PcscRig, faults: readonly ChipFault[] = [], commandMs = 0, slot = 0): Promise<void> {
  rig.zone.show({ kind: 'zone', text: ZONE });
  await rig.insert(cardChip(specimenProfile(), { faults, commandMs }), slot);
  await until(() => rig.device.documentPresent());
}

/** Resolves when the chip is being read, to the end of the reading. */
async function readingOf(rig: PcscRig): Promise<{ readonly ended: Promise<string> }> {
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const onProgress = ({ step }: DocumentProgress): void => void (step === 'chip' && begin());
  const ended = codeOf(rig.device.read({ timeoutMs: 1_000, onProgress, signal: never() }));
  await Promise.race([begun, ended]);
  return { ended };
}

const runs = (processId: number): boolean => {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
};

const connecting = async (rig: PcscRig): Promise<DeviceError> => {
  onTestFinished(() => rig.close());
  const error: unknown = await rig.device.connect(never()).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DeviceError)) throw new Error('connected');
  expect(error.code).toBe('disconnected');
  return error;
};

const missing = stackMissing();

describe.skipIf(missing !== undefined)(
  `the PC/SC document reader${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    describe('with a document', () => {
      it('returns every file and proof, and fingerprints with a terminal that signs in the kiosk', async () => {
        const terminal = verifyingAuthority.terminal();
        let signed = 0;
        const rig = await connected();
        await withChip(rig);
        const progress: DocumentProgress[] = [];
        const outcome = await rig.device.read({
          timeoutMs: 1_000,
          terminal: {
            ...terminal,
            sign(message, holderReference) {
              signed += 1;
              return terminal.sign(message, holderReference);
            },
          },
          onProgress: (step) => progress.push(step),
          signal: never(),
        });
        if (outcome.kind !== 'read') throw new Error(outcome.kind);
        for (const [name, content] of DATA_GROUPS)
          expect(Buffer.from(outcome.files.get(name) ?? []).equals(content)).toBe(true);
        expect(outcome.chip).toMatchObject({
          access: { protocol: 'pace' },
          chipAuthentication: { kind: 'given' },
          terminalAuthentication: { kind: 'given' },
        });
        expect(outcome.chip?.activeAuthentication?.signature.length).toBeGreaterThan(0);
        expect(signed).toBe(1);
        expect(progress[0]).toEqual({ step: 'zone' });
        expect(progress.filter(({ step }) => step === 'zone')).toHaveLength(1);
        expect(progress.at(-1)).toEqual({ step: 'chip', share: 1 });
      });

      it('reads all but fingerprints when the terminal cannot sign', async () => {
        const terminal = verifyingAuthority.terminal();
        const rig = await connected();
        await withChip(rig);
        const outcome = await rig.device.read({
          timeoutMs: 1_000,
          terminal: { ...terminal, sign: () => Promise.reject(new Error('no key')) },
          signal: never(),
        });
        if (outcome.kind !== 'read') throw new Error(outcome.kind);
        expect(outcome.files.has('EF.DG2')).toBe(true);
        expect(outcome.files.has('EF.DG3')).toBe(false);
        expect(outcome.chip?.terminalAuthentication).toEqual({ kind: 'failed', code: 'unsupported' });
      });

      it('returns values for a wrong key, noise, and an invalid zone', async () => {
        const rig = await connected();
        await withChip(rig);
        rig.zone.show({ kind: 'zone', text: ZONE.replace('6908061', '6908078') });
        expect(await read(rig)).toEqual({ kind: 'chip-unreadable' });
        rig.zone.show({ kind: 'zone', text: ZONE.replaceAll('<', '?') });
        expect(await read(rig)).toEqual({ kind: 'mrz-unreadable' });
        rig.lift();
        await until(() => !rig.device.documentPresent());
        await withChip(rig, [{ kind: 'noise', afterCommands: 6 }]);
        expect(await read(rig)).toEqual({ kind: 'chip-unreadable' });
        expect(rig.device.status()).toEqual({ kind: 'ready' });
      });

      it('distinguishes a chip without a zone from an empty reader', async () => {
        const rig = await connected();
        expect(await read(rig, 100)).toEqual({ kind: 'no-document' });
        await rig.insert(cardChip(specimenProfile()));
        await until(() => rig.device.documentPresent());
        expect(await read(rig, 100)).toEqual({ kind: 'mrz-unreadable' });
      });

      it('uses the configured one of two readers', async () => {
        const rig = await connected({ readerName: '00 01' });
        rig.zone.show({ kind: 'zone', text: ZONE });
        await rig.insert(cardChip(specimenProfile()), 0);
        expect(await read(rig)).toEqual({ kind: 'chip-unreadable' });
        await withChip(rig, [], 0, 1);
        expect((await read(rig)).kind).toBe('read');
        expect(rig.device.descriptor.model).toBe('virtual-pcd-00-01');
      });
    });

    describe('with something missing', () => {
      it('reports that there is no daemon', async () => {
        const error = await connecting(await pcscRig({ daemon: await pcscDaemon() }));
        expect(error.message).toContain('pcscd');
      });

      it('reports that there is no reader', async () => {
        const daemon = await pcscDaemon({ readers: false });
        await daemon.start();
        expect((await connecting(await pcscRig({ daemon }))).message).toContain('no card reader is plugged in');
      });

      it('reports that no reader has the name', async () => {
        expect((await connecting(await pcscRig({ readerName: 'OMNIKEY' }))).message).toContain(
          'has the configured name',
        );
      });

      it('reports that there is no library', async () => {
        expect((await connecting(await pcscRig({ library: 'libpcsclite-absent.so.1' }))).message).toContain(
          'cannot be loaded',
        );
      });

      it('stops connecting to a hanging daemon, and leaves no process', async () => {
        const rig = await pcscRig();
        onTestFinished(() => rig.close());
        rig.daemon.freeze();
        expect(await codeOf(rig.device.connect(AbortSignal.timeout(1_000)))).toBe('aborted');
        expect(rig.device.status()).toEqual({ kind: 'disconnected' });
        rig.daemon.thaw();
        await rig.device.connect(never());
        expect((await rig.device.selfTest(never())).kind).toBe('passed');
      });
    });

    describe('when a process dies or hangs', () => {
      it('works again after the idle daemon was killed and restarted', async () => {
        const rig = await connected();
        await rig.unplug();
        expect(await codeOf(read(rig))).toBe('disconnected');
        await rig.daemon.start();
        await rig.device.connect(never());
        await withChip(rig);
        expect((await read(rig)).kind).toBe('read');
      });

      it('works again after the daemon was killed and restarted in the middle of a reading', async () => {
        const rig = await connected();
        await withChip(rig, [], 30);
        const { ended } = await readingOf(rig);
        await rig.daemon.kill();
        expect(await ended).toBe('disconnected');
        await rig.daemon.start();
        await rig.device.connect(never());
        await withChip(rig);
        expect((await read(rig)).kind).toBe('read');
      });

      it('detects a restart of the daemon, however short', async () => {
        const rig = await connected();
        await rig.daemon.kill();
        await rig.daemon.start();
        await until(() => rig.device.status().kind === 'disconnected');
      });

      it.each(['idle', 'reading'] as const)('works again after its process was killed while %s', async (when) => {
        const rig = await connected();
        await withChip(rig, [], 30);
        const reading = when === 'reading' ? await readingOf(rig) : undefined;
        process.kill(rig.processes.at(-1)!, 'SIGKILL');
        await until(() => rig.device.status().kind === 'disconnected');
        if (reading !== undefined) expect(await reading.ended).toBe('disconnected');
        await rig.device.connect(never());
        expect((await read(rig)).kind).toBe('read');
        expect(new Set(rig.processes).size).toBe(2);
      });

      it('ends a process that hangs, and starts another for the next reading', async () => {
        const rig = await connected();
        await withChip(rig, [], 30);
        const { ended } = await readingOf(rig);
        const hanging = rig.processes.at(-1)!;
        process.kill(hanging, 'SIGSTOP');
        rig.passLimits();
        expect(await ended).toBe('timed-out');
        expect(rig.device.status()).toEqual({ kind: 'faulted', code: 'timed-out' });
        await until(() => !runs(hanging));
        expect((await read(rig)).kind).toBe('read');
        expect(rig.device.status()).toEqual({ kind: 'ready' });
      });

      it('ends an exchange that does not finish', async () => {
        const rig = await connected({ limits: { exchangeMs: 700 } });
        rig.zone.show({ kind: 'zone', text: ZONE });
        await rig.insert({ process: () => Promise.resolve(undefined), reset: () => undefined });
        await until(() => rig.device.documentPresent());
        expect(await codeOf(read(rig))).toBe('timed-out');
        expect(rig.device.status()).toEqual({ kind: 'faulted', code: 'timed-out' });
      });

      it('ends a reading when the zone reader is lost', async () => {
        const rig = await connected();
        const reading = codeOf(read(rig, 60_000));
        await rig.pass(50);
        rig.zone.breakDown(new DeviceError('document-reader', 'disconnected', 'pulled'));
        expect(await reading).toBe('disconnected');
        expect(rig.device.status()).toEqual({ kind: 'disconnected' });
      });

      it.each(['talks', 'hangs'] as const)(
        'leaves no process behind when the kiosk is killed while the daemon %s',
        async (how) => {
          const daemon = await pcscDaemon();
          onTestFinished(() => daemon.close());
          await daemon.start();
          const kiosk = fork(fileURLToPath(new URL('./connect-and-wait.js', import.meta.url)), { execArgv: [] });
          const processId = await new Promise<number>((resolve, reject) => {
            kiosk.once('message', (id) => resolve(Number(id)));
            kiosk.once('exit', () => reject(new Error('the kiosk did not connect')));
          });
          if (how === 'hangs') daemon.freeze();
          await new Promise((resolve) => setTimeout(resolve, 300));
          expect(runs(processId)).toBe(true);
          kiosk.kill('SIGKILL');
          await until(() => !runs(processId));
        },
      );
    });
  },
);
