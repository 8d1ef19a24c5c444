/** The system's PC/SC daemon with virtual readers, on a separate socket and port, so that daemons do not interfere. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePortPair } from '../../../support/free-port.ts';
import { listenAt } from './native-socket.ts';

const DAEMON = '/usr/sbin/pcscd';
const VIRTUAL_READER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';

/** Why the stack cannot run here; `undefined` when it can. */
export function stackMissing(): string | undefined {
  const missing = [DAEMON, VIRTUAL_READER].filter((path) => !existsSync(path));
  return missing.length === 0 ? undefined : `needs the packages pcscd and vsmartcard-vpcd: no ${missing.join(', ')}`;
}

export interface PcscDaemon {
  /** Port of the first virtual reader; the second has the next. */
  readonly port: number;
  start(): Promise<void>;
  /** As a crash does. */
  kill(): Promise<void>;
  /** Alive and silent. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** Not started yet. Sets the variable by which client libraries of this process's children find it. */
export async function pcscDaemon({ readers = true } = {}): Promise<PcscDaemon> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-pcsc-'));
  const socket = join(folder, 'pcscd');
  const readerFolder = join(folder, 'readers');
  const port = await freePortPair();
  mkdirSync(readerFolder);
  if (readers) {
    const channel = `0x${port.toString(16)}`;
    const lines = [
      'FRIENDLYNAME "Virtual PCD"',
      `DEVICENAME /dev/null:${channel}`,
      `LIBPATH ${VIRTUAL_READER}`,
      `CHANNELID ${channel}`,
    ];
    writeFileSync(join(readerFolder, 'vpcd'), `${lines.join('\n')}\n`);
  }
  process.env['PCSCLITE_CSOCK_NAME'] = socket;
  let daemon: ChildProcess | undefined;

  async function kill(): Promise<void> {
    const last = daemon;
    daemon = undefined;
    if (last === undefined || last.exitCode !== null || last.signalCode !== null) return;
    const exited = new Promise((resolve) => last.once('exit', resolve));
    last.kill('SIGKILL');
    await exited;
    rmSync(socket, { force: true });
  }

  return {
    port,
    async start() {
      const listening = listenAt(socket);
      // As systemd starts it: with a socket that listens already
      const command = `LISTEN_PID=$$ LISTEN_FDS=1 exec ${DAEMON} --foreground --info --disable-polkit --config ${readerFolder}`;
      const started = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe', listening.fd] });
      daemon = started;
      listening.close();
      await new Promise<void>((resolve, reject) => {
        let said = '';
        const hear = (chunk: Buffer) => {
          said += chunk.toString();
          if (said.includes('daemon ready')) resolve();
        };
        started.stdout?.on('data', hear);
        started.stderr?.on('data', hear);
        started.once('exit', () => reject(new Error(`the PC/SC daemon did not start: ${said.slice(-2_000)}`)));
      });
    },
    kill,
    freeze() {
      const { pid } = daemon ?? {};
      if (pid === undefined) return;
      process.kill(pid, 'SIGSTOP');
      // A thread that runs on another processor may answer once more
      while (!isStopped(pid)) continue;
    },
    thaw: () => void daemon?.kill('SIGCONT'),
    async close() {
      daemon?.kill('SIGCONT');
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isStopped(pid: number): boolean {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.every((thread) => /\) T/u.test(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'latin1')));
}
