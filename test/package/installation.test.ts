/**
 * Installs both packages in a Debian 13 that boots in a container, and operates them: settings, enrolment, a traveller, hung programs, an
 * update, removal and purge. Runs with `npm run package:try` and in CI; needs root, the network, and Debian's `mmdebstrap` and
 * `systemd-container`.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npmCommand } from '../../models/build/npm-command.ts';
import { npmPack } from '../../models/build/npm-pack.ts';
import { projectRoot } from '../../models/files/project-root.ts';
import { missingSystemParts } from '../support/system-part.ts';
import { buildPackages } from './build-packages.ts';
import { bootContainer, type Container, debianArchive, until } from './container.ts';
import { includedFiles } from './included-files.ts';
import { LANE_PACKAGE } from './lane-package.ts';
import { fetchRuntime, type NodeRuntime } from './node-runtime.ts';
import { SERVER_PACKAGE } from './server-package.ts';

const wanted = process.env['POSTERN_INSTALLATION'] === '1';
const missing = wanted
  ? missingSystemParts('the installation', ['mmdebstrap', 'systemd-nspawn', 'dpkg-deb'])
  : 'only with npm run package:try';

const root = projectRoot();
const PACKAGES = [LANE_PACKAGE, SERVER_PACKAGE];
const DEPENDS = [...new Set(PACKAGES.flatMap(({ depends }) => depends.map((one) => one.split(/[ |]/)[0] ?? '')))];
const HOME = 'usr/lib/postern-lane';
/** Shorter than in the units, so that a hung program is killed soon. */
const SOON = '[Service]\nWatchdogSec=20\nTimeoutStopSec=3\n';
/** A clock that waits while the computer is behind, for the simulated traveller. */
const LANE_CLOCK = 'test/flows/lane-clock-in-program.js';
const CLOCK = `[Service]\nEnvironment=NODE_OPTIONS=--import=/${HOME}/code/${LANE_CLOCK}\n`;
const LIMIT_MS = 240_000;
const PREPARATION_MS = 900_000;

let folder: string;
let runtime: NodeRuntime;
let machine: Container;

function build(version: string, packages = PACKAGES): Promise<readonly string[]> {
  return buildPackages({
    packages,
    release: { version, epochS: 1_795_000_000, architecture: 'amd64' },
    root,
    runtime,
    platform: 'linux/x64',
    scratch: join(folder, 'scratch'),
    into: join(folder, version),
    compression: 'none',
  });
}

async function install(files: readonly string[]): Promise<string> {
  for (const file of files) cpSync(file, join(machine.root, 'root', basename(file)));
  return machine.must(
    `cd /root && DEBIAN_FRONTEND=noninteractive dpkg --force-unsafe-io -i ${files.map((file) => basename(file)).join(' ')}`,
  );
}

const unit = async (name: string, property: string): Promise<string> =>
  (await machine.must(`systemctl show -P ${property} ${name}`)).trim();
const log = (name: string): Promise<string> => machine.must(`journalctl -o cat --no-pager -u ${name}`);

/** Changes a unit for this test. */
async function dropIn(name: string, file: string, text: string): Promise<void> {
  writeFileSync(join(machine.root, 'root', file), text);
  const folder = `/run/systemd/system/${name}.service.d`;
  await machine.must(`mkdir -p ${folder} && cp /root/${file} ${folder}/${file}.conf && systemctl daemon-reload`);
}

function settings(name: string, values: Readonly<Record<string, string>>): void {
  const text = Object.entries(values).map(([variable, value]) => `${variable}=${value}\n`);
  writeFileSync(join(machine.root, 'etc/postern', `${name}.conf`), text.join(''));
}

/** The simulators of a development build, which no package contains. */
function addSimulators(): void {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
  const { files, packages } = includedFiles({
    buildDir: join(root, '.build'),
    programs: ['kiosk/main.js', 'kiosk/dock/dock.js', 'hardware/simulation/simulators.js', LANE_CLOCK],
    dependencies: Object.keys(dependencies),
    isForProduction: () => true,
  });
  for (const file of files) cpSync(join(root, '.build', file), join(machine.root, HOME, 'code', file));
  cpSync(join(root, '.build/kiosk/ui-dist'), join(machine.root, HOME, 'code/kiosk/ui-dist'), { recursive: true });
  for (const name of packages) {
    const to = join(machine.root, HOME, 'node_modules', name);
    cpSync(join(root, 'node_modules', name), to, {
      recursive: true,
      force: false,
      filter: (from) => !from.includes('/bin/napi'),
    });
  }
}

