/** A small Linux in QEMU without KVM, with a software TPM that its kernel takes for a chip with a certificate. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { certify } from '../support/tpm/soft-tpm.ts';
import { fetchKernel } from './kernel.ts';
import { MODULES, writeFirstFiles } from './first-files.ts';

export interface MachineOptions {
  /** A shell script for the started machine. It has the files of this machine, read-only. */
  readonly job: string;
  /** An empty folder of the caller. */
  readonly folder: string;
  readonly onLine: (line: string) => void;
  readonly limitMs: number;
  /** A raw image that the machine has as `/dev/vda`. */
  readonly disk?: string | undefined;
  /** Further modules that the kernel loads. */
  readonly modules?: readonly string[];
  /** Cuts the power at once when it accepts a line: the machine is killed, and all that it had only in memory is lost. */
  readonly cutsAt?: (line: string) => boolean;
}

/** Time for swtpm to make its socket. */
const TPM_START_MS = 30_000;
/** A failed test cannot continue the chip; a stopped chip can hold up QEMU itself. */
const LONGEST_STOP_MS = 60_000;
const MEMORY_MIB = 1_500;

/** Resolves to the exit code of the job, or to `cut`. Rejects when the machine ends without one or exceeds the limit. */
export async function runMachine(options: MachineOptions): Promise<number | 'cut'> {
  const { job, folder, onLine, limitMs, disk, modules = [], cutsAt = () => false } = options;
  const kernel = await fetchKernel([...Object.keys(MODULES), ...modules]);
  const files = writeFirstFiles(kernel, job, folder);
  const tpm = await startTpm(folder);
  const hands = await serveHands(join(folder, 'hands'), tpm);
  const machine = spawn('qemu-system-x86_64', machineArguments(kernel.image, files, { folder, disk }), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const limit = setTimeout(() => machine.kill('SIGKILL'), limitMs);
  try {
    let code: number | 'cut' | undefined;
    for await (const line of createInterface({ input: machine.stdout })) {
      if (code === undefined && cutsAt(line)) {
        machine.kill('SIGKILL');
        code = 'cut';
      }
      onLine(line);
      const ended = /lab: ended with (\d+)/.exec(line);
      if (ended !== null) code = Number(ended[1]);
    }
    if (code === undefined) throw new Error(`the machine ended before its job, or took more than ${limitMs / 1_000} s`);
    return code;
  } finally {
    clearTimeout(limit);
    machine.kill('SIGKILL');
    tpm.kill('SIGKILL');
    hands.close();
  }
}

function machineArguments(
  image: string,
  files: string,
  { folder, disk }: Pick<MachineOptions, 'folder' | 'disk'>,
): readonly string[] {
  return [
    ...['-machine', 'q35', '-cpu', 'max', '-smp', '1', '-m', String(MEMORY_MIB)],
    // Time of the machine passes with its instructions while it computes: a busy computer makes it slow, not late
    ...['-accel', 'tcg,thread=single', '-icount', 'shift=1,sleep=on'],
    ...['-nodefaults', '-no-user-config', '-nographic', '-no-reboot'],
    ...['-kernel', image, '-initrd', files, '-append', 'console=ttyS0 quiet loglevel=3 panic=1'],
    ...['-serial', 'stdio', '-chardev', `socket,id=hands,path=${join(folder, 'hands')}`, '-serial', 'chardev:hands'],
    ...['-fsdev', 'local,id=host,path=/,security_model=none,readonly=on,multidevs=remap'],
    ...['-device', 'virtio-9p-pci,fsdev=host,mount_tag=host'],
    ...['-chardev', `socket,id=tpm,path=${join(folder, 'tpm')}`, '-tpmdev', 'emulator,id=tpm,chardev=tpm'],
    ...['-device', 'tpm-crb,tpmdev=tpm'],
    ...(disk === undefined ? [] : ['-drive', `file=${disk},format=raw,if=virtio,cache=writeback`]),
  ];
}

async function startTpm(folder: string): Promise<ChildProcess> {
  const [state, control] = [join(folder, 'state'), join(folder, 'tpm')];
  certify(folder);
  const tpm = spawn(
    'swtpm',
    ['socket', '--tpm2', '--tpmstate', `dir=${state}`, '--ctrl', `type=unixio,path=${control}`],
    { stdio: 'ignore' },
  );
  for (const endMs = performance.now() + TPM_START_MS; !existsSync(control); ) {
    if (tpm.exitCode !== null || performance.now() > endMs) throw new Error('swtpm did not start');
    await pause(10);
  }
  return tpm;
}

/** The second serial line of the machine. Its tests write a line for what only this machine can do, and get a line when it is done. */
async function serveHands(path: string, tpm: ChildProcess): Promise<{ close(): void }> {
  let longest: NodeJS.Timeout | undefined;
  const goOn = (): void => {
    clearTimeout(longest);
    tpm.kill('SIGCONT');
  };
  const serve = async (wish: string): Promise<void> => {
    if (wish === 'go on') goOn();
    if (wish === 'hang') {
      tpm.kill('SIGSTOP');
      longest = setTimeout(goOn, LONGEST_STOP_MS);
    }
    if (wish === 'die' && tpm.exitCode === null && tpm.signalCode === null) {
      const ended = once(tpm, 'exit');
      tpm.kill('SIGKILL');
      await ended;
    }
  };
  const server = createServer((line) => {
    createInterface({ input: line }).on('line', (wish) => void serve(wish).then(() => line.write('done\n')));
    line.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    close() {
      clearTimeout(longest);
      server.close();
    },
  };
}
