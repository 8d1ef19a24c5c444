/** Packages that these tests need. Without them the tests skip with the reason, and fail in CI. */
import { existsSync, readdirSync } from 'node:fs';

const FOLDERS = ['/usr/lib', '/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64'];
const RECORDINGS = '/usr/share/installed-tests/libfprint-2';

function excuse(packages: string): string {
  if (process.env['CI'] === 'true') throw new Error(`${packages} is not installed, and CI must test with it`);
  process.stderr.write(`skipped: ${packages} is not installed\n`);
  return packages;
}

/** The package that is missing. Throws in CI. */
export function missingLibfprint(): string | undefined {
  const there = FOLDERS.some(
    (folder) => existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('libfprint-2.so.2')),
  );
  return there ? undefined : excuse('libfprint-2-2');
}

/** The packages that are missing for replaying a recorded reader. Throws in CI. */
export function missingRecordings(): string | undefined {
  const there = existsSync('/usr/bin/umockdev-run') && existsSync(RECORDINGS);
  return missingLibfprint() ?? (there ? undefined : excuse('umockdev and libfprint-2-tests'));
}

/** The folder of a recording: `device`, `capture.pcapng`, `capture.png`. */
export const recordingOf = (reader: string): string => `${RECORDINGS}/${reader}`;
