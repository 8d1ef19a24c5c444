import { codedError } from '../../../hardware/host/coded-error.ts';
import type { DocumentRefusal } from '../../../server/contract/signed-document.ts';
import { ConfigError } from '../../platform/config/config.ts';

/** A document that is not in force at this lane, with the reason. */
export class DocumentError extends codedError<DocumentRefusal>('DocumentError') {}

/** Rethrows a `DocumentError` as a `ConfigError` of the variable that named the document. */
export function documentAt<T>(variable: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new ConfigError([`${variable}: ${error.code}: ${error.message}`]);
  }
}
