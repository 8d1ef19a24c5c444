/**
 * `npm run lab [-- NAME...]`: starts the laboratory and runs its tests inside, or those whose file has one of these names. Exit code: that of
 * the tests; 1 when the machine did not start or did not end.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../models/files/project-root.ts';
import { missingSystemParts } from '../support/system-part.ts';
import { runMachine } from './machine.ts';
import { SOFTWARE_UPDATE, tryUpdates } from './software-update.ts';

const PARTS = [
  ...['qemu-system-x86_64', '/usr/bin/busybox', 'depmod', 'xz', 'apt-get'],
  ...['swtpm', 'swtpm_setup', 'certtool', 'tpm2'],
  ...['ffmpeg', 'v4l2-ctl', '/usr/sbin/mkfs.ext4'],
];
const LIMIT_MS = 30 * 60_000;

const root = projectRoot();
const asked = process.argv.slice(2).filter((name) => /^[\w-]+$/.test(name));
/** A machine of its own, whose power is cut, runs this suite. */
const isUpdateAsked = asked.length === 0 || asked.includes(SOFTWARE_UPDATE);
const names = asked.filter((name) => name !== SOFTWARE_UPDATE);
// The programs are run once before the tests, which limit the time of their start
const JOB = `
export PATH=${process.execPath.replace(/\/node$/, '')}:/usr/sbin:/usr/bin HOME=/run/tmp TMPDIR=/run/tmp LC_ALL=C.UTF-8 NO_COLOR=1
echo "lab: $(cut -d ' ' -f 1 /proc/uptime) s after the start of Linux $(uname -r): $(ls /dev/video0 /dev/tpmrm0 2>&1 | tr '\\n' ' ')"
ffmpeg -hide_banner -f v4l2 -i /dev/video0 -frames:v 2 -f null - 2>/dev/null >&2
v4l2-ctl --device /dev/video0 --list-formats-ext >/dev/null
cd ${root}
# A terminal would get a picture of the progress several times a second
{
  node node_modules/vitest/vitest.mjs run --reporter verbose --configLoader native --config .build/test/lab/inside/vitest.config.js ${names.join(' ')}
  echo $? >/run/code
} 2>&1 | cat
exit $(cat /run/code)
`;

const missing = missingSystemParts('the laboratory', PARTS);
const folder = mkdtempSync(join(tmpdir(), 'postern-lab-run-'));
const startedMs = performance.now();
try {
  if (missing !== undefined) throw new Error(missing);
  const onLine = (line: string): void => void process.stdout.write(`${line}\n`);
  if (names.length > 0 || !isUpdateAsked || asked.length === 0) {
    const code = await runMachine({ job: JOB, folder, limitMs: LIMIT_MS, onLine });
    process.exitCode = code === 'cut' ? 1 : code;
  }
  if (isUpdateAsked) await tryUpdates({ folder, onLine });
} catch (error) {
  process.stderr.write(`lab: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
  process.stderr.write(`lab: ${((performance.now() - startedMs) / 1_000).toFixed(0)} s\n`);
}
