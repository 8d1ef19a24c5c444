import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A program and the arguments that come before all others. */
export interface Command {
  readonly program: string;
  readonly leading: readonly string[];
}

/**
 * How to run npm without a shell.
 *
 * npm tells the scripts it runs where it is (`npm_execpath`); outside of one, it is looked for where Node installs it.
 * Its JavaScript entry is run by this same Node, so that no `npm.cmd` has to be interpreted. Failing that, `npm` is left
 * to the PATH. A `npm_execpath` of another package manager is passed over: it has no `pack` of that meaning.
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
