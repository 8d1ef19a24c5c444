import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ATTRIBUTE, OBJECT_CLASS } from '../../../../hardware/pkcs11/numbers.ts';
import { type OpenToken, openToken } from '../../../../hardware/pkcs11/open-token.ts';
import { CryptokiError } from '../../../../hardware/pkcs11/return-codes.ts';
import { chainPrf, chainSteps, type ChainName } from '../../../../hardware/secure-element/chain.ts';
import { type TokenChains, tokenChains } from '../../../../hardware/secure-element/pkcs11/token-chains.ts';
import { missingSoftHsm, MODULE, softTokenIn, TOKEN_LABEL } from './soft-token.ts';

const SECRET = new Uint8Array(32).fill(7);
const at = (place: number): ChainName => ({ purpose: 'handles', generation: 1, place });
const input = new TextEncoder().encode('a document');

describe.skipIf(missingSoftHsm() !== undefined)('chains on a token', () => {
  let opened: OpenToken;
  let slot: number;
  const folder = mkdtempSync(join(tmpdir(), 'postern-token-chains-'));
  // The module reads its configuration once in a process: one token for all tests
  beforeAll(async () => {
    opened = await openedToken(folder);
    ({ slot } = opened.facts);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(() => {
    for (const name of tokenChains(opened.cryptoki, slot).chains()) {
      tokenChains(opened.cryptoki, slot).destroyChain(name);
    }
  });

  for (const inside of [true, false]) {
    describe(inside ? 'that derives keys' : 'that derives none', () => {
      let chains: TokenChains;
      beforeEach(() => {
        chains = tokenChains(opened.cryptoki, slot, inside);
      });

      it('advance and answer as the step is defined', () => {
        chains.importChain(at(1), SECRET);
        chains.advanceChain(at(1), ['a', 'b', 'c'], at(4));
        const expected = chainPrf(chainSteps(SECRET, ['a', 'b', 'c']), 'handle', input);
        expect([...chains.chainPrf(at(4), 'handle', input)]).toEqual([...expected]);
      });

      it('leave no other object behind', () => {
        chains.importChain(at(1), SECRET);
        chains.advanceChain(at(1), ['a', 'b', 'c'], at(4));
        chains.chainPrf(at(4), 'handle', input);
        chains.destroyChain(at(1));
        const session = opened.cryptoki.openSession(slot);
        const secrets = opened.cryptoki.find(session, [[ATTRIBUTE.class, OBJECT_CLASS.secretKey]]);
        const labels = secrets.map((object) =>
          Buffer.from(opened.cryptoki.attribute(session, object, ATTRIBUTE.label, 64)).toString(),
        );
        opened.cryptoki.closeSession(session);
        expect(labels.sort()).toEqual(['postern-chain-handles', 'postern-prf', 'postern-root']);
      });

      it('do not reveal their secret', () => {
        chains.importChain(at(1), SECRET);
        chains.advanceChain(at(1), ['a'], at(2));
        chains.assertChainsStay();
        const session = opened.cryptoki.openSession(slot);
        const found = opened.cryptoki.find(session, [[ATTRIBUTE.label, 'postern-chain-handles']]);
        expect(found).toHaveLength(2);
        for (const object of found) {
          expect(() => opened.cryptoki.attribute(session, object, ATTRIBUTE.value, 32)).toThrow(CryptokiError);
        }
        opened.cryptoki.closeSession(session);
      });
    });
  }

  it('are derived inside a SoftHSM token', () => {
    expect(opened.cryptoki.derives(slot, 0x1104)).toBe(true);
    expect(opened.cryptoki.derives(slot, 0x251)).toBe(false);
    expect(opened.cryptoki.derives(slot, 0x7fff_0000)).toBe(false);
  });

  it('are refused on a token on which one is extractable', () => {
    const session = opened.cryptoki.openSession(slot);
    const object = opened.cryptoki.createKey(session, [
      [ATTRIBUTE.class, OBJECT_CLASS.secretKey],
      [ATTRIBUTE.keyType, 0x1f],
      [ATTRIBUTE.token, true],
      [ATTRIBUTE.label, 'postern-chain-handles'],
      [ATTRIBUTE.id, new Uint8Array(8)],
      [ATTRIBUTE.sensitive, false],
      [ATTRIBUTE.extractable, true],
      [ATTRIBUTE.value, SECRET],
    ]);
    expect(() => tokenChains(opened.cryptoki, slot).assertChainsStay()).toThrow(/extractable/);
    opened.cryptoki.destroy(session, object);
    opened.cryptoki.closeSession(session);
  });
});

async function openedToken(folder: string): Promise<OpenToken> {
  const { pin } = await softTokenIn(folder, 'with keys');
  return openToken({
    module: MODULE,
    tokenLabel: TOKEN_LABEL,
    pin: new TextEncoder().encode(pin),
    hardwareOnly: false,
  });
}
