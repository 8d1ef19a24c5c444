/**
 * Sets a server and a lane up with their commands in a Debian 13 that boots in a container, with PostgreSQL of that machine: from files of answers,
 * and the server again by questions in a terminal. Runs with `POSTERN_INSTALLATION=1`. One test uses what the test before it has left.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { productionLane } from '../support/production-settings.ts';
import {
  addSimulators,
  bootInstalled,
  type InstalledMachine,
  LANE_HOME,
  LIMIT_MS,
  missingForInstallation,
  PREPARATION_MS,
} from './installed-machine.ts';

const missing = missingForInstallation();
const ANSWERS = {
  ...{ mode: 'rehearsal', names: 'localhost', keys: 'files', ledger: 'localhost/rehearsal', database: 'local' },
};
/** More than there are questions. */
const ENTERS = 20;

let folder: string;
let machine: InstalledMachine;

const setupWith = (answers: object) => {
  writeFileSync(join(machine.root, 'root/answers.json'), JSON.stringify(answers));
  return machine.run('postern-server setup --answers /root/answers.json');
};
const isPrivate = (file: string) => (statSync(join(machine.root, file)).mode & 0o077) === 0;

describe.skipIf(missing !== undefined)('setup on Debian 13', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'postern-setup-'));
    machine = await bootInstalled(folder, ['postgresql', 'bsdutils']);
    await machine.must('systemctl start postgresql');
  }, PREPARATION_MS);
  afterAll(async () => {
    await machine?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, LIMIT_MS);

  it('refuses answers with a fault, and changes nothing', async () => {
    const before = readFileSync(join(machine.root, 'etc/postern/server.conf'), 'utf8');
    const { code, stderr } = await setupWith({ ...ANSWERS, ledger: 'localhost/1' });
    expect([code, stderr]).toEqual([65, 'ledger must end in /rehearsal in a rehearsal, and only there.\n']);
    expect(readFileSync(join(machine.root, 'etc/postern/server.conf'), 'utf8')).toBe(before);
  });

  it(
    'starts a server with accounts of its own in PostgreSQL',
    async () => {
      const { code, stdout, stderr } = await setupWith(ANSWERS);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('Open https://localhost:8080/');
      expect(stdout.match(/\b[0-9A-Z]{5}(-[0-9A-Z]{5,6}){4,}/g)).toHaveLength(2);
      expect(await machine.must('postern-server database check')).toContain('as-it-should-be');
      expect(await machine.unit('postern-server', 'ActiveState')).toBe('active');
      for (const file of ['database-owner', 'server-secrets/database-url'])
        expect(isPrivate(`etc/postern/${file}`)).toBe(true);
      const settings = readFileSync(join(machine.root, 'etc/postern/server.conf'), 'utf8');
      expect(settings).toContain('# ');
      expect(settings).toContain('POSTERN_SERVER_LEDGER_POLICY=/etc/postern/server/ledger-policy');
      const log = await machine.must('journalctl -o cat --no-pager; cat /var/log/postgresql/*');
      const password = readFileSync(join(machine.root, 'etc/postern/database-owner'), 'utf8').split(/[:@]/)[2] ?? '';
      expect(password).toMatch(/^[\w-]{32}$/);
      expect(log).not.toContain(password);
    },
    LIMIT_MS,
  );

  it(
    'asks in a terminal, suggests what stands, and starts the server again',
    async () => {
      const enters = `for _ in $(seq ${ENTERS}); do sleep 1; printf '\\r'; done`;
      const { code, stdout } = await machine.run(
        `(${enters}) | script -qec 'stty cols 120; postern-server setup' /dev/null`,
      );
      expect([code, stdout.slice(-2_000)]).toEqual([0, expect.stringContaining('The server runs.')]);
      expect(stdout).toContain('Where are the keys of the server?');
      expect(await machine.must('postern-server database check')).toContain('as-it-should-be');
    },
    LIMIT_MS,
  );

  it(
    'is followed by a doctor, who finds the server in order, and says so when it is stopped',
    async () => {
      const { stdout, code } = await machine.run('postern-server doctor --json');
      const { findings } = JSON.parse(stdout) as { readonly findings: readonly { part: string; state: string }[] };
      // The clock of the container is that of the computer, which may not be synchronised
      const faults = findings.filter(({ part, state }) => state === 'fault' && part !== 'Clock');
      expect([faults, [0, 1].includes(code)]).toEqual([[], true]);
      const inOrder = findings.filter(({ state }) => state === 'ok').map(({ part }) => part);
      expect(inOrder).toEqual(
        expect.arrayContaining(['Settings', 'Server', 'Certificate', "Lanes' authority", 'Database']),
      );
      await machine.must('systemctl stop postern-server');
      const stopped = await machine.run('postern-server doctor');
      expect([stopped.code, stopped.stdout]).toEqual([1, expect.stringContaining('FAULT Server')]);
      expect(stopped.stdout).toContain('Next: systemctl status postern-server');
      await machine.must('systemctl start postern-server');
    },
    LIMIT_MS,
  );

  it('keeps what is permanent', async () => {
    const { code, stderr } = await setupWith({ ...ANSWERS, ledger: 'other/rehearsal' });
    expect([code, stderr.trim()]).toEqual([
      1,
      'The name of the ledger is permanent: it is localhost/rehearsal. Answer with that.',
    ]);
  });

  it(
    'sets a lane up with simulated devices, which the doctor finds in order',
    async () => {
      addSimulators(join(machine.root, LANE_HOME));
      const signed = productionLane(Date.now());
      cpSync(signed.folder, join(machine.root, 'root/signed'), { recursive: true });
      mkdirSync(join(machine.root, 'root/signed/trust/csca'), { recursive: true });
      writeFileSync(join(machine.root, 'root/signed/trust/csca/README'), 'no certificate');
      const answers = {
        ...{ mode: 'rehearsal', id: 'lane-1', server: 'https://localhost:8443', console: 'https://localhost:8080' },
        ...{ evidenceAddress: '127.0.0.1', keys: 'files', documents: '/root/signed', handleAuthority: '1'.repeat(64) },
        ...{ signerKeys: signed.signers.map(({ hex }) => hex).join(','), camera: 'simulator', gate: 'simulator' },
        ...{ documentReader: 'simulator', indicator: 'simulator', fingerprintScanner: 'simulator' },
      };
      writeFileSync(join(machine.root, 'root/lane.json'), JSON.stringify(answers));
      const setupLane = (code = '') => machine.run(`postern-lane setup ${code} --answers /root/lane.json`);
      expect((await setupLane()).stderr).toContain('give the code of an administrator');
      const refused = await setupLane('A'.repeat(52));
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/^\n(The|postern)/)]);
      const wishes = '--kiosk lane-1 --site airport --lane 1 --evidence-url https://localhost:8082';
      const { code } = JSON.parse(await machine.must(`postern-server fleet code ${wishes}`)) as { code: string };
      const ended = await setupLane(code);
      expect([ended.stderr, ended.stdout]).toEqual(['', expect.stringContaining('The lane runs.')]);
      // The key of document handles comes later, and the container's clock may not be synchronised
      const { stdout } = await machine.run('postern-lane doctor --json');
      const { findings } = JSON.parse(stdout) as { readonly findings: readonly { part: string; state: string }[] };
      const faults = findings.filter(({ state }) => state === 'fault').map(({ part }) => part);
      expect(faults.filter((part) => part !== 'Clock')).toEqual(['Service']);
      const inOrder = findings.filter(({ state }) => state === 'ok').map(({ part }) => part);
      expect(inOrder).toEqual(expect.arrayContaining(['Settings', 'Lane', 'Devices', 'Disk', 'Enrolment', 'Server']));
      expect(await machine.unit('postern-lane', 'ActiveState')).toBe('active');
      expect((await setupLane()).stdout).toContain('The lane runs.');
      await machine.must('systemctl stop postern-lane');
      const stopped = await machine.run('postern-lane doctor');
      expect([stopped.code, stopped.stdout]).toEqual([1, expect.stringContaining('FAULT Lane')]);
    },
    LIMIT_MS,
  );
});
