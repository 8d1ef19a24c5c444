/**
 * Sealed cookie of a browser in which a person has signed in with a password before. Attempts from other browsers to guess that person's
 * password then delay only themselves.
 */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { cookieLine, readCookie } from '../../platform/http/cookie.ts';
import type { People } from './people.ts';
import type { RateLimitSubject } from './sign-in-rate-limit.ts';
import { makeId } from './session-token.ts';

const LASTS_MS = 90 * 86_400_000;

const markSchema = z.strictObject({
  device: z.string().regex(/^[0-9a-f]{32}$/),
  personId: personIdSchema,
  expiresAt: z.int(),
});

/** The rate limit subject of an attempt: this browser when the person is known in it, otherwise the name. */
export function subjectOf(people: People, request: Request, name: string): RateLimitSubject {
  const cookie = readCookie(request, 'postern-device') ?? '';
  const plain = people.sealer.open('known-device', '', Buffer.from(cookie, 'base64url'));
  if (plain !== undefined) {
    // An older version may have used another format.
    const mark = markSchema.safeParse(JSON.parse(Buffer.from(plain).toString('utf8'))).data;
    if (mark?.personId === name && people.clock.wallMs() < mark.expiresAt) {
      return { kind: 'device', name: `${mark.device} ${mark.personId}` };
    }
  }
  return { kind: 'account', name };
}

export function markDevice(people: People, request: Request, response: Response, personId: PersonId): void {
  const mark = { device: makeId(), personId, expiresAt: people.clock.wallMs() + LASTS_MS };
  const sealed = people.sealer.seal('known-device', '', Buffer.from(JSON.stringify(mark)));
  const value = Buffer.from(sealed).toString('base64url');
  response.append('Set-Cookie', cookieLine(request, 'postern-device', value, LASTS_MS / 1_000));
}
