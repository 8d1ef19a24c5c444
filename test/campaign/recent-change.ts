/** The files of the change that is tested, from git. */
import { execFileSync } from 'node:child_process';
import type { Change } from './choose.ts';

/** Without another base, the commits of this time before the last one are the change, h. */
const RECENT_HOURS = 6;

/**
 * Since the commit that `POSTERN_BASE` names, or since this branch left `origin/main`, or else in the commits of the last hours.
 *
 * @returns `undefined` without git or a history
 */
export function recentChange(root: string, base = process.env['POSTERN_BASE']): Change | undefined {
  const git = (...options: readonly string[]): string | undefined => {
    try {
      return execFileSync('git', options, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      return undefined;
    }
  };
  const head = git('rev-parse', 'HEAD');
  const count = git('rev-list', '--count', 'HEAD');
  if (head === undefined || count === undefined) return undefined;
  const left = git('merge-base', 'origin/main', 'HEAD');
  const from = base ?? (left === head ? undefined : left) ?? before(Number(git('log', '-1', '--format=%ct')));
  const files = from === undefined ? undefined : git('diff', '--name-only', from, 'HEAD');
  if (files === undefined) return undefined;
  return { files: files.split('\n').filter((file) => file !== ''), turn: Number(count) };

  function before(seconds: number): string | undefined {
    const found = git('rev-list', '-1', `--before=${seconds - RECENT_HOURS * 3_600}`, 'HEAD');
    return found === '' ? undefined : found;
  }
}
