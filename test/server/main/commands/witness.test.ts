/** The witness program in its own process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished, describe, expect, test } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { readWitnessConfig } from '../../../../server/records/ledger/witness/config.ts';
import { encodeVkey, parseVkey } from '../../../../server/platform/transparency/note/vkey.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { grownLog } from '../../records/ledger/fixtures/grown-log.ts';

const MAIN = join(projectRoot(), '.build/server/main/commands/witness.js');
const log = grownLog('log.example/x');

function logsFile(): string {
  const path = join(temporaryFolder(), 'policy');
  writeFileSync(path, `log ${encodeVkey(log.key)}\nquorum none\n`);
  return path;
}

describe('the witness program', () => {
  test('listens, cosigns, and stops on a signal', async () => {
    const env = {
      POSTERN_WITNESS_NAME: 'w.example',
      POSTERN_WITNESS_PORT: '0',
      POSTERN_WITNESS_DATA_DIR: temporaryFolder(),
      POSTERN_WITNESS_LOGS: logsFile(),
    };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const exit = new Promise((resolve) => child.on('exit', resolve));
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data: Buffer) => resolve(data.toString())),
    );
    const { event, port, keys } = JSON.parse(line) as { event: string; port: number; keys: string[] };
    expect(event).toBe('listening');
    expect(keys.map((key) => parseVkey(key).type)).toEqual(['cosignature-ed25519', 'cosignature-ml-dsa-44']);
    const url = `http://127.0.0.1:${port}/add-checkpoint`;
    expect((await fetch(url, { method: 'POST', body: await log.request(0, 5) })).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
  });
  test('ends with its setting if another program uses the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const env = {
      POSTERN_WITNESS_NAME: 'w.example',
      POSTERN_WITNESS_PORT: String((other.address() as AddressInfo).port),
      POSTERN_WITNESS_DATA_DIR: temporaryFolder(),
      POSTERN_WITNESS_LOGS: logsFile(),
    };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [[line], [code]] = await Promise.all([once(child.stdout, 'data') as Promise<[Buffer]>, once(child, 'exit')]);
    expect(JSON.parse(line.toString())).toMatchObject({
      event: 'start-failed',
      hint: 'Another program uses this port: stop it, or set POSTERN_WITNESS_PORT (0: any free port).',
    });
    expect(code).toBe(1);
  });
  test('refuses a configuration with every fault at once, and repeats no value', () => {
    const read = readWitnessConfig({
      POSTERN_WITNESS_NAME: 'CANARY+x',
      POSTERN_WITNESS_PORT: 'CANARY',
      POSTERN_WITNESS_LOGS: '/CANARY',
      POSTERN_WITNESS_HOST: 'CANARY',
      POSTERN_WITNESS_OTHER: 'CANARY',
    });
    if (read.kind !== 'refused') throw new Error('accepted');
    expect(read.faults.map(({ variable }) => variable).sort()).toEqual([
      'POSTERN_WITNESS_HOST',
      'POSTERN_WITNESS_LOGS',
      'POSTERN_WITNESS_NAME',
      'POSTERN_WITNESS_OTHER',
      'POSTERN_WITNESS_PORT',
    ]);
    expect(JSON.stringify(read)).not.toContain('CANARY');
  });
  test('needs a name and logs', () => {
    const read = readWitnessConfig({});
    expect(read).toMatchObject({
      kind: 'refused',
      faults: [{ variable: 'POSTERN_WITNESS_NAME' }, { variable: 'POSTERN_WITNESS_LOGS' }],
    });
  });
});
