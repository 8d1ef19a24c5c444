import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import express from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { decodeBase64Url } from '../../../../server/contract/base64url.ts';
import {
  declarationCodeBytes,
  declarationCodeSigningInput,
  declarationCodeText,
} from '../../../../server/contract/declaration-code.ts';
import { readDeclarationCode } from '../../../../server/contract/read-declaration-code.ts';
import { EU_ARRIVALS_BY_LAW } from '../../../kiosk/rules/declaration/eu-arrivals-by-law.ts';
import { type DeclarationRules, EU_ARRIVALS } from '../../../../server/contract/rules/questions.ts';
import type { RateTable } from '../../../../server/contract/rules/rate-table.ts';
import {
  declarationPermitSchema,
  travellerQuestionsSchema,
} from '../../../../server/goods/declaration-codes/answers.ts';
import { declarationCodeRoutes } from '../../../../server/goods/declaration-codes/code-routes.ts';
import { charactersOf, CODE_SERVER } from '../../contract/fixtures/made-code.ts';

/** The routes alone, with a clock that stands still. */
async function routesWith(rules: DeclarationRules | undefined, tables: readonly RateTable[] = []) {
  const clock = turnedClock();
  let signed = 0;
  const sign = (message: Uint8Array) => {
    signed += 1;
    return ed25519.sign(message, CODE_SERVER.secretKey);
  };
  const signer = { publicKey: CODE_SERVER.publicKey, sign };
  const server = createServer(express().use(declarationCodeRoutes({ clock, signer, rates: () => tables }, rules)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const permit = (publicKey: unknown) =>
    fetch(`${url}/v1/declaration-permits`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ publicKey }),
    });
  return { clock, url, permit, signed: () => signed };
}

const newKey = () => bytesToHex(ed25519.keygen().publicKey);

describe('the server and answers on phones', () => {
  it('asks the questions without the law', async () => {
    const { url } = await routesWith(EU_ARRIVALS_BY_LAW);
    const asked = travellerQuestionsSchema.parse(await (await fetch(`${url}/v1/declaration-questions`)).json());
    const { id, currency, goods } = EU_ARRIVALS_BY_LAW;
    expect(asked).toEqual({ id, currency, goods });
  });

  it('offers the named currencies for which a table that is new enough has rates', async () => {
    const day = 86_400_000;
    const exchange = { currencies: ['USD', 'XAU'], warnAfterMs: day, customsAfterMs: 7 * day };
    const rules = { ...EU_ARRIVALS, exchange };
    const today = new Date(turnedClock().wallMs());
    const dayBefore = (days: number) => new Date(today.getTime() - days * day).toISOString().slice(0, 10);
    const table = (days: number): RateTable => ({
      version: 1,
      day: dayBefore(days),
      base: 'EUR',
      rates: { USD: '1.0843', JPY: '164.21' },
    });
    const asked = async (tables: readonly RateTable[]) => {
      const { url } = await routesWith(rules, tables);
      const answer: unknown = await (await fetch(`${url}/v1/declaration-questions`)).json();
      return travellerQuestionsSchema.parse(answer).exchange;
    };
    const offered = { currencies: ['USD'], day: dayBefore(2), base: 'EUR', rates: { USD: '1.0843' } };
    expect(await asked([table(3), table(2)])).toEqual(offered);
    // A table of tomorrow is not in force yet
    expect(await asked([table(2), table(-1)])).toEqual(offered);
    for (const tables of [[], [table(9)], [{ ...table(1), base: 'CHF', rates: { USD: '1.1' } }]]) {
      expect(await asked(tables)).toBeUndefined();
    }
  });

  it('signs a permit with which a page makes a code that lanes accept', async () => {
    const { clock, permit: ask } = await routesWith(EU_ARRIVALS_BY_LAW);
    const page = ed25519.keygen();
    const answer = declarationPermitSchema.parse(await (await ask(bytesToHex(page.publicKey))).json());
    const [permit, signature] = [answer.permit, answer.signature].map(decodeBase64Url);
    if (permit === undefined || signature === undefined) throw new Error('the permit is not base64url');
    const bytes = declarationCodeBytes(permit, signature, [{ goods: 'beer', amount: 500 }]);
    const text = declarationCodeText(bytes, ed25519.sign(declarationCodeSigningInput(bytes), page.secretKey));
    const terms = { rules: EU_ARRIVALS_BY_LAW, serverKeys: [CODE_SERVER.publicKey], nowMs: clock.wallMs() };
    expect(readDeclarationCode(charactersOf(text), terms)).toMatchObject({
      kind: 'valid',
      code: { endsAt: answer.endsAt, answer: { goods: [{ goods: 'beer', amount: 500 }] } },
    });
  });

  it('refuses a malformed key, and signs nothing where there are no questions', async () => {
    const { permit, signed } = await routesWith(EU_ARRIVALS);
    for (const key of ['', '00'.repeat(32), 'zz'.repeat(32), 7, null, '01'.padEnd(64, '0'), `${newKey()}00`]) {
      expect([key, (await permit(key)).status]).toEqual([key, 422]);
    }
    const without = await routesWith(undefined);
    expect((await fetch(`${without.url}/v1/declaration-questions`)).status).toBe(404);
    expect((await without.permit(newKey())).status).toBe(404);
    expect([signed(), without.signed()]).toEqual([0, 0]);
  });

  it('limits the permits of a network', async () => {
    const { permit, signed } = await routesWith(EU_ARRIVALS);
    const key = newKey();
    for (let count = 0; count < 60; count++) expect((await permit(key)).status).toBe(200);
    const refused = await permit(key);
    expect([refused.status, refused.headers.get('retry-after'), signed()]).toEqual([429, '1', 60]);
  });
});
