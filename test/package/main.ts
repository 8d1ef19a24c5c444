/**
 * `npm run package`: builds `postern-lane` and `postern-server` from the built tree into `.production/`, and prints the SHA-256 of each and the
 * digest of its installed files, which a lane states as its release. The lane's files are also written as a software release of the signed channel.
 * `--commit ID --epoch SECONDS` stand in for git. Exit code 1: not built, with the reason.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { npmCommand } from '../../models/build/npm-command.ts';
import { npmPack } from '../../models/build/npm-pack.ts';
import { projectRoot } from '../../models/files/project-root.ts';
import { archiveOfPackage, billOf, buildPackages, debianVersion, releaseOf } from './build-packages.ts';
import { LANE_PACKAGE } from './lane-package.ts';
import { ARCHITECTURES, fetchRuntime } from './node-runtime.ts';
import { SERVER_PACKAGE } from './server-package.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { commit: text, epoch: text } });
const root = projectRoot();
const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
const say = (line: string): void => void process.stderr.write(`package: ${line}\n`);

const scratch = mkdtempSync(join(tmpdir(), 'postern-package-'));
try {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('packages are built on Linux on amd64, because native modules are those of this machine');
  }
  if (values.commit === undefined && git('status', '--porcelain') !== '') say('the tree differs from its commit');
  const commit = {
    id: values.commit ?? git('rev-parse', '--short=8', 'HEAD'),
    epochS: Number(values.epoch ?? process.env['SOURCE_DATE_EPOCH'] ?? git('log', '-1', '--format=%ct')),
  };
  const npm = npmCommand(process.env['npm_execpath']);
  const runtime = await fetchRuntime(process.arch, npmPack({ npm, report: say }), scratch);
  const built = await buildPackages({
    packages: [LANE_PACKAGE, SERVER_PACKAGE],
    release: {
      version: debianVersion(root, commit),
      epochS: commit.epochS,
      architecture: ARCHITECTURES[process.arch],
    },
    root,
    runtime,
    platform: `${process.platform}/${process.arch}`,
    scratch,
    into: join(root, '.production'),
  });
  for (const file of built) {
    process.stdout.write(`${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${basename(file)}\n`);
    process.stdout.write(`${releaseOf(file)}  release of ${basename(file)}\n`);
    say(`bill of materials: ${billOf(file)}`);
  }
  const [lane = ''] = built;
  const archive = await archiveOfPackage(lane, scratch);
  process.stdout.write(`${createHash('sha256').update(readFileSync(archive)).digest('hex')}  ${basename(archive)}\n`);
} catch (error) {
  say(`refused: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
