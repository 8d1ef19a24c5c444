import { parseArgs } from 'node:util';
import { ModelBuildError } from '../files/build-error.ts';
import { type Command, npmCommand } from './npm-command.ts';

export interface BuildConfig {
  readonly npm: Command;
  /** Print the digests that a build would give, and change nothing. */
  readonly printDigests: boolean;
}

/** Reads the command line and the environment. @throws ModelBuildError `usage` */
export function buildConfig(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): BuildConfig {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { 'print-digests': { type: 'boolean', default: false } },
    });
    return { npm: npmCommand(environment['npm_execpath']), printDigests: values['print-digests'] };
  } catch (cause) {
    throw new ModelBuildError('usage', 'the only option is --print-digests', { cause });
  }
}
