/** The received parts of a file that is downloaded. */
import { sha256Of } from './sha256-of.ts';

export interface Part {
  /** Offset of the first byte in the file. */
  readonly from: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the bytes, hex. */
  readonly sum: string;
}

/** `full`: the browser has no room. `forgotten`: the download was erased in the meantime, by another tab or because its time has expired. */
export type Added = 'kept' | 'full' | 'forgotten';

/** The parts of one download. */
export interface Parts {
  /** Begins the download anew, or goes on with it. */
  begin(): Promise<Added>;
  /** Offsets, in order. */
  places(): Promise<readonly number[]>;
  get(from: number): Promise<Part | undefined>;
  add(from: number, bytes: Uint8Array<ArrayBuffer>): Promise<Added>;
  /** Whether the download still belongs to this person. It does not after it was erased. */
  holds(): Promise<Exclude<Added, 'full'>>;
  /** Erases the parts from an offset on. */
  cut(from: number): Promise<void>;
  /** Erases the download. */
  forget(): Promise<void>;
}

/** For a browser that keeps nothing. */
export function partsInMemory(): Parts {
  const parts = new Map<number, Part>();
  return {
    begin: () => Promise.resolve('kept'),
    places: () => Promise.resolve([...parts.keys()].sort((one, other) => one - other)),
    get: (from) => Promise.resolve(parts.get(from)),
    async add(from, bytes) {
      parts.set(from, { from, bytes, sum: await sha256Of(bytes) });
      return 'kept';
    },
    holds: () => Promise.resolve('kept'),
    cut(from) {
      for (const place of parts.keys()) if (place >= from) parts.delete(place);
      return Promise.resolve();
    },
    forget() {
      parts.clear();
      return Promise.resolve();
    },
  };
}
