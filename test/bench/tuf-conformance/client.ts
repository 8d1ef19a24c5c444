/**
 * The lane's client of the signed channel as the command that tuf-conformance calls (its CLIENT-CLI.md): `init`, `refresh`, `download`.
 * Exit code 0: done; 1: refused. NOW replaces the time: the suite asks `faketime` to set it.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { downloadTarget } from '../../../kiosk/fleet/releases/download.ts';
import { MetadataStore } from '../../../kiosk/fleet/releases/metadata-store.ts';
import { refreshMetadata } from '../../../kiosk/fleet/releases/refresh.ts';
import type { ReleaseSource, SourceAnswer } from '../../../kiosk/fleet/releases/release-source.ts';
import { TargetStore } from '../../../kiosk/fleet/releases/target-store.ts';
import { FOR_ALL_LANES } from '../../../server/lanes/releases/entries.ts';
import { PIECE_BYTES } from '../../../server/contract/release-repository.ts';

const LARGEST_TARGET_BYTES = 1_000_000_000;
const text = { type: 'string' } as const;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    'metadata-dir': text,
    'metadata-url': text,
    'target-base-url': text,
    'target-dir': text,
    'target-name': { type: 'string', multiple: true },
  },
});
const [command, trustedRoot = ''] = positionals;
const metadataDir = values['metadata-dir'] ?? '';
/** Beside the metadata, whose folder the suite reads. */
const stateDir = `${metadataDir}-state`;
const installedRoot = join(stateDir, 'installed-root.json');
mkdirSync(stateDir, { recursive: true });

async function fetched(url: URL, limitBytes: number): Promise<SourceAnswer> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch {
    return { kind: 'unreachable' };
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.status === 404) return { kind: 'absent' };
  if (!response.ok) return { kind: 'unreachable' };
  return bytes.length > limitBytes ? { kind: 'too-large' } : { kind: 'bytes', bytes };
}

function below(base = '', path = ''): URL {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), base.endsWith('/') ? base : `${base}/`);
}

/** The suite compares the names of all files in the folder with those that it expects, and these have no older roots. */
class NewestRootStore extends MetadataStore {
  override keepRoot(): void {}
}

async function refreshed(signal: AbortSignal) {
  const source: ReleaseSource = {
    name: 'folder',
    metadata: (file, limit) => fetched(below(values['metadata-url'], file.replace(/^metadata\//, '')), limit),
    piece: () => Promise.resolve({ kind: 'absent' }),
  };
  const store = new NewestRootStore(metadataDir);
  const nowMs = process.env['NOW'] === undefined ? Date.now() : Date.parse(process.env['NOW']);
  return refreshMetadata({ source, store, installedRoot: readFileSync(installedRoot), nowMs, signal });
}

async function download(): Promise<void> {
  const { signal } = new AbortController();
  const { targets } = await refreshed(signal);
  const store = new TargetStore(join(stateDir, 'targets'), {
    file: join(stateDir, 'record'),
    mark: join(stateDir, 'mark'),
  });
  for (const name of values['target-name'] ?? []) {
    const { length, hashes } = targets.signed.targets[name] ?? {};
    const digest = hashes?.['sha256'];
    if (length === undefined || digest === undefined) throw new Error(`there is no target ${name} with a SHA-256`);
    const at = name.lastIndexOf('/') + 1;
    const url = below(values['target-base-url'], `${name.slice(0, at)}${digest}.${name.slice(at)}`);
    const source: ReleaseSource = {
      name: 'folder',
      metadata: () => Promise.resolve({ kind: 'absent' }),
      async piece(_file, offset) {
        const answer = await fetched(url, LARGEST_TARGET_BYTES);
        return answer.kind === 'bytes'
          ? { kind: 'bytes', bytes: answer.bytes.subarray(offset, offset + PIECE_BYTES) }
          : answer;
      },
    };
    if (!(await store.holds({ digest, lengthBytes: length }))) {
      const terms = { ...FOR_ALL_LANES, kind: 'notice', name: 'main', version: 1 } as const;
      const offer = { ...terms, length, digest, expiresAtMs: Number.MAX_SAFE_INTEGER };
      await downloadTarget(offer, { source, store, clock: systemClock, signal, onProgress: () => undefined });
    }
    const bytes = readFileSync(join(stateDir, 'targets', digest));
    const file = join(values['target-dir'] ?? '', encodeURIComponent(name));
    if (!existsSync(file) || !readFileSync(file).equals(bytes)) writeFileSync(file, bytes);
  }
}

try {
  if (command === 'init') {
    mkdirSync(metadataDir, { recursive: true });
    for (const file of [installedRoot, join(metadataDir, 'root.json')]) copyFileSync(trustedRoot, file);
  } else if (command === 'refresh') {
    await refreshed(new AbortController().signal);
  } else if (command === 'download') {
    await download();
  } else {
    throw new Error('init, refresh or download');
  }
} catch (error) {
  const { message, cause } = error instanceof Error ? error : new Error('refused');
  process.stderr.write(`${message}${cause instanceof Error ? `: ${cause.message}` : ''}\n`);
  process.exitCode = 1;
}
