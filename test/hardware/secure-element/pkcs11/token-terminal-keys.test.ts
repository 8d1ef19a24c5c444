import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTRIBUTE, OBJECT_CLASS } from '../../../../hardware/pkcs11/numbers.ts';
import { type OpenToken, openToken } from '../../../../hardware/pkcs11/open-token.ts';
import { tokenTerminalKeys } from '../../../../hardware/secure-element/pkcs11/token-terminal-keys.ts';
import { missingSoftHsm, MODULE, softTokenIn, TOKEN_LABEL } from './soft-token.ts';

const DIGEST = new Uint8Array(32).fill(3);

describe.skipIf(missingSoftHsm() !== undefined)('half a key of a terminal on a token', () => {
  let opened: OpenToken;
  const folder = mkdtempSync(join(tmpdir(), 'postern-token-terminal-'));
  // The module reads its configuration once in a process: one token for all tests
  beforeAll(async () => {
    const token = await softTokenIn(folder, 'empty');
    const pin = new TextEncoder().encode(token.pin);
    opened = openToken({ module: MODULE, tokenLabel: TOKEN_LABEL, pin, hardwareOnly: false });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const keys = () => tokenTerminalKeys(opened.cryptoki, opened.facts.slot);
  /** As when the power fails after one of both was written. */
  const loseHalf = (name: string, objectClass: number): void => {
    const session = opened.cryptoki.openSession(opened.facts.slot);
    const found = opened.cryptoki.find(session, [
      [ATTRIBUTE.class, objectClass],
      [ATTRIBUTE.label, `postern-terminal-${name}`],
    ]);
    for (const object of found) opened.cryptoki.destroy(session, object);
    opened.cryptoki.closeSession(session);
    expect(found).toHaveLength(1);
  };

  it.each([
    ['public', OBJECT_CLASS.publicKey],
    ['private', OBJECT_CLASS.privateKey],
  ])('without its %s half is not listed, takes no name and leaves nothing', (_, lost) => {
    const before = keys().makeTerminalKey('lane', 'P-256');
    loseHalf('lane', lost);
    expect(keys().terminalKeys()).toEqual([]);
    const made = keys().makeTerminalKey('lane', 'P-256');
    expect(made.point).not.toEqual(before.point);
    expect(keys().terminalKeys()).toEqual([made]);
    expect(keys().signAsTerminal('lane', DIGEST)).toHaveLength(64);
    expect(() => keys().makeTerminalKey('lane', 'P-256')).toThrow(/there is a key of this name/);
    keys().destroyTerminalKey('lane');
    expect(keys().terminalKeys()).toEqual([]);
  });
});
