/** Pure: a draft of the next retention policy. It starts from the policy in force, never from empty fields if there is one. */
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { decodeBase64Url } from '../../../contract/base64url.ts';
import {
  RETENTION_AUDIENCES,
  RETENTION_CLASSES,
  type RetentionAudience,
  type RetentionClass,
  type RetentionPolicy,
  retentionDigest,
  retentionPolicySchema,
  SIGNED_RETENTION_LIMIT_BYTES,
} from '../../../contract/retention.ts';
import { readSignedDocument } from '../../../contract/signed-document.ts';
import { translated } from '../../languages/text.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Limits of a first draft without a policy in force. Every other class starts with one hour. */
const STARTS_AT_MS: Partial<Record<RetentionClass, number>> = { cleared: 0, 'after-doubt': 4 * HOUR_MS };

/** The next policy with the terms of the one in force. It starts a day or more from now, so that there is time to approve and sign it. */
export function draftAfter(inForce: RetentionPolicy, nowMs: number): RetentionPolicy {
  return { ...inForce, number: inForce.number + 1, validFrom: startAfter(nowMs) };
}

/** For a server that has no policy, while the text of the lanes' own policy is not at hand. */
export function firstDraft(nowMs: number): RetentionPolicy {
  const classes = Object.fromEntries(
    RETENTION_CLASSES.map((name) => [
      name,
      {
        purpose: '',
        legalBasis: '',
        limitMs: STARTS_AT_MS[name] ?? HOUR_MS,
        visibleTo: name === 'referred' || name === 'after-doubt' ? ['officer', 'supervisor'] : ['nobody'],
      },
    ]),
  ) as RetentionPolicy['classes'];
  return { version: 1, number: 1, validFrom: startAfter(nowMs), classes };
}

/** The first midnight in UTC that is a day or more away. */
function startAfter(nowMs: number): number {
  return Math.ceil((nowMs + DAY_MS) / DAY_MS) * DAY_MS;
}

export const AUDIENCE_CHOICES: readonly Exclude<RetentionAudience, 'nobody'>[] = RETENTION_AUDIENCES.filter(
  (one) => one !== 'nobody',
);

/** Adds or removes one audience. Data that no person may view gets the last audience of the contract. */
export function withAudience(
  visibleTo: readonly RetentionAudience[],
  audience: RetentionAudience,
  isVisible: boolean,
): RetentionAudience[] {
  const chosen = AUDIENCE_CHOICES.filter((one) => (one === audience ? isVisible : visibleTo.includes(one)));
  return chosen.length === 0 ? ['nobody'] : [...chosen];
}

export type PolicyFile =
  | { readonly kind: 'read'; readonly policy: RetentionPolicy; readonly digest: string }
  | { readonly kind: 'too-large' | 'no-policy' };

export const POLICY_FILE_FAULTS: { readonly [Kind in Exclude<PolicyFile['kind'], 'read'>]: string } = translated({
  'too-large': 'This file is larger than any retention policy. It was not read.',
  'no-policy': 'This file is not a retention policy.',
});

/** Reads the policy that a lane was set up with, plain or signed. The caller compares its digest with those that lanes report. */
export async function readPolicyFile(file: Pick<File, 'size' | 'text'>): Promise<PolicyFile> {
  if (file.size > SIGNED_RETENTION_LIMIT_BYTES) return { kind: 'too-large' };
  const parsed = retentionPolicySchema.safeParse(plainOf(jsonOf(await file.text())));
  if (!parsed.success) return { kind: 'no-policy' };
  return { kind: 'read', policy: parsed.data, digest: retentionDigest(canonicalJson(parsed.data)) };
}

function plainOf(json: unknown): unknown {
  const signed = readSignedDocument(json);
  if (signed?.kind !== 'retention-policy') return json;
  const bytes = decodeBase64Url(signed.document);
  return bytes === undefined ? undefined : jsonOf(new TextDecoder().decode(bytes));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
