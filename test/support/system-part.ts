import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * The parts of another implementation that are not on this machine, as a sentence; `undefined` when all are. A test skips with it, and
 * fails under `CI=true`.
 */
export function missingSystemParts(name: string, parts: readonly string[]): string | undefined {
  const missing = parts.filter((part) => !(part.startsWith('/') ? existsSync(part) : runs(part)));
  if (missing.length === 0) return undefined;
  const reason = `${name} needs ${missing.join(', ')}`;
  if (process.env['CI'] === 'true') throw new Error(`${reason}, and CI must run these tests`);
  return reason;
}

function runs(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
