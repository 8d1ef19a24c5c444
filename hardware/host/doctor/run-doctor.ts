import { parseArgs } from 'node:util';
import { type Finding, findingText } from './finding.ts';

export interface Examination {
  /** 0 no fault, 1 faults, 78 the settings have faults (EX_CONFIG of sysexits(3)). */
  readonly code: number;
  readonly findings: readonly Finding[];
}

/** The program of a doctor: `[--json]`. Prints the findings and sets the exit code; 64 for wrong arguments (EX_USAGE). */
export async function runDoctor(command: string, examine: () => Promise<Examination>): Promise<void> {
  const asked = readArguments();
  if (asked === undefined) {
    process.stderr.write(`usage: ${command} doctor [--json]\n`);
    process.exitCode = 64;
    return;
  }
  const { code, findings } = await examine();
  process.stdout.write(asked.json === true ? `${JSON.stringify({ findings })}\n` : findingText(findings));
  process.exitCode = code;
}

function readArguments(): { readonly json?: boolean | undefined } | undefined {
  try {
    return parseArgs({ options: { json: { type: 'boolean' } } }).values;
  } catch {
    return undefined;
  }
}
