/** vitest's global setup while tests are watched: a compiler beside it prints the type errors of the whole tree after each change. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { projectRoot } from '../../models/files/project-root.ts';

export default function watchTypes({ vitest }: TestProject): (() => void) | undefined {
  if (!vitest.config.watch) return undefined;
  const root = projectRoot();
  const options = ['-p', 'tsconfig.json', '--watch', '--preserveWatchOutput', '--noEmit'];
  const compiler = spawn(process.execPath, [join(root, 'node_modules/ts7/bin/tsc'), ...options], { cwd: root });
  compiler.stdout.pipe(process.stdout);
  compiler.stderr.pipe(process.stderr);
  return () => void compiler.kill();
}
