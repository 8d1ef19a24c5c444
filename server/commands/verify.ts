/**
 * `npm run verify -- FILE --policy POLICY [--entry HEX] [--of EXPORTED]`: verifies a proof file, and that it belongs to the exported file,
 * without network or server. It checks the signature of a report of
 * error rates too, and computes each rate again from the counts of the file. Exit codes: 0 valid, 1 not valid, 64 wrong arguments, 66 unreadable file.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { LedgerError } from '../transparency/ledger-error.ts';
import { decodeUtf8 } from '../transparency/text.ts';
import { judgeProofFile, type ProofClaim } from '../ledger/verify/judge-proof-file.ts';
import type { ProofVerdict } from '../ledger/verify/proof-verdict.ts';
import { type JudgedReport, judgeReportFile } from '../observatory/publication/judge-report-file.ts';

const USAGE = 'usage: npm run verify -- FILE --policy POLICY [--entry HEX] [--of EXPORTED]';

function end(lines: readonly string[], exitCode: number): void {
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = exitCode;
}

interface Asked {
  readonly file: string;
  readonly policy: string;
  readonly entry: Uint8Array | undefined;
  readonly of: string | undefined;
}

function readArguments(): Asked | undefined {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { policy: text, entry: text, of: text },
    });
    const [file, ...rest] = positionals;
    const { policy, entry, of } = values;
    const isHex = entry === undefined || /^([0-9a-f]{2})*$/.test(entry);
    if (file === undefined || rest.length > 0 || policy === undefined || !isHex) return undefined;
    return { file, policy, entry: entry === undefined ? undefined : Buffer.from(entry, 'hex'), of };
  } catch {
    return undefined;
  }
}

/** `digest`: SHA-256 of the file, hex. */
function isOf({ entry }: ProofVerdict & { readonly kind: 'verified' }, digest: string): boolean {
  return entry?.type === 'export' && entry.digest === digest;
}

/** The most differences that are listed. */
const LISTED = 20;

function figuresOf(judged: JudgedReport): string[] {
  if (judged.kind === 'other') return [];
  const { period, signedBy, figures, withheld } = judged;
  return [
    `Error rates of ${period}, signed by the key ${signedBy}.`,
    `${figures} figures were computed again from the counts of the file, and all are right. The counts of ${withheld} rates are withheld.`,
  ];
}

function linesOf(verdict: ProofVerdict, exported: string | undefined, judged: JudgedReport): string[] {
  if (verdict.kind === 'refused') return [`NOT VERIFIED (${verdict.code})`, verdict.words];
  const { origin, index, size, witnesses, entry } = verdict;
  const seen = [...witnesses].map(([name, timeS]) => `  ${name}: ${new Date(timeS * 1_000).toISOString()}`);
  return [
    'VERIFIED',
    `Entry ${index} of ${origin}, under its checkpoint of ${size} entries.`,
    ...(seen.length === 0 ? ['No witness has cosigned it, and the policy needs none.'] : ['Cosigned by', ...seen]),
    ...(exported === undefined ? [] : ['The entry is of the given file, which is unchanged since its export.']),
    ...figuresOf(judged),
    ...(entry === undefined ? ["The entry's content was erased, or is not in the file."] : [JSON.stringify(entry)]),
  ];
}

const asked = readArguments();
if (asked === undefined) {
  end([USAGE], 64);
} else {
  let claim: ProofClaim | undefined;
  let exported: string | undefined;
  let judged: JudgedReport = { kind: 'other' };
  try {
    if (asked.of !== undefined) {
      const file = readFileSync(asked.of);
      exported = createHash('sha256').update(file).digest('hex');
      judged = judgeReportFile(file);
    }
    claim = {
      proof: decodeUtf8(readFileSync(asked.file), 'malformed-proof'),
      policy: decodeUtf8(readFileSync(asked.policy), 'malformed-policy'),
      entry: asked.entry,
    };
  } catch (error) {
    const unread = error instanceof LedgerError ? 'A file is not text in UTF-8.' : 'A file cannot be read.';
    end(['NOT VERIFIED', unread], 66);
  }
  if (claim !== undefined) {
    const verdict = judgeProofFile(claim);
    if (verdict.kind === 'verified' && exported !== undefined && !isOf(verdict, exported)) {
      end(['NOT VERIFIED (other-file)', 'The proof is valid but belongs to another file.'], 1);
    } else if (
      verdict.kind === 'verified' &&
      judged.kind === 'report' &&
      (judged.differences.length > 0 || !judged.isSigned)
    ) {
      const shown = judged.differences.slice(0, LISTED);
      const more = judged.differences.length - shown.length;
      end(
        [
          `NOT VERIFIED (${judged.isSigned ? 'other-figures' : 'not-signed'})`,
          'The proof is of the file, but the file is not right.',
          ...(judged.isSigned ? [] : ['The signature does not fit the report.']),
          ...shown,
          ...(more > 0 ? [`and ${more} more`] : []),
        ],
        1,
      );
    } else {
      end(linesOf(verdict, exported, judged), verdict.kind === 'verified' ? 0 : 1);
    }
  }
}
