/** A release of the lane's software whose program prints its version, where the package has Node. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function writeSmallRelease(folder: string, version: number, more: Readonly<Record<string, string>> = {}): void {
  const files = {
    'bin/node': `#!/bin/sh\necho release ${version}\n`,
    'code/kiosk/main.js': `// ${version}\n`,
    'package.json': '{"name":"postern"}\n',
    [`models/${'deep/'.repeat(24)}file.json`]: 'x'.repeat(200_000 + version),
    ...more,
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  chmodSync(join(folder, 'bin/node'), 0o755);
}

/** The output of a small release. */
export function startOf(home: string): string {
  return execFileSync(join(home, 'bin/node'), { encoding: 'utf8' }).trim();
}
