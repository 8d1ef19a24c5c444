/** Messages between the kiosk's process and the reader's process. `id` identifies an operation. */
import type { DeviceErrorCode } from '../../device/device-error.ts';
import type { DocumentProgress, DocumentRead } from '../document-reader.ts';

/** A reading without its time, which the lane's clock adds. */
export type Reading = DocumentRead extends infer Read ? (Read extends unknown ? Omit<Read, 'readAtMs'> : never) : never;

export interface OpenRequest {
  readonly kind: 'open';
  /** The kiosk's end of the sealed channel. */
  readonly publicKey: Uint8Array;
  readonly library: string;
  readonly readerName: string | undefined;
  /** Time limit of one exchange with the card, ms. */
  readonly exchangeLimitMs: number;
}

export interface ReadRequest {
  readonly kind: 'read';
  readonly id: number;
  /** Sealed: the optical zone. */
  readonly zone: Uint8Array;
  /** The terminal's certificates, each complete. */
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
  /** The reader was lost; the process ends next. */
  | { readonly kind: 'lost'; readonly fault: Fault }
  /** An exchange with the card has ended, so the operation is making progress. */
  | { readonly kind: 'alive'; readonly id: number }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: DocumentProgress }
  /** The message that the terminal signs; sealed, because it may identify the document. */
  | { readonly kind: 'sign'; readonly id: number; readonly holderReference: string; readonly sealed: Uint8Array }
  /** Sealed: a `Reading`. */
  | { readonly kind: 'reading'; readonly id: number; readonly sealed: Uint8Array }
  | { readonly kind: 'checked'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly fault: Fault };
