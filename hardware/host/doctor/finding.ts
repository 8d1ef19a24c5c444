/** A part of a lane or a server as its doctor finds it. */
export interface Finding {
  /** Database, keys, disk: a word for the person. */
  readonly part: string;
  /** `note`: it works, and something should be done before it does not. */
  readonly state: 'ok' | 'note' | 'fault';
  /** One sentence. */
  readonly says: string;
  /** Whom a fault affects. */
  readonly affects?: string;
  /** The next step, a command where there is one. */
  readonly next?: string;
}

type Rest = Pick<Finding, 'affects' | 'next'>;

export const ok = (part: string, says: string): Finding => ({ part, state: 'ok', says });
export const note = (part: string, says: string, rest: Rest = {}): Finding => ({ part, state: 'note', says, ...rest });
export const fault = (part: string, says: string, rest: Rest = {}): Finding => ({
  part,
  state: 'fault',
  says,
  ...rest,
});

/** A part that cannot be examined is a fault of its own, and hides no other part. @param explain one sentence about the error */
export async function examined(
  part: string,
  examine: () => readonly Finding[] | Promise<readonly Finding[]>,
  explain: (error: unknown) => string = unexplained,
): Promise<readonly Finding[]> {
  try {
    return await examine();
  } catch (error) {
    return [fault(part, explain(error))];
  }
}

export function unexplained(error: unknown): string {
  return `It cannot be examined: ${error instanceof Error ? error.message : String(error)}.`;
}

const SIGNS = { ok: 'ok   ', note: 'note ', fault: 'FAULT' } as const;

/** For a terminal: one line for each part, and indented lines for what follows from it. */
export function findingText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ part }) => part.length));
  const indent = ' '.repeat(width + 8);
  return findings
    .flatMap(({ part, state, says, affects, next }) => [
      `${SIGNS[state]} ${part.padEnd(width)}  ${says}`,
      ...(affects === undefined ? [] : [`${indent}Affects: ${affects}`]),
      ...(next === undefined ? [] : [`${indent}Next: ${next}`]),
    ])
    .map((line) => `${line}\n`)
    .join('');
}
