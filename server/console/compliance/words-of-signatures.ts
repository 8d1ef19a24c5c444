/** The console's words for signed documents. Complete by type. */
import type { Consultation, DocumentState, SignedDocument } from '../../privacy/signed/vocabulary.ts';
import { translated } from '../languages/text.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const DOCUMENT_WORDS: Words<SignedDocument> = translated({
  processing: 'Record of processing',
  assessment: 'Impact assessment',
});

export const DOCUMENT_STATE_WORDS: Words<DocumentState> = translated({
  'never-signed': 'Not signed yet',
  current: 'Current ## signed document',
  'out-of-date': 'Out of date ## signed document',
  due: 'Due again ## signed document',
});

export const CONSULTATION_WORDS: Words<Consultation> = translated({
  needed: 'The authority is consulted first',
  'not-needed': 'No consultation is needed',
});
