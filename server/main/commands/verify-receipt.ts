/**
 * `postern-server verify-receipt RECEIPT --lane-key LANE=HEX [--policy FILE] [--report FILE [--proof FILE --ledger-policy FILE]]`: verifies a
 * traveller's receipt without network or server. RECEIPT is its text, or a file with it. Exit codes: 0 valid, 1 not valid, 64 wrong
 * arguments, 66 unreadable file.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { KioskId } from '../../contract/field.ts';
import { type RetentionPolicy, retentionPolicySchema } from '../../contract/retention.ts';
import { judgeReceipt, type ReceiptClaim } from '../../lanes/receipt/judge-receipt.ts';
import { readNamedLaneKey } from '../../lanes/receipt/lane-keys.ts';
import { linesOf } from '../../lanes/receipt/receipt-words.ts';

const USAGE =
  'usage: postern-server verify-receipt RECEIPT --lane-key LANE=HEX [--policy FILE] [--report FILE [--proof FILE --ledger-policy FILE]]';

interface Asked {
  readonly receipt: string;
  readonly laneKeys: ReadonlyMap<KioskId, Uint8Array>;
  readonly policy: string | undefined;
  readonly report: string | undefined;
  readonly proof: string | undefined;
  readonly ledgerPolicy: string | undefined;
}

function end(lines: readonly string[], exitCode: number): void {
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = exitCode;
}

function readArguments(): Asked | undefined {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        'lane-key': { ...text, multiple: true },
        policy: text,
        report: text,
        proof: text,
        'ledger-policy': text,
      },
    });
    const [receipt, ...rest] = positionals;
    const { policy, report, proof, 'lane-key': keys = [], 'ledger-policy': ledgerPolicy } = values;
    const laneKeys = new Map(keys.map(readNamedLaneKey).filter((named) => named !== undefined));
    const provesWhat =
      (proof === undefined) === (ledgerPolicy === undefined) && (proof === undefined || report !== undefined);
    if (receipt === undefined || rest.length > 0 || keys.length === 0 || laneKeys.size !== keys.length || !provesWhat) {
      return undefined;
    }
    return { receipt, laneKeys, policy, report, proof, ledgerPolicy };
  } catch {
    return undefined;
  }
}

function policyIn(file: string): RetentionPolicy | undefined {
  try {
    return retentionPolicySchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function claimOf({ receipt, laneKeys, policy, report, proof, ledgerPolicy }: Asked): ReceiptClaim | undefined {
  const read = policy === undefined ? undefined : policyIn(policy);
  if (policy !== undefined && read === undefined) return undefined;
  return {
    text: receipt.startsWith('PR1:') ? receipt : readFileSync(receipt, 'utf8'),
    laneKeys,
    policy: read,
    report: report === undefined ? undefined : readFileSync(report),
    ledger:
      proof === undefined || ledgerPolicy === undefined
        ? undefined
        : { proof: readFileSync(proof, 'utf8'), policy: readFileSync(ledgerPolicy, 'utf8') },
  };
}

const asked = readArguments();
if (asked === undefined) {
  end([USAGE], 64);
} else {
  let claim: ReceiptClaim | undefined;
  try {
    claim = claimOf(asked);
    if (claim === undefined) end(['NOT VERIFIED', 'The file is not a retention policy.'], 66);
  } catch {
    end(['NOT VERIFIED', 'A file cannot be read.'], 66);
  }
  if (claim !== undefined) {
    const verdict = judgeReceipt(claim);
    end(linesOf(verdict, Date.now()), verdict.kind === 'verified' ? 0 : 1);
  }
}
