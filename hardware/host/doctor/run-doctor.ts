import { parseArgs } from 'node:util';
import { type Finding, findingText } from './finding.ts';

export interface Examination {
  /** 0 no fault, 1 faults, 78 the settings have faults (EX_CONFIG of sysexits(3)). */
  readonly code: number;
  readonly findings: readonly Finding[];
}

/**
 * The program of a doctor: `[--json]`. Prints the findings and sets the exit code; 64 for wrong arguments (EX_USAGE).
 *
 * @param command all words before the option
 * @param words the arguments after them
 */
export async function runDoctor(
  command: string,
  examine: () => Promise<Examination>,
  words: readonly string[] = process.argv.slice(2),
): Promise<void> {
  const asked = readArguments(words);
  if (asked === undefined) {
    process.stderr.write(`usage: ${command} [--json]\n`);
    process.exitCode = 64;
    return;
  }
  const { code, findings } = await examine();
  process.stdout.write(asked.json === true ? `${JSON.stringify({ findings })}\n` : findingText(findings));
  process.exitCode = code;
}

function readArguments(words: readonly string[]): { readonly json?: boolean | undefined } | undefined {
  try {
    return parseArgs({ args: [...words], options: { json: { type: 'boolean' } } }).values;
  } catch {
    return undefined;
  }
}
