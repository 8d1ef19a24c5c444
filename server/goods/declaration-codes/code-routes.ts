/** The questions for the page of travellers, and signed permits for codes. Nothing is stored. */
import { hexToBytes } from '@noble/hashes/utils.js';
import type { Router } from 'express';
import { z } from 'zod';
import type { Clock } from '../../../hardware/host/clock.ts';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import { encodeBase64Url } from '../../contract/base64url.ts';
import { declarationPermit, declarationPermitSigningInput, permitEndsAt } from '../../contract/declaration-code.ts';
import { ratesFor, usableRates } from '../../contract/rules/exchange.ts';
import { type RateTable, ratesInForce } from '../../contract/rules/rate-table.ts';
import { type DeclarationRules, rulesDigest } from '../../contract/rules/questions.ts';
import { isEd25519KeyAcceptable } from '../../contract/signing.ts';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { networkOf } from '../../platform/http/network-of.ts';
import { NOT_FOUND, refused } from '../../platform/http/route.ts';
import type { SigningKey } from '../../platform/keys/server-keys.ts';
import { declarationPermitSchema, type TravellerQuestions, travellerQuestionsSchema } from './answers.ts';

/** For one network: the travellers in a terminal share an address. */
const NETWORK_RATE = { perSecond: 2, burst: 60 };
/** For all networks together: the key that signs permits also signs receipts, which lanes wait for. */
const WHOLE_RATE = { perSecond: 20, burst: 100 };

export const DECLARE =
  'travellers answer the customs questions on their phones; no answer reaches the server, and nothing is stored';

const permitRequestSchema = z.strictObject({
  /** Ed25519, which the page made for this code; 32 bytes in hex. */
  publicKey: z.string().refine(isUsableKey, 'must be an Ed25519 key of the prime-order group, in hex'),
});

function isUsableKey(hex: string): boolean {
  return /^[0-9a-f]{64}$/.test(hex) && isEd25519KeyAcceptable(hexToBytes(hex));
}

export interface CodeParts {
  readonly clock: Clock;
  readonly signer: SigningKey;
  /** The published tables of exchange rates. */
  readonly rates: () => readonly RateTable[];
}

/** @param rules `undefined`: travellers answer at the lanes only, and the routes answer `not-found` */
export function declarationCodeRoutes(
  { clock, signer, rates }: CodeParts,
  rules: DeclarationRules | undefined,
): Router {
  const routes = publicRoutes();
  const networks = new TokenBuckets(NETWORK_RATE, clock);
  const whole = new TokenBuckets(WHOLE_RATE, clock);
  const digest = rules && rulesDigest(rules);
  routes.get('/v1/declaration-questions', DECLARE, { answer: travellerQuestionsSchema }, () => {
    if (rules === undefined) return NOT_FOUND;
    const { id, currency, goods } = rules;
    const exchange = exchangeOf(rules, rates(), clock.wallMs());
    return { id, currency, goods, ...(exchange !== undefined && { exchange }) };
  });
  const ofPermit = { body: permitRequestSchema, answer: declarationPermitSchema };
  routes.post('/v1/declaration-permits', DECLARE, ofPermit, async ({ body, request }) => {
    if (digest === undefined) return NOT_FOUND;
    const wait = networks.take(networkOf(request.socket.remoteAddress ?? ''));
    const retryAfterS = wait > 0 ? wait : whole.take('all');
    if (retryAfterS > 0) return { ...refused('rate-limited'), retryAfterS };
    const permit = declarationPermit(digest, hexToBytes(body.publicKey), clock.wallMs());
    const signature = await signer.sign(declarationPermitSigningInput(permit));
    return { permit: encodeBase64Url(permit), signature: encodeBase64Url(signature), endsAt: permitEndsAt(permit) };
  });
  return routes.router;
}

/** Currencies with a rate, by the table in force. */
function exchangeOf(
  rules: DeclarationRules,
  tables: readonly RateTable[],
  nowMs: number,
): TravellerQuestions['exchange'] {
  const table = usableRates(rules, ratesInForce(tables, new Date(nowMs).toISOString().slice(0, 10)), nowMs);
  if (rules.exchange === undefined || table === undefined) return undefined;
  const { base, rates } = ratesFor(rules, table);
  const isKnown = (name: string): boolean => name === base || rates[name] !== undefined;
  if (!isKnown(rules.currency)) return undefined;
  return { currencies: rules.exchange.currencies.filter(isKnown), day: table.day, base, rates };
}
