/** Software TPMs (`swtpm`) for tests, each with a state of its own in a folder. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { TpmPlace } from '../../../hardware/tpm/open-transport.ts';
import { missingSystemParts } from '../system-part.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Why tests with a TPM cannot run here; `undefined` where they can. Throws under CI. */
export function missingTpm(): string | undefined {
  return missingSystemParts('a software TPM', ['swtpm', 'swtpm_setup', 'certtool', 'tpm2']);
}

export interface SoftTpm {
  readonly place: TpmPlace;
  readonly folder: string;
  /** Kills it without a shutdown, as when the power fails. */
  cutPower(): Promise<void>;
  /** Starts it again with its state. */
  start(): Promise<void>;
  /** Stops it from answering, and lets it continue. */
  hang(): void;
  goOn(): void;
  /** Runs a program of tpm2-tools; nothing else may be connected. Returns what it prints. */
  tool(name: string, ...words: string[]): string;
}

/**
 * Gives the TPM of a folder, before it is started, a certificate of an authority that is made for it. Returns the certificates
 * of the authority in PEM.
 */
export function certify(folder: string): string {
  const [authority, state] = [join(folder, 'authority'), join(folder, 'state')];
  for (const made of [authority, state]) mkdirSync(made, { recursive: true });
  const write = (name: string, lines: readonly string[]): string => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return join(folder, name);
  };
  const localca = write('localca.conf', [
    `statedir = ${authority}`,
    `signingkey = ${join(authority, 'key.pem')}`,
    `issuercert = ${join(authority, 'issuer.pem')}`,
    `certserial = ${join(authority, 'serial')}`,
  ]);
  const options = write('localca.options', [
    '--platform-manufacturer Postern',
    '--platform-version 1',
    '--platform-model test',
  ]);
  const setup = write('setup.conf', [
    'create_certs_tool = /usr/bin/swtpm_localca',
    `create_certs_tool_config = ${localca}`,
    `create_certs_tool_options = ${options}`,
    'active_pcr_banks = sha256',
  ]);
  execFileSync('swtpm_setup', ['--tpm2', '--tpmstate', state, '--create-ek-cert', '--config', setup], {
    stdio: 'ignore',
  });
  return ['issuer.pem', 'swtpm-localca-rootca-cert.pem']
    .map((name) => readFileSync(join(authority, name), 'utf8'))
    .join('\n');
}

/** Started in a new folder, or in the given one; killed at the end of the test. */
export async function softTpm(folder: string = temporaryFolder()): Promise<SoftTpm> {
  const tpm = await startSoftTpm(folder);
  onTestFinished(() => tpm.cutPower());
  return tpm;
}

function accepts(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.once('close', () => resolve(true));
      socket.destroy();
    });
  });
}

/** The same for a program that ends it itself. */
export async function startSoftTpm(folder: string): Promise<SoftTpm> {
  const state = join(folder, 'state');
  const socket = join(folder, 's');
  mkdirSync(state, { recursive: true });
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const started = spawn(
      'swtpm',
      [
        ...['socket', '--tpm2', '--tpmstate', `dir=${state}`, '--flags', 'not-need-init'],
        ...['--server', `type=unixio,path=${socket}`, '--ctrl', `type=unixio,path=${socket}.ctrl`],
      ],
      { stdio: 'ignore' },
    );
    child = started;
    // The file of a socket exists a moment before the program listens
    while (!existsSync(`${socket}.ctrl`) || !(await accepts(socket))) {
      if (started.exitCode !== null) throw new Error(`swtpm ended with ${started.exitCode}`);
      await pause(10);
    }
  };
  const cutPower = async (): Promise<void> => {
    const running = child;
    child = undefined;
    if (running === undefined) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
    for (const path of [socket, `${socket}.ctrl`]) execFileSync('rm', ['-f', path]);
  };
  await start();
  return {
    place: { kind: 'socket', path: socket },
    folder,
    cutPower,
    start,
    hang: () => void child?.kill('SIGSTOP'),
    goOn: () => void child?.kill('SIGCONT'),
    tool: (name, ...words) =>
      execFileSync('tpm2', [name, ...words], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, TPM2TOOLS_TCTI: `swtpm:path=${socket}`, TSS2_LOG: 'all+NONE' },
      }),
  };
}
