/** Calls of a secure element that throw `RangeError` for an argument that is an error of the caller, before anything is sent. */
import { assertChainName, assertChainSecret, assertChainSteps } from './chain.ts';
import { assertPrfInput, assertRandomLength, type KeyProvider } from './key-provider.ts';
import { assertDigest, assertTerminalKeyName, type TerminalKeys } from './terminal-keys.ts';
import { assertWrappable } from './wrapped-key.ts';

export function checkedKeys(keys: KeyProvider): KeyProvider {
  return {
    ...keys,
    prf(input) {
      assertPrfInput(input);
      return keys.prf(input);
    },
    random(length) {
      assertRandomLength(length);
      return keys.random(length);
    },
    wrapKey(key, context) {
      assertWrappable(key);
      return keys.wrapKey(key, context);
    },
    makeChain(name) {
      assertChainName(name);
      return keys.makeChain(name);
    },
    importChain(name, secret) {
      assertChainName(name);
      assertChainSecret(secret);
      return keys.importChain(name, secret);
    },
    advanceChain(from, labels, to) {
      assertChainName(to);
      assertChainSteps(labels);
      return keys.advanceChain(from, labels, to);
    },
  };
}

export function checkedTerminalKeys(keys: TerminalKeys): TerminalKeys {
  return {
    ...keys,
    make(name, curve) {
      assertTerminalKeyName(name);
      return keys.make(name, curve);
    },
    sign(name, digest) {
      assertDigest(digest);
      return keys.sign(name, digest);
    },
    destroy(name) {
      assertTerminalKeyName(name);
      return keys.destroy(name);
    },
  };
}
