import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readConfig, type ServerConfig } from '../../../../server/main/config/config.ts';
import { diagnose } from '../../../../server/main/doctor/diagnose.ts';
import { type Finding, findingText } from '../../../../hardware/host/doctor/finding.ts';
import { readAnswers } from '../../../../server/main/setup/answers.ts';
import { runSetup } from '../../../../server/main/setup/run-setup.ts';
import { freePort } from '../../../support/free-port.ts';
import { type MachineInFolder, machineInFolder } from '../setup/machine-in-folder.ts';

const WITHIN_MS = 280_000;
const NOW = { nowMs: Date.now(), synchronised: () => Promise.resolve(true) };
const YEARS_20_MS = 20 * 366 * 86_400_000;

const partsOf = (findings: readonly Finding[], state: Finding['state']) => [
  ...new Set(findings.filter((one) => one.state === state).map(({ part }) => part)),
];
const saysOf = (findings: readonly Finding[], part: string) =>
  findings.filter((one) => one.part === part).map(({ state, says }) => `${state}: ${says}`);

let folder: string;
let machine: MachineInFolder;
let config: ServerConfig;

describe('the doctor', { timeout: WITHIN_MS }, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'postern-doctor-'));
    machine = machineInFolder(folder);
    const [port, lanesPort] = [await freePort(), await freePort()];
    const given = { mode: 'rehearsal', names: 'localhost', keys: 'files', ledger: 'localhost/rehearsal' };
    const read = readAnswers({ ...given, address: '127.0.0.1', port, lanesPort });
    if (read.kind === 'refused') throw new Error(read.faults.join(' '));
    await runSetup({ answers: read.answers, secrets: {}, machine, report: () => undefined });
    config = configOf(machine.settings('server'));
    return async () => {
      await machine.stop();
      rmSync(folder, { recursive: true, force: true });
    };
  }, WITHIN_MS);

  const configOf = (settings: Readonly<Record<string, string>>): ServerConfig => {
    const read = readConfig({ ...settings, POSTERN_SERVER_DATA_DIR: machine.dataDir('postern-server') });
    if (read.kind === 'refused') throw new Error(JSON.stringify(read.faults));
    return read.config;
  };

  it('finds a new server in order, and says what a person should do next', async () => {
    const found = await diagnose(config, NOW);
    expect(partsOf(found, 'fault')).toEqual([]);
    expect(partsOf(found, 'ok')).toEqual(
      expect.arrayContaining(['Server', 'Certificate', 'Clock', 'Disk', "Lanes' authority", 'Database', 'Lanes']),
    );
    expect(partsOf(found, 'note')).toEqual(expect.arrayContaining(['Ratchet', 'Backup', 'Alerts']));
    expect(findingText(found)).toMatch(
      /^note {2}Backup +There is no record of one\.\n +Affects: .+\n +Next: postern-server backup create/m,
    );
  });

  it('answers with the exit code and in JSON', async () => {
    const { code, out } = await machine.program(['doctor', '--json']);
    const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
    expect(code).toBe(findings.some(({ state }) => state === 'fault') ? 1 : 0);
    expect((await machine.program(['doctor', '--all'])).code).toBe(64);
  });

  it('finds certificates that have ended', async () => {
    const later = await diagnose(config, { ...NOW, nowMs: Date.now() + YEARS_20_MS });
    for (const part of ['Certificate', "Lanes' authority"]) {
      expect(saysOf(later, part)).toEqual([expect.stringMatching(/^fault: It ended on \d{4}-\d\d-\d\d\.$/)]);
    }
  });

  it('finds a certificate for another name', async () => {
    const tls = config.tls && { ...config.tls, names: ['localhost', 'gate.example'] };
    const found = await diagnose({ ...config, ...(tls !== undefined && { tls }) }, NOW);
    expect(saysOf(found, 'Certificate')).toContain('fault: It is not for gate.example.');
  });

  it.each([
    ['a clock that runs free', () => Promise.resolve(false), 'fault: It is not synchronised.'],
    [
      'a machine without the question',
      () => Promise.resolve(undefined),
      'note: This machine does not say whether its clock is synchronised.',
    ],
    ['a question that fails', () => Promise.reject(new Error('no bus')), 'fault: It cannot be examined: no bus.'],
  ])('names %s', async (_case, synchronised, says) => {
    expect(saysOf(await diagnose(config, { ...NOW, synchronised }), 'Clock')).toEqual([says]);
  });

  it.each([
    ['text', 200, 'not found'],
    ['JSON of something else', 200, '{"status":"ok"}'],
    ['too much', 200, 'x'.repeat(200_000)],
  ])('tells another program at the port, which answers with %s, from the server', async (_case, status, body) => {
    const other = http.createServer((_request, response) => response.writeHead(status).end(body));
    onTestFinished(() => void other.close());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { tls: _tls, ...plain } = config;
    expect(saysOf(await diagnose({ ...plain, port }, NOW), 'Server')).toEqual([
      `fault: Another program answers at port ${port}.`,
    ]);
  });

  it('names a server that does not answer, and what it leaves behind', async () => {
    const silent = await diagnose({ ...config, port: await freePort() }, NOW);
    expect(saysOf(silent, 'Server')).toEqual([
      expect.stringMatching(/^fault: It does not answer at port \d+ \(ECONNREFUSED\)\.$/),
    ]);
    await machine.stop();
    rmSync(join(config.ledger.ratchetDir, 'postern-ledger-ratchet'));
    rmSync(join(config.dataDir, 'fleet/authority.crt'));
    rmSync(join(config.dataDir, 'postern-server.sqlite'));
    const found = await diagnose(config, NOW);
    expect(partsOf(found, 'fault')).toEqual(['Server', 'Ratchet', "Lanes' authority", 'Database']);
  });

  it('names each fault of the settings', async () => {
    const { code, out } = await machine.program(['doctor', '--json'], { POSTERN_SERVER_PORT: 'none' });
    expect([code, JSON.parse(out)]).toMatchObject([78, { findings: [{ part: 'Settings', state: 'fault' }] }]);
  });
});
