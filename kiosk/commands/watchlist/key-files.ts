/** The files of the key of the tags: the whole one, which the fleet has, and that of one list, for the office that makes it. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { isFileExposed } from '../../../hardware/host/private-files.ts';
import { LIST_KEYS_FORM, type WatchlistId, watchlistIdSchema } from '../../../server/contract/watchlist.ts';
import { readLaneList } from '../../handles/answer-requests.ts';
import { readSignedFile } from '../../handles/signed-file.ts';
import { blindPairOf, makeBlindPair } from '../../watchlist/blind-tag.ts';
import type { BlindListKey, ListKey } from '../../watchlist/build/make-list.ts';
import { keyOfList } from '../../watchlist/list-key.ts';
import { LIST_KEY_REQUEST_FORM, sealListKey } from '../../watchlist/list-key-delivery.ts';
import { Complaint } from './complaint.ts';

type Answer = Readonly<Record<string, unknown>>;

const FLEET_KEY = /^postern watchlist key 1 ([1-9]\d{0,9}) ([0-9a-f]{64})\n$/;
const BLIND_KEY = /^postern blind list key 1 ([a-z0-9][a-z0-9.-]{0,31}) ([0-9a-f]{64})\n$/;
const LIST_KEY = /^postern list key 1 ([a-z0-9][a-z0-9.-]{0,31}) ([1-9]\d{0,9}) ([0-9a-f]{64})\n$/;

export function makeKey(file = '', generation = ''): Answer {
  if (!/^[1-9]\d{0,8}$/.test(generation)) throw new Complaint('the generation must be a number from 1');
  create(file, `postern watchlist key 1 ${generation} ${randomBytes(32).toString('hex')}\n`);
  return { kind: 'made', generation: Number(generation), file };
}

export function deriveListKey(fleetFile = '', list = '', file = ''): Answer {
  const { generation, secret } = readFleetKey(fleetFile);
  const key = keyOfList(secret, listNamed(list));
  create(file, `postern list key 1 ${list} ${generation} ${Buffer.from(key).toString('hex')}\n`);
  return { kind: 'made', list, generation, file };
}

/** The key of a blind list. It stays with the list's owner; lanes get its public half with the list. */
export function makeBlindKey(list = '', file = ''): Answer {
  const { secretKey, publicKey } = makeBlindPair();
  create(file, `postern blind list key 1 ${listNamed(list)} ${Buffer.from(secretKey).toString('hex')}\n`);
  secretKey.fill(0);
  return { kind: 'made', list, publicKey, file };
}

/** Writes the draft of what two people sign. A request of a lane that is not on the list is refused. */
export async function sealToLanes(
  fleetFile = '',
  lanesFile = '',
  requests = '',
  draft = '',
  number = '',
): Promise<Answer> {
  const { generation, secret } = readFleetKey(fleetFile);
  const lanes = readLaneList(readFileSync(lanesFile, 'utf8'));
  if (lanes === undefined)
    throw new Complaint(`${lanesFile} must hold a line for each lane: its id, a space, its public key`);
  const sealed: Awaited<ReturnType<typeof sealListKey>>[] = [];
  const refused: string[] = [];
  for (const name of readdirSync(requests)
    .filter((one) => one.endsWith('.json'))
    .sort()) {
    const request = [...lanes].flatMap(([kioskId, publicKey]) => {
      const read = readSignedFile(join(requests, name), 'watchlist-key-request', LIST_KEY_REQUEST_FORM, publicKey);
      return read.kind === 'read' && read.message.kioskId === kioskId ? [read.message] : [];
    })[0];
    if (request === undefined) refused.push(name);
    else sealed.push(await sealListKey(request, generation, secret));
  }
  const content = LIST_KEYS_FORM.schema.safeParse({
    version: 1,
    number: Number(number),
    validFrom: 0,
    generation,
    lanes: sealed,
  });
  if (!content.success)
    throw new Complaint('nothing to sign: no request of a listed lane, a lane twice, or a wrong number');
  replaceFileSync(draft, `${JSON.stringify(content.data, null, 2)}\n`, { mode: 0o644 });
  if (refused.length > 0) process.exitCode = 1;
  return { kind: 'sealed', generation, lanes: sealed.map(({ kioskId }) => kioskId), refused, file: draft };
}

/** @param file that of the list's key, plain or blind, for its owner alone */
export function readListKey(file: string): ListKey {
  const text = readPrivate(file);
  if (BLIND_KEY.test(text)) return readBlindKey(file);
  const [, list = '', generation = '', secret = ''] = LIST_KEY.exec(text) ?? [];
  if (secret === '') throw new Complaint(`${file} holds no key of a list`);
  return { list: listNamed(list), generation: Number(generation), secret: Buffer.from(secret, 'hex') };
}

export function readBlindKey(file: string): BlindListKey {
  const [, list = '', secret = ''] = BLIND_KEY.exec(readPrivate(file)) ?? [];
  if (secret === '') throw new Complaint(`${file} holds no key of a blind list`);
  return { list: listNamed(list), pair: blindPairOf(Buffer.from(secret, 'hex')) };
}

function readFleetKey(file: string): { readonly generation: number; readonly secret: Uint8Array } {
  const [, generation = '', secret = ''] = FLEET_KEY.exec(readPrivate(file)) ?? [];
  if (secret === '') throw new Complaint(`${file} holds no key of watchlists`);
  return { generation: Number(generation), secret: Buffer.from(secret, 'hex') };
}

function listNamed(name: string): WatchlistId {
  const list = watchlistIdSchema.safeParse(name);
  if (!list.success) throw new Complaint('the name of a list has lower-case letters, digits, hyphens and dots');
  return list.data;
}

export function readPrivate(file: string): string {
  if (isFileExposed(file)) throw new Complaint(`${file} must be for its owner alone (mode 0600 or 0400)`);
  return readFileSync(file, 'utf8');
}

function create(file: string, text: string): void {
  if (createFileSync(file, text) === 'exists') throw new Complaint(`${file} is there already: it is not overwritten`);
}
