import type { Device } from '../device.ts';
import type { ElementaryFile } from './elementary-file.ts';
import type { ChipContents } from './emrtd/read-chip.ts';
import type { Terminal } from './emrtd/terminal-authentication/terminal-authentication.ts';

/** What the chip proved besides its files; `files` of the reading are its files. */
export type ChipProofs = Omit<ChipContents, 'kind' | 'files'>;

export type DocumentRead =
  | {
      readonly kind: 'read';
      /** The optically read zone: ASCII, lines separated by `\n`. Owned by the receiver, who wipes it. */
      readonly mrz: Uint8Array<ArrayBuffer>;
      /** Chip files as read, each in a buffer of its own, owned by the receiver. Empty when the document has no chip. */
      readonly files: ReadonlyMap<ElementaryFile, Uint8Array<ArrayBuffer>>;
      /** `undefined` when the document has no chip. */
      readonly chip: ChipProofs | undefined;
      readonly readAtMs: number;
    }
  /** Nothing was put on the reader in time. */
  | { readonly kind: 'no-document' }
  /** Something lies there whose zone cannot be read. */
  | { readonly kind: 'mrz-unreadable' }
  /** The zone was read; the chip does not answer, does not open to the zone's key or ends the conversation. */
  | { readonly kind: 'chip-unreadable' }
  /** The document was lifted while it was being read. */
  | { readonly kind: 'removed' };

export interface DocumentReadOptions {
  /** How long to wait for a document. */
  readonly timeoutMs: number;
  /** Lets fingerprints be read; without it the chip is not asked for them. */
  readonly terminal?: Terminal;
  /** Told when a document lies there, and how much of its chip has been read, 0 to 1, never going back. */
  readonly onProgress?: (progress: DocumentProgress) => void;
  readonly signal: AbortSignal;
}

export type DocumentProgress =
  | { readonly step: 'zone' }
  /** `share` of the chip's bytes, those of files not begun yet being guessed at; 1 when all has been read. */
  | { readonly step: 'chip'; readonly share: number };

/** An optical and contactless document reader. Files are handed over in the event-loop turn in which the last one arrived. */
export interface DocumentReader extends Device {
  read(options: DocumentReadOptions): Promise<DocumentRead>;
  /** Whether something lies on the reader now. */
  documentPresent(): boolean;
}
