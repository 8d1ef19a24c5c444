/** The verification of a delivery with its proof, as a chunk that is loaded when it is needed. The same judgement as `postern-server verify`. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { judgeProofFile } from '../../records/ledger/verify/judge-proof-file.ts';
import { judgeSigned, type SignedFile } from '../../sharing/deliveries/delivery-file.ts';

export interface DeliveryClaim {
  readonly file: Uint8Array;
  readonly proof: string;
  /** Text of a tlog-policy. */
  readonly policy: string;
  /** Ed25519, hex. */
  readonly serverKey: string;
  /** Id of the party. */
  readonly party: string;
}

export interface DeliveryVerdict {
  readonly digest: string;
  /** Whether this server signed the file for this party. */
  readonly signature: 'signed' | Extract<SignedFile, { kind: 'refused' }>['code'] | 'other-party';
  /** Whether the ledger has an entry with this digest: the number of witnesses, or the code of the fault. */
  readonly entry:
    | { readonly kind: 'verified'; readonly witnesses: number; readonly at: number }
    | { readonly kind: 'refused'; readonly code: string };
}

export function verifyDelivery({ file, proof, policy, serverKey, party }: DeliveryClaim): DeliveryVerdict {
  const digest = bytesToHex(sha256(file));
  const signed = judgeSigned(file, serverKey);
  const isOurs = signed.kind === 'signed' && signed.file.delivery.recipient.party === party;
  const signature = signed.kind === 'refused' ? signed.code : isOurs ? 'signed' : 'other-party';
  const judged = judgeProofFile({ proof, policy });
  if (judged.kind === 'refused') return { digest, signature, entry: { kind: 'refused', code: judged.code } };
  const { entry, witnesses } = judged;
  const isSame = entry?.type === 'export' && entry.digest === digest && entry.partner === party;
  return {
    digest,
    signature,
    entry: isSame
      ? { kind: 'verified', witnesses: witnesses.size, at: entry.at }
      : { kind: 'refused', code: 'other-entry' },
  };
}
