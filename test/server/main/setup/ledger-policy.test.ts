import { describe, expect, it } from 'vitest';
import { ledgerPolicy } from '../../../../server/main/setup/ledger-policy.ts';
import { encodeVkey } from '../../../../server/platform/transparency/note/vkey.ts';
import { isQuorum, parsePolicy } from '../../../../server/platform/transparency/proof/policy.ts';
import { grownLog } from '../../records/ledger/fixtures/grown-log.ts';
import { testWitness } from './test-witness.ts';

const LEDGER = encodeVkey(grownLog('gate.example/1').key);

describe('the policy of a new ledger', () => {
  it.each([
    [1, undefined, 1],
    [2, undefined, 2],
    [3, undefined, 2],
    [3, 1, 1],
  ])('of %i witnesses (wanted: %s) needs both signatures of %i', (number, wanted, needed) => {
    const witnesses = Array.from({ length: number }, (_none, at) => testWitness(`w${at}.example`));
    const policy = parsePolicy(ledgerPolicy(LEDGER, witnesses, wanted));
    const names = policy.witnesses.map(({ name }) => name);
    const classic = names.filter((name) => !name.endsWith('-pq')).slice(0, needed);
    const later = names.filter((name) => name.endsWith('-pq')).slice(-needed);
    expect(isQuorum(policy, new Set([...classic, ...later]))).toBe(true);
    expect(isQuorum(policy, new Set([...classic.slice(1), ...later]))).toBe(false);
    expect(isQuorum(policy, new Set([...classic, ...later.slice(1)]))).toBe(false);
    expect(policy.logs.map(({ key }) => encodeVkey(key))).toEqual([LEDGER]);
  });

  it('of witnesses with one key asks for that one', () => {
    const { url, keys } = testWitness('w.example');
    const policy = parsePolicy(ledgerPolicy(LEDGER, [{ url, keys: keys.slice(0, 1) }]));
    expect(isQuorum(policy, new Set(['witness-1']))).toBe(true);
    expect(isQuorum(policy, new Set())).toBe(false);
  });
});
