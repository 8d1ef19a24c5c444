import type { Device } from '../device/device.ts';
import type { ElementaryFile } from './elementary-file.ts';
import type { ChipContents } from './emrtd/read-chip.ts';
import type { Terminal } from './emrtd/terminal-authentication/terminal-authentication.ts';

/** The chip's proofs. Its files are in `files` of the reading. */
export type ChipProofs = Omit<ChipContents, 'kind' | 'files'>;

export type DocumentRead =
  | {
      readonly kind: 'read';
      /** The optically read zone: ASCII, lines separated by `\n`. Owned by the receiver, who wipes it. */
      readonly mrz: Uint8Array<ArrayBuffer>;
      /** Chip files as read, each in a separate buffer owned by the receiver. Empty when the document has no chip. */
      readonly files: ReadonlyMap<ElementaryFile, Uint8Array<ArrayBuffer>>;
      /** `undefined` when the document has no chip. */
      readonly chip: ChipProofs | undefined;
      readonly readAtMs: number;
    }
  /** No document was placed in time. */
  | { readonly kind: 'no-document' }
  /** There is a document, but its zone cannot be read. */
  | { readonly kind: 'mrz-unreadable' }
  /** The zone was read, but the chip does not answer, rejects the zone's key or ends the session. */
  | { readonly kind: 'chip-unreadable' }
  /** The document was lifted while it was being read. */
  | { readonly kind: 'removed' };

export interface DocumentReadOptions {
  /** How long to wait for a document. */
  readonly timeoutMs: number;
  /** Permits reading fingerprints; without it they are not requested. */
  readonly terminal?: Terminal;
  /** Reports that a document is present, and the share of its chip that has been read, 0 to 1, non-decreasing. */
  readonly onProgress?: (progress: DocumentProgress) => void;
  readonly signal: AbortSignal;
}

export type DocumentProgress =
  | { readonly step: 'zone' }
  /** `share` of the chip's bytes, with an estimate for files not begun; 1 at the end. */
  | { readonly step: 'chip'; readonly share: number };

/** An optical and contactless document reader. Files are delivered in the event-loop turn in which the last one arrived. */
export interface DocumentReader extends Device {
  read(options: DocumentReadOptions): Promise<DocumentRead>;
  /** Whether a document is on the reader now. */
  documentPresent(): boolean;
}
