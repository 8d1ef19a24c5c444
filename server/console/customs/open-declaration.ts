/** Opens the groups of a viewing. Loaded when a declaration is opened or a reading key is shown. */
import { decodeBase64Url, encodeBase64Url } from '../../contract/base64url.ts';
import type { FieldGroup } from '../../contract/office-keys.ts';
import type { Fields } from '../../goods/declarations/sealing/field-groups.ts';
import { keyPairOf, openGroup, openOfficeSeed } from '../../goods/declarations/sealing/open-groups.ts';
import { suite } from '../../goods/declarations/sealing/sealed-form.ts';
import type { ViewedContent } from '../../goods/declarations/viewings/answers.ts';

export { compareOpened } from '../../goods/declarations/sealing/compare-opened.ts';

export interface OpenedGroup {
  readonly group: FieldGroup;
  readonly fields: Fields;
}

export type Opening =
  | { readonly kind: 'opened'; readonly groups: readonly OpenedGroup[] }
  /** The list of offices names another key of this officer. */
  | { readonly kind: 'other-key' }
  /** The content does not open with the office's key. */
  | { readonly kind: 'unreadable' };

/** The public key of an officer, base64url. */
export async function publicKeyOf(seed: Uint8Array): Promise<string> {
  return encodeBase64Url(new Uint8Array(await suite.kem.serializePublicKey((await keyPairOf(seed)).publicKey)));
}

/** @param seed of the officer, wiped by the caller */
export async function openViewing(content: ViewedContent, seed: Uint8Array): Promise<Opening> {
  const { declarationId, traderId, office, groups, member } = content;
  if ((await publicKeyOf(seed)) !== member.publicKey) return { kind: 'other-key' };
  let officeSeed: Uint8Array | undefined;
  try {
    officeSeed = await openOfficeSeed(office.office, member, await keyPairOf(seed));
    const officeKey = await keyPairOf(officeSeed);
    const keys = {
      office: office.office,
      encapsulation: bytesIn(office.encapsulation),
      keys: office.keys.map(({ group, wrapped }) => ({ group, wrapped: bytesIn(wrapped) })),
    };
    const opened: OpenedGroup[] = [];
    for (const { group, sealed } of groups) {
      const fields = await openGroup({ declarationId, traderId }, keys, { group, sealed: bytesIn(sealed) }, officeKey);
      opened.push({ group, fields });
    }
    return { kind: 'opened', groups: opened };
  } catch {
    return { kind: 'unreadable' };
  } finally {
    officeSeed?.fill(0);
  }
}

function bytesIn(text: string): Uint8Array {
  return decodeBase64Url(text) ?? new Uint8Array();
}
