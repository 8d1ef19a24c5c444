/**
 * The files of the key of the tags: the whole one, which the fleet has, and that of one list, for the office that makes it. Each is one line,
 * and may be sealed under shares.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_CREDENTIALS } from '../../../../hardware/host/credentials.ts';
import { createFileSync, replaceFileSync } from '../../../../hardware/host/durable-file-sync.ts';
import { isFileExposed } from '../../../../hardware/host/private-files.ts';
import { LANE_KEY_REQUEST_FORM, readLaneKeyList } from '../../../../server/contract/lane-key-request.ts';
import { LIST_KEYS_FORM, type WatchlistId, watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import { credentialFile } from '../../../platform/config/process-config.ts';
import {
  isSealedForm,
  makeShareFile,
  openUnderShares,
  readShareFile,
  type SealedForm,
  sealUnderShares,
  SHARE_FAULTS,
  type Shares,
} from '../../../fleet/handles/sealed-under-shares.ts';
import { readSignedFile } from '../../../fleet/handles/signed-file.ts';
import { blindPairOf, makeBlindPair } from '../../../lists/watchlist/blind-tag.ts';
import type { BlindListKey, ListKey } from '../../../lists/watchlist/build/make-list.ts';
import { keyOfList } from '../../../lists/watchlist/list-key.ts';
import { sealListKey } from '../../../lists/watchlist/list-key-delivery.ts';
import { Complaint } from '../complaint.ts';

type Answer = Readonly<Record<string, unknown>>;

const FLEET_KEY = /^postern watchlist key 1 ([1-9]\d{0,9}) ([0-9a-f]{64})\n$/;
const BLIND_KEY = /^postern blind list key 1 ([a-z0-9][a-z0-9.-]{0,31}) ([0-9a-f]{64})\n$/;
const SEALED: SealedForm = { magic: 'postern watchlist key sealed 1\n', purpose: 'postern/watchlist-key-file/v1' };
const LIST_KEY = /^postern list key 1 ([a-z0-9][a-z0-9.-]{0,31}) ([1-9]\d{0,9}) ([0-9a-f]{64})\n$/;

export function makeKey(file = '', generation = ''): Answer {
  if (!/^[1-9]\d{0,8}$/.test(generation)) throw new Complaint('the generation must be a number from 1');
  create(file, `postern watchlist key 1 ${generation} ${randomBytes(32).toString('hex')}\n`);
  return { kind: 'made', generation: Number(generation), file };
}

export function deriveListKey(shares: Shares | undefined, fleetFile = '', list = '', file = ''): Answer {
  const { generation, secret } = readFleetKey(fleetFile, shares);
  const key = keyOfList(secret, listNamed(list));
  create(file, `postern list key 1 ${list} ${generation} ${Buffer.from(key).toString('hex')}\n`);
  return { kind: 'made', list, generation, file };
}

/**
 * The key of a blind list. It stays with the list's owner; lanes get its public half with the list.
 *
 * @param shareFiles made too: the key is sealed under them, and is never on a disk unsealed. None: the key is readable in its file
 */
export function makeBlindKey(list = '', file = '', ...shareFiles: string[]): Answer {
  const { secretKey, publicKey } = makeBlindPair();
  const text = `postern blind list key 1 ${listNamed(list)} ${Buffer.from(secretKey).toString('hex')}\n`;
  secretKey.fill(0);
  if (shareFiles.length === 0) create(file, text);
  else createSealed(file, text, shareFiles);
  return { kind: 'made', list, publicKey, file, shares: shareFiles };
}

/** Seals the file of any key under new shares. The previous file stays until people remove it. */
export function sealKeyFile(keyFile = '', file = '', ...shareFiles: string[]): Answer {
  const text = readPrivate(keyFile);
  if (![FLEET_KEY, BLIND_KEY, LIST_KEY].some((form) => form.test(text)))
    throw new Complaint(`${keyFile} holds no key that is not sealed`);
  createSealed(file, text, shareFiles);
  return { kind: 'sealed', file, shares: shareFiles };
}

function createSealed(file: string, text: string, shareFiles: readonly string[]): void {
  const taken = [file, ...shareFiles].find((one) => existsSync(one));
  if (taken !== undefined) throw new Complaint(`${taken} is there already: it is not overwritten`);
  for (const one of shareFiles) makeShareFile(one);
  const shares = readShares(shareFiles);
  if (shares === undefined) throw new Complaint('a key is sealed under one share or two');
  const plain = new TextEncoder().encode(text);
  create(file, sealUnderShares(SEALED, plain, shares));
  plain.fill(0);
}

