/**
 * `postern-server selection-audit FILE [--out FILE.md]`: the quarterly audit document of the selection of declarations, from a JSON file of closed
 * facts (`dispositionsSchema`). Exit code: 1 when the file is refused, with each fault.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { auditText } from '../../goods/declarations/selection/audit-text.ts';
import { dispositionsSchema } from '../../goods/declarations/selection/audit.ts';

const USAGE = 'usage: postern-server selection-audit FILE [--out FILE.md]';

function refuse(lines: readonly string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return 1;
}

function main(): number {
  let file: string | undefined;
  let out: string | undefined;
  try {
    const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
    [file, out] = [positionals[0], values.out];
  } catch {
    return refuse([USAGE]);
  }
  if (file === undefined) return refuse([USAGE]);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return refuse([`${file} cannot be read as JSON`]);
  }
  const parsed = dispositionsSchema.safeParse(content);
  if (!parsed.success) {
    return refuse(parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`));
  }
  const text = auditText(parsed.data);
  if (out === undefined) process.stdout.write(text);
  else writeFileSync(out, text);
  return 0;
}

process.exitCode = main();
