/**
 * `postern-lane run`: starts the kiosk by `recipe.ts`, without core dumps, and exits with its exit code.
 * For a start from a shell; a service manager starts the kiosk directly (`main/install/postern-lane.service`).
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { environmentWith } from '../../platform/config/process-config.ts';
import { ALLOCATOR, PROCESS_ARGUMENTS } from '../../platform/launch/recipe.ts';

keepFilesPrivate();

const KIOSK = join(import.meta.dirname, '..', '..', 'main.js');
/** The limit also applies to the program that replaces the shell. */
const WITHOUT_CORE_DUMPS = 'ulimit -c 0 && exec "$@"';

const child = spawn(
  '/bin/sh',
  ['-c', WITHOUT_CORE_DUMPS, 'sh', process.execPath, ...PROCESS_ARGUMENTS, KIOSK, ...process.argv.slice(2)],
  { env: environmentWith({ [ALLOCATOR.name]: ALLOCATOR.value }), stdio: 'inherit' },
);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.once('error', () => {
  process.stderr.write('the kiosk cannot be started: there is no /bin/sh\n');
  process.exit(1);
});
child.once('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  for (const taken of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.removeAllListeners(taken);
  process.kill(process.pid, signal);
});
