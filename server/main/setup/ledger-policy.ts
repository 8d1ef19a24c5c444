import { parseVkey } from '../../platform/transparency/note/vkey.ts';
import { formatPolicy } from '../../platform/transparency/proof/policy.ts';
import type { Witness } from './answers.ts';

/**
 * The ledger's policy (tlog-policy). Each kind of signature needs the quorum of its own, so that neither a break of Ed25519 nor one of
 * ML-DSA lets a rewritten ledger pass.
 *
 * @param ledger the ledger's key in text form
 * @param least how many witnesses must cosign; absent: more than half of them
 */
export function ledgerPolicy(ledger: string, witnesses: readonly Witness[], least?: number): string {
  const keys = witnesses.flatMap(({ url, keys: of }, at) =>
    of.map((text) => {
      const key = parseVkey(text);
      const isLater = key.type === 'cosignature-ml-dsa-44';
      return { name: `witness-${at + 1}${isLater ? '-pq' : ''}`, key, url, isLater };
    }),
  );
  const needed = least ?? Math.floor(witnesses.length / 2) + 1;
  const groups = new Map<string, { readonly least: number; readonly members: readonly string[] }>();
  for (const [name, isLater] of [
    ['classic', false],
    ['later', true],
  ] as const) {
    const members = keys.filter((one) => one.isLater === isLater).map((one) => one.name);
    if (members.length > 0) groups.set(name, { least: Math.min(needed, members.length), members });
  }
  groups.set('all', { least: groups.size, members: [...groups.keys()] });
  return formatPolicy({
    logs: [{ key: parseVkey(ledger), url: undefined }],
    witnesses: keys.map(({ name, key, url }) => ({ name, key, url })),
    groups,
    quorum: 'all',
  });
}
