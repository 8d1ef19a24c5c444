/**
 * The parts of unfinished downloads that this browser keeps, in IndexedDB: sealed bytes, for one person, until the session in which the
 * download began has ended. Without IndexedDB, as in some private windows, parts stay in memory.
 */
import { type Added, type Part, type Parts, partsInMemory } from './parts.ts';
import { sha256Of } from './sha256-of.ts';

export interface KeptDownload {
  /** SHA-256 of the whole file, hex. */
  readonly digest: string;
  /** Party and name of the person: several people may use this browser. */
  readonly owner: string;
  /** Wall ms of this computer. */
  readonly until: number;
}

const DOWNLOADS = 'downloads';
const PARTS = 'parts';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('postern-deliveries', 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(DOWNLOADS, { keyPath: 'digest' });
      request.result.createObjectStore(PARTS, { keyPath: ['digest', 'from'] });
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new DOMException('no store', 'UnknownError')));
  });
}

/** One transaction over both stores. Rejects with the reason if it is not complete. */
async function transact<T>(mode: IDBTransactionMode, work: (transaction: IDBTransaction) => T): Promise<T> {
  const database = await open();
  try {
    const transaction = database.transaction([DOWNLOADS, PARTS], mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () =>
        reject(transaction.error ?? new DOMException('no store', 'AbortError')),
      );
    });
    const result = work(transaction);
    await done;
    return result;
  } finally {
    database.close();
  }
}

const partsOf = (digest: string, from = 0) => IDBKeyRange.bound([digest, from], [digest, Number.MAX_SAFE_INTEGER]);

function eraseIn(transaction: IDBTransaction, digest: string): void {
  transaction.objectStore(DOWNLOADS).delete(digest);
  transaction.objectStore(PARTS).delete(partsOf(digest));
}

/** Writes unless the download is not, or no longer, this person's. */
async function writeIn(kept: KeptDownload, write: (transaction: IDBTransaction) => void): Promise<Added> {
  let added: Added = 'kept';
  try {
    await transact('readwrite', (transaction) => {
      const asked = transaction.objectStore(DOWNLOADS).get(kept.digest);
      asked.addEventListener('success', () => {
        const found = asked.result as KeptDownload | undefined;
        if (found?.owner === kept.owner) write(transaction);
        else added = 'forgotten';
      });
    });
  } catch (error) {
    if ((error as DOMException).name !== 'QuotaExceededError') throw error;
    return 'full';
  }
  return added;
}

/** @throws DOMException when the browser keeps nothing */
function keptParts(kept: KeptDownload): Parts {
  const { digest, owner } = kept;
  return {
    async begin() {
      try {
        await transact('readwrite', (transaction) => {
          const asked = transaction.objectStore(DOWNLOADS).get(digest);
          asked.addEventListener('success', () => {
            if ((asked.result as KeptDownload | undefined)?.owner === owner) return;
            eraseIn(transaction, digest);
            transaction.objectStore(DOWNLOADS).put(kept);
          });
        });
        return 'kept';
      } catch (error) {
        if ((error as DOMException).name !== 'QuotaExceededError') throw error;
        return 'full';
      }
    },
    async places() {
      const asked = await transact('readonly', (transaction) =>
        transaction.objectStore(PARTS).getAllKeys(partsOf(digest)),
      );
      return asked.result.map((key) => (key as [string, number])[1]);
    },
    async get(from) {
      const asked = await transact('readonly', (transaction) => transaction.objectStore(PARTS).get([digest, from]));
      return asked.result as Part | undefined;
    },
    async add(from, bytes) {
      const part = { digest, from, bytes, sum: await sha256Of(bytes) };
      return writeIn(kept, (transaction) => transaction.objectStore(PARTS).put(part));
    },
    async holds() {
      const asked = await transact('readonly', (transaction) => transaction.objectStore(DOWNLOADS).get(digest));
      return (asked.result as KeptDownload | undefined)?.owner === owner ? 'kept' : 'forgotten';
    },
    cut: async (from) =>
      transact('readwrite', (transaction) => void transaction.objectStore(PARTS).delete(partsOf(digest, from))),
    forget: async () => transact('readwrite', (transaction) => eraseIn(transaction, digest)),
  };
}

/** The parts of a download of this person, in the browser if it keeps anything. */
export async function openParts(kept: KeptDownload): Promise<Parts & { readonly isKept: boolean }> {
  try {
    (await open()).close();
    return { ...keptParts(kept), isKept: true };
  } catch {
    return { ...partsInMemory(), isKept: false };
  }
}

/** Erases the downloads that must not stay. Never rejects: a browser that keeps nothing has none. */
export async function forgetUnless(mayStay: (kept: KeptDownload) => boolean): Promise<void> {
  try {
    await transact('readwrite', (transaction) => {
      const asked = transaction.objectStore(DOWNLOADS).getAll();
      asked.addEventListener('success', () => {
        for (const kept of asked.result as readonly KeptDownload[])
          if (!mayStay(kept)) eraseIn(transaction, kept.digest);
      });
    });
  } catch {
    return;
  }
}
