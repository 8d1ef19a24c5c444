import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A program and the arguments that come before all others. */
export interface Command {
  readonly program: string;
  readonly leading: readonly string[];
}

/**
 * How to run npm without a shell. npm passes its own path to the scripts it runs (`npm_execpath`). Outside of such a
 * script, npm is searched where Node installs it, and otherwise on the PATH. This Node runs npm's JavaScript entry, so
 * no `npm.cmd` has to be interpreted. An `npm_execpath` of another package manager is ignored, because its `pack`
 * differs.
 */
export function npmCommand(npmExecPath: string | undefined, nodeProgram: string = process.execPath): Command {
  const folder = dirname(nodeProgram);
  const candidates = [
    ...(npmExecPath === undefined ? [] : [npmExecPath]),
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const entry = candidates.find((file) => file.endsWith('npm-cli.js') && existsSync(file));
  return entry === undefined ? { program: 'npm', leading: [] } : { program: nodeProgram, leading: [entry] };
}
