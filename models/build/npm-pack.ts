import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelBuildError } from '../files/build-error.ts';
import type { Command } from './npm-command.ts';
import type { PackageSpec } from './package-spec.ts';

/** Long enough for 150 MB over a slow line. */
const TIMEOUT_MS = 20 * 60_000;
const HEARTBEAT_MS = 5_000;
const KEPT_OUTPUT_CHARS = 4_000;

/** npm's messages when the registry is unreachable. */
const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT|FETCH_ERROR)\b/;

/** Fetches a package's tarball into an existing, empty folder and returns the tarball's path. */
export type FetchPackage = (spec: PackageSpec, folder: string) => Promise<string>;

export interface NpmPackOptions {
  readonly npm: Command;
  readonly report: (line: string) => void;
  readonly timeoutMs?: number;
}

/**
 * Fetches packages with `npm pack`, which honours the machine's registry, proxy and credentials, runs no script of the
 * package and installs none of its dependencies. The tarball is not trusted: the caller checks its digest.
 *
 * @throws ModelBuildError `npm-missing`, `registry-unreachable`, `npm-failed`
 */
export function npmPack({ npm, report, timeoutMs = TIMEOUT_MS }: NpmPackOptions): FetchPackage {
  return async (spec, folder) => {
    const started = performance.now();
    const seconds = (): number => Math.round((performance.now() - started) / 1000);
    const what = `${spec.package}@${spec.version}`;
    const megabytes = (spec.packageBytes / 1e6).toFixed(0);
    report(`fetching ${what} (${megabytes} MB)`);
    const heartbeat = setInterval(() => report(`fetching ${what} (${megabytes} MB): ${seconds()} s`), HEARTBEAT_MS);
    try {
      await run(npm, ['pack', what, '--pack-destination', folder, ...SETTINGS], folder, timeoutMs, what);
    } finally {
      clearInterval(heartbeat);
    }
    const [tarball, ...others] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
    if (tarball === undefined || others.length > 0) {
      throw new ModelBuildError('npm-failed', `npm wrote no tarball for ${what}`);
    }
    report(`fetched ${what} in ${seconds()} s`);
    return join(folder, tarball);
  };
}

const SETTINGS = [
  '--ignore-scripts',
  '--prefer-offline',
  '--no-update-notifier',
  '--loglevel=error',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];

async function run(npm: Command, args: string[], cwd: string, timeoutMs: number, what: string): Promise<void> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const child = spawn(npm.program, [...npm.leading, ...args], {
    cwd,
    shell: false,
    stdio: ['ignore', 'ignore', 'pipe'],
    signal: deadline,
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output = (output + chunk).slice(-KEPT_OUTPUT_CHARS);
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => {
      reject(
        deadline.aborted
          ? new ModelBuildError('registry-unreachable', `${what} did not arrive in ${timeoutMs / 1000} s`)
          : new ModelBuildError('npm-missing', 'npm could not be started', { cause }),
      );
    });
    child.once('close', resolve);
  });
  if (exitCode === 0) return;
  const [unreachable] = UNREACHABLE.exec(output) ?? [];
  if (unreachable !== undefined) {
    throw new ModelBuildError(
      'registry-unreachable',
      `the package registry cannot be reached for ${what} (${unreachable})`,
    );
  }
  throw new ModelBuildError('npm-failed', `npm pack ${what} ended with ${exitCode ?? 'a signal'}:\n${output.trim()}`);
}