/** `undefined` without files. @param files one or two, each a path or `credential:NAME` */
export function readShares(files: readonly string[]): Shares | undefined {
  const [one, other, ...more] = files.map((file) => {
    const read = readShareFile(pathOf(file));
    if (read.kind === 'refused') throw new Complaint(`${file} ${SHARE_FAULTS[read.why]}`);
    return read.share;
  });
  if (one === undefined) return undefined;
  if (more.length > 0) throw new Complaint('a key is sealed under one share or two');
  if (other === undefined) return [one];
  if (Buffer.from(one).equals(other)) throw new Complaint('two people have a share each: these are one and the same');
  return [one, other];
}

/** Throws `Complaint` for a credential of a process that has none. */
export function pathOf(file: string): string {
  const path = credentialFile(file);
  if (path === undefined) throw new Complaint(`${file} ${NO_CREDENTIALS}`);
  return path;
}

/** Writes the draft of the document that two people sign. A request of a lane that is not on the list is refused. */
export async function sealToLanes(
  shares: Shares | undefined,
  fleetFile = '',
  lanesFile = '',
  requests = '',
  draft = '',
  number = '',
): Promise<Answer> {
  const { generation, secret } = readFleetKey(fleetFile, shares);
  const lanes = readLaneKeyList(readFileSync(lanesFile, 'utf8'));
  if (lanes === undefined)
    throw new Complaint(`${lanesFile} must hold a line for each lane: its id, a space, its public key`);
  const sealed: Awaited<ReturnType<typeof sealListKey>>[] = [];
  const refused: string[] = [];
  for (const name of readdirSync(requests)
    .filter((one) => one.endsWith('.json'))
    .sort()) {
    const request = [...lanes].flatMap(([kioskId, publicKey]) => {
      const read = readSignedFile(join(requests, name), 'watchlist-key-request', LANE_KEY_REQUEST_FORM, publicKey);
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
  return { kind: 'sealed', generation, lanes: sealed.map(({ kioskId }) => kioskId), refused, file: draft };
}

/** @param file that of the list's key, plain or blind, for its owner alone. @param shares of a sealed file */
export function readListKey(file: string, shares?: Shares): ListKey {
  const text = readKey(file, shares);
  if (BLIND_KEY.test(text)) return blindKeyIn(text, file);
  const [, list = '', generation = '', secret = ''] = LIST_KEY.exec(text) ?? [];
  if (secret === '') throw new Complaint(`${file} holds no key of a list`);
  return { list: listNamed(list), generation: Number(generation), secret: Buffer.from(secret, 'hex') };
}

export function readBlindKey(file: string, shares?: Shares): BlindListKey {
  return blindKeyIn(readKey(file, shares), file);
}

function blindKeyIn(text: string, file: string): BlindListKey {
  const [, list = '', secret = ''] = BLIND_KEY.exec(text) ?? [];
  if (secret === '') throw new Complaint(`${file} holds no key of a blind list`);
  return { list: listNamed(list), pair: blindPairOf(Buffer.from(secret, 'hex')) };
}

function readFleetKey(
  file: string,
  shares: Shares | undefined,
): { readonly generation: number; readonly secret: Uint8Array } {
  const [, generation = '', secret = ''] = FLEET_KEY.exec(readKey(file, shares)) ?? [];
  if (secret === '') throw new Complaint(`${file} holds no key of watchlists`);
  return { generation: Number(generation), secret: Buffer.from(secret, 'hex') };
}

/** The line of a key file, opened if it is sealed. */
function readKey(file: string, shares: Shares | undefined): string {
  const text = readPrivate(file);
  if (!isSealedForm(SEALED, text)) return text;
  if (shares === undefined) throw new Complaint(`${file} is sealed: name its shares`);
  const plain = openUnderShares(SEALED, text, shares);
  if (plain === undefined) throw new Complaint(`${file} cannot be opened with these shares`);
  const opened = new TextDecoder().decode(plain);
  plain.fill(0);
  return opened;
}

function listNamed(name: string): WatchlistId {
  const list = watchlistIdSchema.safeParse(name);
  if (!list.success) throw new Complaint('the name of a list has lower-case letters, digits, hyphens and dots');
  return list.data;
}

/** @param named a path or `credential:NAME` */
export function readPrivate(named: string): string {
  const file = pathOf(named);
  if (isFileExposed(file)) throw new Complaint(`${file} must be for its owner alone (mode 0600 or 0400)`);
  return readFileSync(file, 'utf8');
}

function create(file: string, text: string): void {
  if (createFileSync(file, text) === 'exists') throw new Complaint(`${file} is there already: it is not overwritten`);
}
