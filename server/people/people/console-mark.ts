/**
 * Sealed cookie of a browser in which a person has signed in: a random number, the same for everyone who works there. Acts and signals name
 * only its keyed digest, which tells consoles apart and contains nothing about the computer, its network or its address.
 */
import type { Request, Response } from 'express';
import { cookieLine, readCookie } from '../../platform/http/cookie.ts';
import type { People } from './people.ts';
import { makeId } from './session-token.ts';

/** The longest time for which browsers keep a cookie; each sign-in begins it anew. */
const LASTS_S = 400 * 86_400;
const MARK = /^[0-9a-f]{32}$/;
/** 128 bits in hex. */
const DIGEST_LETTERS = 32;

/** A console as acts and signals name it, with the mark that its browser keeps. */
export interface Console {
  readonly mark: string;
  readonly digest: string;
}

/** The console of a request; `undefined` in a browser in which no person has signed in. */
export function knownConsole(people: Pick<People, 'sealer'>, request: Request): Console | undefined {
  const cookie = readCookie(request, 'postern-console') ?? '';
  const plain = people.sealer.open('console', '', Buffer.from(cookie, 'base64url'));
  const mark = plain === undefined ? '' : Buffer.from(plain).toString('utf8');
  return MARK.test(mark) ? { mark, digest: digestOf(people, mark) } : undefined;
}

export function newConsole(people: Pick<People, 'sealer'>): Console {
  const mark = makeId();
  return { mark, digest: digestOf(people, mark) };
}

export function keepConsole(
  people: Pick<People, 'sealer'>,
  request: Request,
  response: Response,
  { mark }: Console,
): void {
  const sealed = people.sealer.seal('console', '', Buffer.from(mark));
  const value = Buffer.from(sealed).toString('base64url');
  response.append('Set-Cookie', cookieLine(request, 'postern-console', value, LASTS_S));
}

/** Counts a failed sign-in: about the person if there is one, and about the console if it is known. */
export function noteFailedSignIn(people: Pick<People, 'sealer' | 'signals'>, request: Request, person = ''): void {
  people.signals.note('sign-in-failed', person);
  const at = knownConsole(people, request);
  if (at !== undefined) people.signals.note('sign-in-failed-at-console', at.digest);
}

function digestOf({ sealer }: Pick<People, 'sealer'>, mark: string): string {
  return sealer.digest('console', mark).slice(0, DIGEST_LETTERS);
}
