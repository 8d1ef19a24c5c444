/** Lists made in a test, with a key in an element that is a map. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyOfList } from '../../../../kiosk/lists/watchlist/list-key.ts';
import { type ListKey, makeBase, makeDelta, type MadeFile } from '../../../../kiosk/lists/watchlist/build/make-list.ts';
import type { ListedRecord, ReadRecord } from '../../../../kiosk/lists/watchlist/build/read-csv.ts';
import type { ListOwner } from '../../../../kiosk/lists/watchlist/list-owner.ts';
import { offerFile } from '../../../../kiosk/lists/watchlist/watchlist-source.ts';
import { watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import { documentSignedBy, type Signer } from '../../../support/signers.ts';

export const STOLEN = watchlistIdSchema.parse('stolen');
export const SECRET = Uint8Array.from({ length: 32 }, (_, at) => at);
export const KEY: ListKey = { list: STOLEN, generation: 7, secret: keyOfList(SECRET, STOLEN) };

/** For lists that are not blind. */
export const NO_OWNER: ListOwner = { evaluate: async () => undefined };

export const passport = (number: string, action: ListedRecord['action'] = 'add'): ListedRecord => ({
  action,
  type: 'P',
  issuer: 'UTO',
  number,
});

export async function* recordsOf(records: Iterable<ListedRecord>): AsyncGenerator<ReadRecord> {
  let line = 1;
  for (const record of records) yield { kind: 'record', line: (line += 1), record };
}

export const numbers = (count: number, prefix = 'L'): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${String(at).padStart(8, '0')}`);

export interface Published {
  readonly folder: string;
  readonly signers: readonly Signer[];
  readonly files: MadeFile[];
}

export async function publishBase(
  to: Published,
  listed: readonly string[],
  madeAt: number,
  base = 1,
  key: ListKey = KEY,
): Promise<void> {
  to.files.splice(0);
  to.files.push(
    await makeBase(recordsOf(listed.map((one) => passport(one))), key, { base, madeAt: () => madeAt }, to.folder),
  );
}

export async function publishDelta(
  to: Published,
  changes: readonly ListedRecord[],
  madeAt: number,
  key: ListKey = KEY,
): Promise<void> {
  const [first] = to.files;
  const previous = to.files.at(-1)?.file.digest ?? '';
  const about = { base: first?.header.base ?? 1, delta: to.files.length, previous, madeAt: () => madeAt };
  to.files.push(await makeDelta(recordsOf(changes), key, about, to.folder));
}

export function offer({ folder, signers, files }: Published, number: number, by = signers, list = STOLEN): void {
  const [base, ...deltas] = files.map(({ file }) => file);
  const content = { version: 1, number, validFrom: 0, list, base, deltas };
  writeFileSync(join(folder, offerFile(list)), JSON.stringify(documentSignedBy('watchlist', content, by)));
}
