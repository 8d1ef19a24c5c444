import type { Device } from '../device.ts';

/** Elementary files of an eMRTD, ICAO 9303-10 §3.11 (master file) and §4 (application). */
export type ElementaryFile =
  | 'EF.CardAccess'
  | 'EF.CardSecurity'
  | 'EF.DIR'
  | 'EF.COM'
  | 'EF.SOD'
  | 'EF.DG1'
  | 'EF.DG2'
  | 'EF.DG3'
  | 'EF.DG11'
  | 'EF.DG12'
  | 'EF.DG14'
  | 'EF.DG15';

export type DocumentRead =
  | {
      readonly kind: 'read';
      /** The optically read zone: ASCII, lines separated by `\n`. Owned by the receiver, who wipes it. */
      readonly mrz: Uint8Array<ArrayBuffer>;
      /** Chip files as read, each in a buffer of its own, owned by the receiver. Empty when the document has no chip. */
      readonly files: ReadonlyMap<ElementaryFile, Uint8Array<ArrayBuffer>>;
      readonly readAtMs: number;
    }
  /** Nothing was put on the reader in time. */
  | { readonly kind: 'no-document' }
  /** Something lies there whose zone cannot be read. */
  | { readonly kind: 'mrz-unreadable' }
  /** The zone was read, the chip does not answer or ends the conversation. */
  | { readonly kind: 'chip-unreadable' }
  /** The document was lifted while it was being read. */
  | { readonly kind: 'removed' };

export interface DocumentReadOptions {
  /** How long to wait for a document. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** An optical and contactless document reader. Files are handed over in the event-loop turn in which the last one arrived. */
export interface DocumentReader extends Device {
  read(options: DocumentReadOptions): Promise<DocumentRead>;
  /** Whether something lies on the reader now. */
  documentPresent(): boolean;
}
