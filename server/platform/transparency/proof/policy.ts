/** The logs and witnesses that a verifier trusts, and the required quorum: C2SP tlog-policy. */
import { LedgerError } from '../ledger-error.ts';
import { sameBytes } from '../../../contract/merkle/hash.ts';
import { encodeVkey, parseVkey, type KeyType, type VerifierKey } from '../note/vkey.ts';

export interface PolicyLog {
  readonly key: VerifierKey;
  readonly url: string | undefined;
}

export interface PolicyWitness {
  readonly name: string;
  readonly key: VerifierKey;
  readonly url: string | undefined;
}

interface Group {
  readonly least: number;
  readonly members: readonly string[];
}

export interface Policy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: ReadonlyMap<string, Group>;
  /** The name of a witness or group, or `none`. */
  readonly quorum: string;
}

export const NO_QUORUM = 'none';

/** Throws `LedgerError` `malformed-policy` for any text that tlog-policy does not allow. */
export function parsePolicy(text: string): Policy {
  if (text !== '' && !text.endsWith('\n')) throw malformed('the last line does not end');
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b-\u001f\u007f\p{Surrogate}]/u.test(text)) throw malformed('it holds control characters');
  const draft = new Draft();
  for (const line of text.split('\n')) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words[0] === undefined || words[0].startsWith('#')) continue;
    draft.take(words[0], words.slice(1));
  }
  return draft.finished();
}

class Draft {
  readonly #logs: PolicyLog[] = [];
  readonly #witnesses: PolicyWitness[] = [];
  readonly #groups = new Map<string, Group>();
  readonly #members = new Set<string>();
  #quorum: string | undefined;

  take(keyword: string, words: readonly string[]): void {
    if (keyword === 'log' && (words.length === 1 || words.length === 2)) this.#log(words[0]!, words[1]);
    else if (keyword === 'witness' && (words.length === 2 || words.length === 3)) {
      this.#witness(words[0]!, words[1]!, words[2]);
    } else if (keyword === 'group' && words.length >= 3) this.#group(words[0]!, words[1]!, words.slice(2));
    else if (keyword === 'quorum' && words.length === 1) this.#setQuorum(words[0]!);
    else throw malformed('a line is not log, witness, group or quorum');
  }

  finished(): Policy {
    if (this.#quorum === undefined) throw malformed('it names no quorum');
    return { logs: this.#logs, witnesses: this.#witnesses, groups: this.#groups, quorum: this.#quorum };
  }

  #log(vkey: string, url: string | undefined): void {
    this.#logs.push({ key: this.#key(vkey, this.#logs, ['ed25519']), url });
  }

  #witness(name: string, vkey: string, url: string | undefined): void {
    this.#mayDefine(name);
    const key = this.#key(vkey, this.#witnesses, ['cosignature-ed25519', 'cosignature-ml-dsa-44']);
    this.#witnesses.push({ name, key, url });
  }

  #group(name: string, least: string, members: readonly string[]): void {
    this.#mayDefine(name);
    for (const member of members) {
      if (!this.#isDefined(member)) throw malformed('a group names a member that is not defined before it');
      // A witness that counts twice could be a quorum alone.
      if (this.#members.has(member)) throw malformed('a member is in two groups');
      this.#members.add(member);
    }
    this.#groups.set(name, { least: threshold(least, members.length), members });
  }

  #setQuorum(name: string): void {
    if (this.#quorum !== undefined) throw malformed('it names two quorums');
    if (name !== NO_QUORUM && !this.#isDefined(name)) throw malformed('the quorum is not defined');
    this.#quorum = name;
  }

  #key(vkey: string, others: readonly { readonly key: VerifierKey }[], types: readonly KeyType[]): VerifierKey {
    let key: VerifierKey;
    try {
      key = parseVkey(vkey);
    } catch (cause) {
      throw new LedgerError('malformed-policy', 'a key is malformed', { cause });
    }
    if (!types.includes(key.type)) throw malformed('a key has the wrong type for its line');
    if (others.some((other) => sameBytes(other.key.publicKey, key.publicKey))) throw malformed('a key occurs twice');
    return key;
  }

  #mayDefine(name: string): void {
    if (name === NO_QUORUM || this.#isDefined(name)) throw malformed('a name is defined twice');
  }

  #isDefined(name: string): boolean {
    return this.#groups.has(name) || this.#witnesses.some((witness) => witness.name === name);
  }
}

/** The policy as a text that `parsePolicy` accepts. */
export function formatPolicy({ logs, witnesses, groups, quorum }: Policy): string {
  const line = (...words: readonly (string | undefined)[]) => words.filter((word) => word !== undefined).join(' ');
  const lines = [
    ...logs.map(({ key, url }) => line('log', encodeVkey(key), url)),
    ...witnesses.map(({ name, key, url }) => line('witness', name, encodeVkey(key), url)),
    ...[...groups].map(([name, { least, members }]) => line('group', name, String(least), ...members)),
    line('quorum', quorum),
  ];
  return lines.map((one) => `${one}\n`).join('');
}

/** Whether the witnesses with these names satisfy the quorum. */
export function isQuorum(policy: Policy, witnesses: ReadonlySet<string>): boolean {
  const counts = (name: string): boolean => {
    const group = policy.groups.get(name);
    return group === undefined ? witnesses.has(name) : group.members.filter(counts).length >= group.least;
  };
  return policy.quorum === NO_QUORUM || counts(policy.quorum);
}

function threshold(word: string, members: number): number {
  if (word === 'any') return 1;
  if (word === 'all') return members;
  const least = /^[1-9][0-9]{0,5}$/.test(word) ? Number(word) : 0;
  if (least < 1 || least > members) throw malformed('a group requires no members, or more than it has');
  return least;
}

function malformed(message: string): LedgerError {
  return new LedgerError('malformed-policy', message);
}
