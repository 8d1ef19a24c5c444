/**
 * Sets a server up with `postern-server setup` in a Debian 13 that boots in a container, with PostgreSQL of that machine: from a file of answers, and
 * again by questions in a terminal. Runs with `POSTERN_INSTALLATION=1`. One test uses what the test before it has left.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bootInstalled,
  type InstalledMachine,
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
});