/** Sends a request from the container, which has neither curl nor Python. */
async function request(path: string, body?: unknown): Promise<unknown> {
  const options =
    body === undefined
      ? '{}'
      : `{method:"POST",headers:{"content-type":"application/json"},body:${JSON.stringify(JSON.stringify(body))}}`;
  const script = `fetch("http://127.0.0.1:8081${path}",${options}).then(async(answer)=>{if(!answer.ok)throw new Error(await answer.text());console.log(await answer.text())})`;
  writeFileSync(join(machine.root, 'root/request.mjs'), script);
  const answer = await machine.must(`/${HOME}/bin/node /root/request.mjs`);
  return answer.trim() === '' ? undefined : JSON.parse(answer);
}

describe.skipIf(missing !== undefined)('the packages on Debian 13', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'postern-installation-'));
    runtime = await fetchRuntime(
      'x64',
      npmPack({ npm: npmCommand(process.env['npm_execpath']), report: () => undefined }),
      folder,
    );
    const [archive, files] = await Promise.all([debianArchive(DEPENDS), build('0.1.0+1')]);
    machine = await bootContainer(archive, join(folder, 'machine'));
    await install(files);
  }, PREPARATION_MS);
  afterAll(async () => {
    await machine?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, LIMIT_MS);

  it('start nothing by themselves', async () => {
    for (const name of ['postern-lane', 'postern-screen', 'postern-server', 'postern-witness']) {
      expect([name, await unit(name, 'ActiveState'), await unit(name, 'UnitFileState')]).toEqual([
        name,
        'inactive',
        'disabled',
      ]);
    }
  });

  it('refuse to run in production with the settings of a new installation, name every fault, and do not try again', async () => {
    expect((await machine.run('systemctl start postern-lane')).code).not.toBe(0);
    expect((await machine.run('systemctl start postern-server')).code).not.toBe(0);
    const lane = await log('postern-lane');
    for (const kind of ['CAMERA', 'DOCUMENT_READER', 'GATE', 'INDICATOR']) {
      expect(lane).toContain(`POSTERN_KIOSK_${kind}: must be the driver of a real device`);
    }
    expect(lane).not.toMatch(/^ {2}start: /m);
    expect(await log('postern-server')).toContain('POSTERN_SERVER_LEDGER_POLICY');
    expect(await unit('postern-lane', 'ExecMainStatus')).toBe('2');
    expect(await unit('postern-server', 'ExecMainStatus')).toBe('78');
    expect(await unit('postern-lane', 'NRestarts')).toBe('0');
  });

  it('give a secret to the program as a credential', async () => {
    writeFileSync(join(machine.root, 'etc/postern/server-secrets/url'), 'postgres://nobody@/none?host=/nowhere\n', {
      mode: 0o600,
    });
    settings('server', { POSTERN_SERVER_DATABASE_URL_FILE: 'credential:secret_url' });
    await machine.run('systemctl start --no-block postern-server');
    await until(async () => (await log('postern-server')).includes('start-failed'), LIMIT_MS);
    await machine.must('systemctl stop postern-server');
    const refused = (await log('postern-server')).match(/config-refused/g) ?? [];
    expect(refused).toHaveLength(1);
    expect(await log('postern-server')).not.toContain('nowhere');
    rmSync(join(machine.root, 'etc/postern/server-secrets/url'));
  });

  it('start the server, whose codes for administrators are not in the journal', async () => {
    settings('server', { POSTERN_MODE: 'development', POSTERN_SERVER_TLS_NAMES: 'localhost' });
    await machine.must('postern-server fleet init');
    await machine.must('systemctl start postern-server');
    expect(await unit('postern-server', 'StatusErrno')).toBe('0');
    const codes =
      (await machine.must('postern-server first-administrators')).match(/\b[0-9A-Z]{5}(-[0-9A-Z]{5,6}){4,}/g) ?? [];
    expect(codes).toHaveLength(2);
    const journal = await machine.must('journalctl -o cat --no-pager');
    for (const code of codes) expect(journal).not.toContain(code);
  });

  it('enrol a lane, which is hardened and clears a traveller with simulated devices', async () => {
    addSimulators();
    settings('lane', {
      POSTERN_MODE: 'development',
      POSTERN_KIOSK_SERVER_URL: 'https://localhost:8443',
      POSTERN_KIOSK_CONSOLE_ORIGIN: 'https://localhost:8080',
    });
    const made = await machine.must(
      'postern-server fleet code --kiosk lane-1 --site airport --lane 1 --evidence-url https://localhost:8082',
    );
    const { code } = JSON.parse(made) as { code: string };
    expect(await machine.must(`postern-lane enrol --code ${code}`)).toContain('"enrolled"');
    await dropIn('postern-lane', 'clock', CLOCK);
    await machine.must('systemctl start postern-lane');
    expect(await log('postern-lane')).toContain('"mode":"development","notHardened":[]');
    await until(async () => JSON.stringify(await request('/healthz')).includes('"idle"'), LIMIT_MS);
    const person = { scene: { subject: { kind: 'person', specimen: 'alpha' } }, document: { holder: 'alpha' } };
    await request('/dock/api/traveller', person);
    await until(async () => (await log('postern-lane')).includes('"event":"passage-reported"'), LIMIT_MS);
    const lane = await log('postern-lane');
    expect(lane).toContain('"event":"match-reported","sequence":1,"outcome":"cleared"');
    expect(lane).toContain('"passage":"one-person"');
    await until(async () => (await log('postern-server')).includes('"route":"/v1/reports","status":201'), LIMIT_MS);
  });

  it('run a witness', async () => {
    mkdirSync(join(machine.root, 'etc/postern/witness'), { recursive: true });
    const key = /"ledgerKey":"([^"]+)"/.exec(await log('postern-server'))?.[1] ?? '';
    writeFileSync(join(machine.root, 'etc/postern/witness/logs'), `log ${key}\nquorum none\n`, { mode: 0o644 });
    settings('witness', {
      POSTERN_WITNESS_NAME: 'witness.agency.example/1',
      POSTERN_WITNESS_LOGS: '/etc/postern/witness/logs',
    });
    await machine.must('systemctl start postern-witness');
    expect(await log('postern-witness')).toContain('"event":"listening"');
  });

  it.each(['postern-server', 'postern-lane', 'postern-witness'])('kill and restart %s when it hangs', async (name) => {
    await dropIn(name, 'soon', SOON);
    await machine.must(`systemctl restart ${name}`);
    const before = await unit(name, 'MainPID');
    // It lives on past several intervals while it works
    await new Promise((resolve) => setTimeout(resolve, 30_000));
    expect(await unit(name, 'MainPID')).toBe(before);
    await machine.must(`kill -STOP ${before}`);
    await until(async () => {
      const now = await unit(name, 'MainPID');
      return now !== '0' && now !== before && (await unit(name, 'ActiveState')) === 'active';
    }, LIMIT_MS);
    expect(await machine.must(`journalctl -o cat --no-pager -u ${name}`)).toContain('Watchdog timeout');
  });

  it('are updated with their settings and data, and restart what runs', async () => {
    const before = await unit('postern-server', 'MainPID');
    const mine = readFileSync(join(machine.root, 'etc/postern/server.conf'), 'utf8');
    const key = /"serverPublicKey":"([0-9a-f]+)"/.exec(await log('postern-server'))?.[1];
    await install(await build('0.1.0+2', [SERVER_PACKAGE]));
    expect(readFileSync(join(machine.root, 'etc/postern/server.conf'), 'utf8')).toBe(mine);
    expect(await unit('postern-server', 'ActiveState')).toBe('active');
    expect(await unit('postern-server', 'MainPID')).not.toBe(before);
    const keys = [...(await log('postern-server')).matchAll(/"serverPublicKey":"([0-9a-f]+)"/g)].map(
      ([, found]) => found,
    );
    expect(new Set(keys)).toEqual(new Set([key]));
  });

  it('keep settings and data when they are removed', async () => {
    await machine.must('dpkg --remove postern-lane postern-server');
    expect(
      await machine.must(
        'ls /var/lib/postern-lane/journal.sqlite /var/lib/postern-server/postern-server.sqlite /etc/postern/lane.conf',
      ),
    ).not.toBe('');
    expect((await machine.run('ps -C node')).stdout).not.toContain('node');
  });

  it('are not purged until the deletion of keys and data is allowed', async () => {
    for (const name of ['postern-lane', 'postern-server']) {
      const purge = await machine.run(`DEBIAN_FRONTEND=noninteractive dpkg --purge ${name}`);
      expect(purge.code).not.toBe(0);
      expect(purge.stderr).toContain(`${name}: not purged`);
      expect(purge.stderr).toContain(`${name} ${name}/delete-data boolean true`);
    }
    await machine.must('ls /var/lib/postern-lane/journal.sqlite /var/lib/postern-server/postern-server.sqlite');
  });

  it('leave neither settings nor keys nor data when they are purged', async () => {
    for (const name of ['postern-lane', 'postern-server']) {
      await machine.must(`echo '${name} ${name}/delete-data boolean true' | debconf-set-selections`);
      await machine.must(`DEBIAN_FRONTEND=noninteractive dpkg --purge ${name}`);
    }
    // The simulators were copied there by this test
    rmSync(join(machine.root, 'usr/lib/postern-lane'), { recursive: true, force: true });
    const left = await machine.must(
      "find / -xdev \\( -path /proc -o -path /sys -o -path /root -o -path /var/log \\) -prune -o -name '*postern*' -print",
    );
    expect(left).toBe('');
    expect((await machine.must('dpkg-query -W -f "\\${Package} \\${Status}\\n"')).includes('postern')).toBe(false);
  });
});
