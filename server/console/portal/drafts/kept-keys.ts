/** The keys of drafts that this browser keeps, in IndexedDB: usable by this page, and exportable by no one. */
import type { DraftKey } from './seal-draft.ts';

const STORE = 'keys';

interface KeptKey extends DraftKey {
  /** Trader and name of the person: several people may use this browser. */
  readonly owner: string;
  readonly keptAt: number;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('postern-drafts', 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(STORE, { keyPath: ['owner', 'id'] });
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new DOMException('no store', 'UnknownError')));
  });
}

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    const transaction = database.transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    return await new Promise<T>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve(request.result));
      transaction.addEventListener('abort', () =>
        reject(transaction.error ?? new DOMException('no store', 'AbortError')),
      );
    });
  } finally {
    database.close();
  }
}

/** A person's keys, latest first; none in a browser that keeps nothing. */
export async function keptKeys(owner: string): Promise<readonly DraftKey[]> {
  try {
    const all = await inStore<KeptKey[]>('readonly', (store) => store.getAll());
    return all.filter((one) => one.owner === owner).sort((a, b) => b.keptAt - a.keptAt);
  } catch {
    return [];
  }
}

/** `false` when the browser keeps nothing, as in some private windows. @param keptAt orders a person's keys */
export async function keepKey(owner: string, { id, key }: DraftKey, keptAt: number): Promise<boolean> {
  try {
    await inStore('readwrite', (store) => store.put({ owner, id, key, keptAt } satisfies KeptKey));
    return true;
  } catch {
    return false;
  }
}

export async function forgetKeys(owner: string): Promise<void> {
  for (const { id } of await keptKeys(owner)) await inStore('readwrite', (store) => store.delete([owner, id]));
}
