import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

/** Folders, pages and a program for development and tests. */
const LEFT_OUT =
  /^\.build\/(test|hardware\/simulation|kiosk\/(main\/simulation|dock)|models\/build)\/|kiosk\/prepared\.js|ui-dist\/(assets\/)?dock/;
/** Static imports, and entries of threads and processes. A dynamic import may name a file that is left out. */
const IMPORTED = /(?:\bfrom|\bimport|\bnew URL\()\s*['"](\.\.?\/[^'"]+\.js)['"]/g;

const root = projectRoot();
let packed: readonly string[];
let folder: string;

/** Files of the package that `npm pack` makes of the built tree. */
function filesOfPackage(): readonly string[] {
  const json = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [made] = Object.values(JSON.parse(json) as Record<string, { readonly files: readonly { path: string }[] }>);
  return made?.files.map(({ path }) => path) ?? [];
}

beforeAll(() => {
  packed = filesOfPackage();
  folder = mkdtempSync(join(tmpdir(), 'postern-production-'));
  for (const file of packed) cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return () => rmSync(folder, { recursive: true, force: true });
});

/** A built tree may still hold files of earlier sources. */
function sourceOf(file: string): string {
  return join(root, file.replace('.build/', '').replace(/js$/, 'ts'));
}

function startKiosk(settings: Readonly<Record<string, string>>) {
  const env = { PATH: process.env['PATH'], ...settings };
  return spawnSync(process.execPath, [join(folder, '.build/kiosk/main.js')], { env, cwd: folder, encoding: 'utf8' });
}

describe('a production build', () => {
  it('contains the programs, and no simulator, development page, test or builder of models', () => {
    expect(packed).toContain('.build/kiosk/main.js');
    expect(packed).toContain('.build/server/main.js');
    expect(packed).toContain('models/manifest.json');
    expect(packed.filter((file) => LEFT_OUT.test(file))).toEqual([]);
  });

  it('contains every file that its files import', () => {
    const files = new Set(packed);
    const imported = packed
      .filter((file) => /^\.build\/(hardware|kiosk|models)\//.test(file) && existsSync(sourceOf(file)))
      .flatMap((file) =>
        [...readFileSync(join(root, file), 'utf8').matchAll(IMPORTED)].map(([, path]) => ({
          file,
          imports: posix.join(posix.dirname(file), path as string),
        })),
      );
    expect(imported.length).toBeGreaterThan(1_000);
    expect(imported.filter(({ imports }) => !files.has(imports))).toEqual([]);
  });

  it('starts the kiosk in production mode up to the faults of its configuration', () => {
    const { status, stderr } = startKiosk({ POSTERN_MODE: 'production' });
    expect(status).toBe(2);
    expect(stderr).toContain('POSTERN_KIOSK_CAMERA: must be the driver of a real device');
  });

  it('refuses simulators in development mode, and names every device that has one', () => {
    const { status, stderr } = startKiosk({
      POSTERN_KIOSK_DATA_DIR: join(folder, 'data'),
      POSTERN_KIOSK_SERVER_KEY: '00'.repeat(32),
    });
    expect(status).toBe(1);
    for (const kind of ['camera', 'document-reader', 'gate', 'indicator', 'secure-element']) {
      expect(stderr).toContain(`${kind}: the driver simulator is a simulator, and this program contains none`);
    }
  });
});
