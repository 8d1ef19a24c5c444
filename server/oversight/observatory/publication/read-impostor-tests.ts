import { readFileSync, statSync } from 'node:fs';
import { IMPOSTOR_TESTS_FORM, type ImpostorTests } from '../../../contract/impostor-tests.ts';
import {
  type DocumentInForce,
  judgeDocument,
  readSignedDocument,
  SIGNED_DOCUMENT_LIMIT_BYTES,
} from '../../../contract/signed-document.ts';

/** From the configuration. */
export interface ImpostorTestSettings {
  /** The signed document. It may be replaced while the server runs. */
  readonly file: string;
  /** Ed25519 public keys, hex, of the people who may sign it. */
  readonly signerKeys: readonly string[];
}

/** Throws `Error` with the reason for which the document cannot be used. @param nowMs wall ms */
export function readImpostorTests(
  { file, signerKeys }: ImpostorTestSettings,
  nowMs: number,
): DocumentInForce<ImpostorTests> {
  if (statSync(file).size > SIGNED_DOCUMENT_LIMIT_BYTES) throw new Error('the seeded impostor tests are too large');
  const signed = readSignedDocument(JSON.parse(readFileSync(file, 'utf8')));
  if (signed === undefined) throw new Error('the seeded impostor tests are not a signed document');
  const judged = judgeDocument(IMPOSTOR_TESTS_FORM, signed, { keys: signerKeys, before: undefined, nowMs });
  if (judged.kind === 'refused') throw new Error(`the seeded impostor tests are refused: ${judged.why}`);
  return judged.document;
}
