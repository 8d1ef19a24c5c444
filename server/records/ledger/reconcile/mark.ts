/**
 * Records up to which entry the tables were found to agree with the log, in a file beside the ratchet, outside the database and every
 * backup. The log's key signs it: an attacker with write access can delete the file, which costs a longer check, but cannot forge one that
 * skips entries. Its first line is not a valid origin, so it cannot pass for a checkpoint.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { replaceFile } from '../../../../hardware/host/durable-file.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import { formatNote, parseNote, verifyNote } from '../../../platform/transparency/note/note.ts';
import type { NoteSigner } from '../../../platform/transparency/note/signer.ts';
import type { VerifierKey } from '../../../platform/transparency/note/vkey.ts';
import { decodeBase64, decodeDecimal, encodeBase64 } from '../../../platform/transparency/text.ts';

export const MARK_FILE = 'postern-ledger-reconciled';

export interface ReconciledMark {
  /** Entries 0..size - 1 were reconciled. */
  readonly size: number;
  readonly root: Uint8Array;
  /** Whether a difference was found and no full run since has found the tables to agree. */
  readonly differs: boolean;
  /** End of the last full run, wall ms; 0 before the first. */
  readonly fullAt: number;
  /** Grows with each mark; the ratchet holds the latest. 0 in marks of versions without numbers. */
  readonly number: number;
  /** Number of entries below `size` about rows of each table that gives rights; `undefined` before they were counted. */
  readonly entries: Readonly<Record<string, number>> | undefined;
}

/** Versions without numbers wrote the first five. */
const LINES = [5, 7];
const countsSchema = z.record(z.string(), z.int().min(0));

/** `undefined` if the file is missing or not signed by this key. */
export async function readMark(path: string, key: VerifierKey): Promise<ReconciledMark | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const note = parseNote(text);
    verifyNote(note, [key]);
    const lines = note.text.split('\n').slice(0, -1);
    const [name, sizeText = '', rootText = '', state, fullText = '', numberText = '0', countsText] = lines;
    const [size, fullAt, number] = [sizeText, fullText, numberText].map(decodeDecimal);
    if (!LINES.includes(lines.length) || name !== titleOf(key)) return undefined;
    if (size === undefined || fullAt === undefined || number === undefined) return undefined;
    const entries = countsText === undefined ? undefined : countsSchema.parse(JSON.parse(countsText));
    return { size, root: decodeBase64(rootText), differs: state !== 'agrees', fullAt, number, entries };
  } catch (error) {
    if (error instanceof LedgerError) return undefined;
    throw error;
  }
}

/** Durable when it resolves. Rejects as the key does, without a change. */
export async function writeMark(path: string, signer: NoteSigner, mark: ReconciledMark): Promise<void> {
  const { size, root, differs, fullAt, number, entries = {} } = mark;
  const state = differs ? 'differs' : 'agrees';
  const lines = [
    titleOf(signer.key),
    size,
    encodeBase64(root),
    state,
    Math.round(fullAt),
    number,
    JSON.stringify(entries),
  ];
  const text = lines.map((line) => `${line}\n`).join('');
  const note = formatNote({ text, signatures: [await signer.sign(text)] });
  await replaceFile(path, note);
}

function titleOf({ name }: VerifierKey): string {
  return `${name}/reconciled`;
}
