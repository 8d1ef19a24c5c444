import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { newSecret, renewedSecrets, signedHeaders } from '../../../../server/oversight/alerts/signature.ts';

const BODY = '{"type":"alarm.raised","data":{"title":"Zurückgehalten – é 中"}}';
const headersOf = (signed: object) => signed as Record<string, string>;

/** `standardwebhooks` of the standard's authors. */
const verifies = (secret: string, body: string, headers: object) => {
  try {
    new Webhook(secret).verify(body, headersOf(headers));
    return true;
  } catch {
    return false;
  }
};

describe('signature of a webhook', () => {
  it('verifies with the library of the standard', () => {
    const current = newSecret();
    const headers = signedHeaders({ current, earlier: [] }, { id: 'msg_1', body: BODY }, Date.now());
    expect(verifies(current, BODY, headers)).toBe(true);
  });
  it('equals that of the library for any body, id and time', () => {
    const current = newSecret();
    fc.assert(
      fc.property(
        fc.json(),
        fc.stringMatching(/^msg_[0-9a-f]{32}$/),
        fc.integer({ min: 0, max: 4e12 }),
        (body, id, at) => {
          const { 'webhook-signature': signature } = signedHeaders({ current, earlier: [] }, { id, body }, at);
          expect(signature).toBe(new Webhook(current).sign(id, new Date(Math.floor(at / 1_000) * 1_000), body));
        },
      ),
    );
  });
  it('does not verify with another secret, body, id or time', () => {
    const current = newSecret();
    const headers = signedHeaders({ current, earlier: [] }, { id: 'msg_1', body: BODY }, Date.now());
    expect(verifies(newSecret(), BODY, headers)).toBe(false);
    expect(verifies(current, BODY.replace('raised', 'over'), headers)).toBe(false);
    expect(verifies(current, BODY, { ...headers, 'webhook-id': 'msg_2' })).toBe(false);
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(verifies(current, BODY, { ...headers, 'webhook-timestamp': later })).toBe(false);
  });
  it('is refused by the library five minutes after the attempt: a replay', () => {
    const current = newSecret();
    const old = signedHeaders({ current, earlier: [] }, { id: 'msg_1', body: BODY }, Date.now() - 301_000);
    expect(verifies(current, BODY, old)).toBe(false);
  });
  it('verifies with both secrets after a renewal, and only with the new one after the time of the earlier one', () => {
    const first = newSecret();
    const until = Date.now() + 100_000;
    const renewed = renewedSecrets({ current: first, earlier: [] }, Date.now(), until);
    const message = { id: 'msg_1', body: BODY };
    const during = signedHeaders(renewed, message, until - 100_000);
    expect([first, renewed.current].map((secret) => verifies(secret, BODY, during))).toEqual([true, true]);
    const after = signedHeaders(renewed, message, until);
    expect([first, renewed.current].map((secret) => verifies(secret, BODY, after))).toEqual([false, true]);
  });
  it('verifies with the secret that the receiver has after two renewals on one day', () => {
    const first = newSecret();
    const now = Date.now();
    const once = renewedSecrets({ current: first, earlier: [] }, now, now + 100_000);
    const twice = renewedSecrets(once, now + 1_000, now + 101_000);
    const message = { id: 'msg_1', body: BODY };
    const verifiedAt = (at: number) =>
      [first, once.current, twice.current].map((secret) => verifies(secret, BODY, signedHeaders(twice, message, at)));
    expect([verifiedAt(now + 99_000), verifiedAt(now + 100_000), verifiedAt(now + 101_000)]).toEqual([
      ...[
        [true, true, true],
        [false, true, true],
        [false, false, true],
      ],
    ]);
  });
  it('keeps at most three earlier secrets', () => {
    let secrets = renewedSecrets({ current: newSecret(), earlier: [] }, 0, 9);
    for (let at = 1; at < 6; at += 1) secrets = renewedSecrets(secrets, at, 9 + at);
    expect(secrets.earlier.map(({ until }) => until)).toEqual([14, 13, 12]);
  });
  it('verifies only with the new secret after a renewal that gives the earlier one up', () => {
    const first = newSecret();
    const renewed = renewedSecrets({ current: first, earlier: [] }, Date.now(), null);
    const headers = signedHeaders(renewed, { id: 'msg_1', body: BODY }, Date.now());
    expect([first, renewed.current].map((secret) => verifies(secret, BODY, headers))).toEqual([false, true]);
  });
  it('has a new random secret of 32 bytes each time', () => {
    const secrets = new Set(Array.from({ length: 100 }, newSecret));
    expect(secrets.size).toBe(100);
    for (const secret of secrets) expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
  });
});
