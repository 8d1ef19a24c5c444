/**
 * Loads signed documents from files: a document signed by two people is in force, and older ones are refused afterwards.
 */
import { readFileSync, statSync } from 'node:fs';
import {
  type DocumentForm,
  type DocumentInForce,
  judgeDocument,
  readSignedDocument,
  SIGNED_DOCUMENT_LIMIT_BYTES,
  type SignedDocument,
} from '../../../server/contract/signed-document.ts';
import type { MemoryFile } from '../../platform/base/memory-file.ts';
import { DocumentError } from './document-error.ts';
import { readMemory, remember } from './document-memory.ts';

export interface DocumentSource {
  readonly file: string;
  /** Ed25519 public keys, hex, of the permitted signers; two must have signed. */
  readonly keys: readonly string[];
  /** File with the newest document that was in force. */
  readonly memoryFile: MemoryFile;
}

interface Numbered {
  readonly number: number;
  readonly validFrom: number;
}

/** Throws `DocumentError`, and errors of writing the memory file. The document is recorded there before it is returned. */
export function loadDocument<T extends Numbered>(
  form: DocumentForm<T>,
  { file, keys, memoryFile }: DocumentSource,
  nowMs: number,
): DocumentInForce<T> {
  const document = judgeSigned(form, readSignedFile(file), { keys, memoryFile }, nowMs);
  rememberDocument(memoryFile, document);
  return document;
}

/** Like `loadDocument`, but without a file and without recording. */
export function judgeSigned<T extends Numbered>(
  form: DocumentForm<T>,
  signed: SignedDocument,
  { keys, memoryFile }: Omit<DocumentSource, 'file'>,
  nowMs: number,
): DocumentInForce<T> {
  const judged = judgeDocument(form, signed, { keys, before: readMemory(memoryFile), nowMs });
  if (judged.kind === 'refused') throw new DocumentError(judged.code, judged.why);
  return judged.document;
}

export function rememberDocument(memoryFile: MemoryFile, { content, digest }: DocumentInForce<Numbered>): void {
  const before = readMemory(memoryFile);
  // An unchanged document needs no write
  if (before?.number === content.number && before.digest === digest) return;
  remember(memoryFile, { number: content.number, digest });
}

/** Whether a file has the form of a signed document; it may still not be in force. */
export function isSignedFile(file: string): boolean {
  try {
    return readSignedFile(file).signatures.length >= 0;
  } catch {
    return false;
  }
}

/** Throws `DocumentError` `unreadable`. */
export function readSignedFile(file: string): SignedDocument {
  let signed: SignedDocument | undefined;
  try {
    if (statSync(file).size > SIGNED_DOCUMENT_LIMIT_BYTES) throw new RangeError('too large');
    signed = readSignedDocument(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new DocumentError('unreadable', 'the file does not contain a signed document', { cause });
  }
  if (signed === undefined) throw new DocumentError('unreadable', 'the file does not contain a signed document');
  return signed;
}
