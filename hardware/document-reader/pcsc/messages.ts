/** What the kiosk's process and the reader's process say to each other. `id` names one operation. */
import type { DeviceErrorCode } from '../../device-error.ts';
import type { DocumentProgress, DocumentRead } from '../document-reader.ts';

/** A reading as it leaves the reader's process: when it ended is for the lane's clock to say. */
export type Reading = DocumentRead extends infer Read ? (Read extends unknown ? Omit<Read, 'readAtMs'> : never) : never;

export interface OpenRequest {
  readonly kind: 'open';
  /** The kiosk's end of the sealed channel. */
  readonly publicKey: Uint8Array;
  readonly library: string;
  readonly readerName: string | undefined;
  /** How long one exchange with the card may take, ms. */
  readonly exchangeLimitMs: number;
}

export interface ReadRequest {
  readonly kind: 'read';
  readonly id: number;
  /** Sealed: the optical zone. */
  readonly zone: Uint8Array;
  /** The terminal's, each whole. */
  readonly certificates: readonly Uint8Array<ArrayBuffer>[] | undefined;
}

export type ToReader =
  | OpenRequest
  | ReadRequest
  | { readonly kind: 'check'; readonly id: number }
  | { readonly kind: 'cancel'; readonly id: number }
  /** Answer to `sign`; `undefined`: it was not signed. */
  | { readonly kind: 'signed'; readonly id: number; readonly signature: Uint8Array | undefined };

export interface Fault {
  readonly code: DeviceErrorCode;
  readonly message: string;
}

export type FromReader =
  | { readonly kind: 'opened'; readonly publicKey: Uint8Array; readonly readerName: string; readonly card: boolean }
  | { readonly kind: 'card'; readonly present: boolean }
  /** The reader is gone; nothing but the end of the process follows. */
  | { readonly kind: 'lost'; readonly fault: Fault }
  /** An exchange with the card has ended: the operation goes on. */
  | { readonly kind: 'alive'; readonly id: number }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: DocumentProgress }
  /** Sealed, for it may name the document: what the terminal is to sign. */
  | { readonly kind: 'sign'; readonly id: number; readonly holderReference: string; readonly sealed: Uint8Array }
  /** Sealed: a `Reading`. */
  | { readonly kind: 'reading'; readonly id: number; readonly sealed: Uint8Array }
  | { readonly kind: 'checked'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly fault: Fault };
