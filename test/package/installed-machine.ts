/** Operates a container in which the packages are installed. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { npmCommand } from '../../models/build/npm-command.ts';
import { npmPack } from '../../models/build/npm-pack.ts';
import { projectRoot } from '../../models/files/project-root.ts';
import { missingSystemParts } from '../support/system-part.ts';
import { buildPackages } from './build-packages.ts';
import { bootContainer, type Container, debianArchive, type Ran } from './container.ts';
import type { PackageContents } from './contents.ts';
import { includedFiles } from './included-files.ts';
import { LANE_PACKAGE } from './lane-package.ts';
import { fetchRuntime } from './node-runtime.ts';
import { SERVER_PACKAGE } from './server-package.ts';

export const PACKAGES = [LANE_PACKAGE, SERVER_PACKAGE];
const DEPENDS = [...new Set(PACKAGES.flatMap(({ depends }) => depends.map((one) => one.split(/[ |]/)[0] ?? '')))];
/** The lane's files in the machine. */
export const LANE_HOME = 'usr/lib/postern-lane';
/** A clock that waits while the computer is behind, for the simulated traveller. */
export const LANE_CLOCK = 'test/flows/lane-clock-in-program.js';
export const LIMIT_MS = 240_000;
export const PREPARATION_MS = 900_000;

/** Why these tests cannot run here; `undefined`: they run. */
export function missingForInstallation(): string | undefined {
  return process.env['POSTERN_INSTALLATION'] === '1'
    ? missingSystemParts('the installation', ['mmdebstrap', 'systemd-nspawn', 'dpkg-deb'])
    : 'only with POSTERN_INSTALLATION=1';
}

const root = projectRoot();

export interface InstalledMachine extends Container {
  /** Builds packages of another version. Resolves to their paths. */
  build(version: string, packages?: readonly PackageContents[]): Promise<readonly string[]>;
  install(files: readonly string[]): Promise<string>;
  unit(name: string, property: string): Promise<string>;
  log(name: string): Promise<string>;
  /** Changes a unit for a test. */
  dropIn(name: string, file: string, text: string): Promise<void>;
  settings(name: string, values: Readonly<Record<string, string>>): void;
  /** Enrols the lane `lane-1`, in development, at the server that runs. */
  enrol(more?: Readonly<Record<string, string>>): Promise<void>;
  /** Sends a request to the lane from the container, which has neither curl nor Python. */
  ask(path: string, body?: unknown): Promise<Ran>;
}

/**
 * A Debian 13 with both packages installed.
 *
 * @param folder an empty folder of the caller
 * @param packages Debian packages besides those that the packages depend on
 */
export async function bootInstalled(folder: string, packages: readonly string[]): Promise<InstalledMachine> {
  const npm = npmPack({ npm: npmCommand(process.env['npm_execpath']), report: () => undefined });
  const runtime = await fetchRuntime('x64', npm, folder);
  const build = (version: string, wanted: readonly PackageContents[] = PACKAGES): Promise<readonly string[]> =>
    buildPackages({
      packages: wanted,
      release: { version, epochS: 1_795_000_000, architecture: 'amd64' },
      ...{ root, runtime, platform: 'linux/x64' },
      scratch: join(folder, 'scratch'),
      into: join(folder, version),
      compression: 'none',
    });
  const [archive, files] = await Promise.all([debianArchive([...DEPENDS, ...packages]), build('0.1.0+1')]);
  const container = await bootContainer(archive, join(folder, 'machine'));
  const machine = { ...container, build, ...operationsOf(container) };
  await machine.install(files);
  return machine;
}

function operationsOf({ root: machineRoot, run, must }: Container): Omit<InstalledMachine, keyof Container | 'build'> {
  const settings = (name: string, values: Readonly<Record<string, string>>): void => {
    const text = Object.entries(values).map(([variable, value]) => `${variable}=${value}\n`);
    writeFileSync(join(machineRoot, 'etc/postern', `${name}.conf`), text.join(''));
  };
  return {
    settings,
    async install(files) {
      for (const file of files) cpSync(file, join(machineRoot, 'root', basename(file)));
      const names = files.map((file) => basename(file)).join(' ');
      return must(`cd /root && DEBIAN_FRONTEND=noninteractive dpkg --force-unsafe-io -i ${names}`);
    },
    unit: async (name, property) => (await must(`systemctl show -P ${property} ${name}`)).trim(),
    log: (name) => must(`journalctl -o cat --no-pager -u ${name}`),
    async dropIn(name, file, text) {
      writeFileSync(join(machineRoot, 'root', file), text);
      const folder = `/run/systemd/system/${name}.service.d`;
      await must(`mkdir -p ${folder} && cp /root/${file} ${folder}/${file}.conf && systemctl daemon-reload`);
    },
    async enrol(more = {}) {
      settings('lane', {
        POSTERN_MODE: 'development',
        POSTERN_KIOSK_SERVER_URL: 'https://localhost:8443',
        POSTERN_KIOSK_CONSOLE_ORIGIN: 'https://localhost:8080',
        ...more,
      });
      const wishes = '--kiosk lane-1 --site airport --lane 1 --evidence-url https://localhost:8082';
      const { code } = JSON.parse(await must(`postern-server fleet code ${wishes}`)) as { code: string };
      const enrolled = await must(`postern-lane enrol --code ${code}`);
      if (!enrolled.includes('"enrolled"')) throw new Error(`the lane is not enrolled: ${enrolled}`);
    },
    async ask(path, body) {
      const options =
        body === undefined
          ? '{}'
          : `{method:"POST",headers:{"content-type":"application/json"},body:${JSON.stringify(JSON.stringify(body))}}`;
      const script = `fetch("http://127.0.0.1:8081${path}",${options}).then(async(answer)=>{if(!answer.ok)throw new Error(await answer.text());console.log(await answer.text())})`;
      writeFileSync(join(machineRoot, 'root/request.mjs'), script);
      return run(`/${LANE_HOME}/bin/node /root/request.mjs`);
    },
  };
}

/** Adds the simulators of a development build, which no package contains. @param home folder of the lane's files */
export function addSimulators(home: string): void {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
  const { files, packages } = includedFiles({
    buildDir: join(root, '.build'),
    programs: ['kiosk/main.js', 'kiosk/dock/dock.js', 'hardware/simulation/simulators.js', LANE_CLOCK],
    dependencies: Object.keys(dependencies),
    isForProduction: () => true,
  });
  for (const file of files) cpSync(join(root, '.build', file), join(home, 'code', file));
  cpSync(join(root, '.build/kiosk/ui-dist'), join(home, 'code/kiosk/ui-dist'), { recursive: true });
  for (const name of packages) {
    const to = join(home, 'node_modules', name);
    mkdirSync(to, { recursive: true });
    cpSync(join(root, 'node_modules', name), to, {
      recursive: true,
      force: false,
      filter: (from) => !from.includes('/bin/napi'),
    });
  }
}
