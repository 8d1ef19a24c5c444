import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A sentence with the missing parts of another implementation; `undefined` when all are installed. A test skips with it. Throws under CI. */
export function missingSystemParts(name: string, parts: readonly string[]): string | undefined {
  const missing = parts.filter((part) => !(part.startsWith('/') ? existsSync(part) : runs(part)));
  if (missing.length === 0) return undefined;
  const reason = `${name} needs ${missing.join(', ')}`;
  if (process.env['CI'] === 'true') throw new Error(`${reason}, and CI requires these tests`);
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
