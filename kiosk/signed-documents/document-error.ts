import type { DocumentRefusal } from '../../server/contract/signed-document.ts';

/** A document that is not in force at this lane, with the reason. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  readonly code: DocumentRefusal;

  constructor(code: DocumentRefusal, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
