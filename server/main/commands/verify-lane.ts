/**
 * `postern-server verify-lane ANSWER [--server-key HEX] [--ledger-policy FILE]`: verifies the saved answer of a lane without network or server.
 * A key and a policy from another source prove more than those in the file. Exit codes: 0 valid and fresh when scanned, 1 not, 64 wrong
 * arguments, 66 unreadable file.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { judgeLaneStatement, type LaneStatementVerdict } from '../../intake/lane-statements/judge-lane-statement.ts';
import { readSavedAnswer } from '../../intake/lane-statements/saved-answer.ts';
import { wordsOf } from '../../intake/lane-statements/statement-words.ts';
import { inEnglish } from '../../lanes/receipt/receipt-words.ts';
import { readLaneKey } from '../../lanes/receipt/lane-keys.ts';

const USAGE = 'usage: postern-server verify-lane ANSWER [--server-key HEX] [--ledger-policy FILE]';

interface Asked {
  readonly answer: string;
  readonly serverKey: Uint8Array | undefined;
  readonly policy: string | undefined;
}

function readArguments(): Asked | undefined {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { 'server-key': text, 'ledger-policy': text },
    });
    const [answer, ...rest] = positionals;
    const { 'server-key': hex, 'ledger-policy': policy } = values;
    const serverKey = hex === undefined ? undefined : readLaneKey(hex);
    if (answer === undefined || rest.length > 0 || (hex !== undefined && serverKey === undefined)) return undefined;
    return { answer, serverKey, policy };
  } catch {
    return undefined;
  }
}

function end(lines: readonly string[], exitCode: number): void {
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = exitCode;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function judge({ answer, serverKey, policy }: Asked): void {
  const saved = readSavedAnswer(textOf(answer) ?? '');
  const own = policy === undefined ? undefined : textOf(policy);
  if (saved === undefined || (policy !== undefined && own === undefined)) {
    return end(['NOT VERIFIED', 'A file cannot be read, or is not the saved answer of a lane.'], 66);
  }
  const verdict = judgeLaneStatement({
    text: saved.statement,
    serverKey: serverKey ?? readLaneKey(saved.serverKey) ?? new Uint8Array(32),
    scannedAt: saved.scannedAt,
    release: saved.release,
    policy: own ?? saved.policy ?? undefined,
  });
  const isValid = isGood(verdict);
  const { headline, facts, limits } = wordsOf(verdict, inEnglish);
  const sources = [
    ...(serverKey === undefined ? ['The key of the server is the one in the file.'] : []),
    ...(own === undefined ? ['The policy of the ledger is the one in the file.'] : []),
  ];
  end([isValid ? 'VERIFIED' : 'NOT VERIFIED', headline, ...facts, ...limits, ...sources], isValid ? 0 : 1);
}

function isGood(verdict: LaneStatementVerdict): boolean {
  return verdict.kind === 'genuine' && verdict.freshness === 'fresh' && verdict.release.kind === 'approved';
}

const asked = readArguments();
if (asked === undefined) end([USAGE], 64);
else judge(asked);
