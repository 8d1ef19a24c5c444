/** The list of offices by which the server decides who may ask for which groups. */
import {
  type FieldGroup,
  type ListedOffice,
  OFFICE_KEYS_FORM,
  type OfficeKeyList,
  type OfficeMember,
} from '../../../contract/office-keys.ts';
import { judgeDocument, type SignedDocument } from '../../../contract/signed-document.ts';
import type { SealedContent } from '../sealing/seal-declaration.ts';

export interface SignedOffices {
  readonly offices: SignedDocument;
  /** Ed25519 public keys, hex, of the people who sign the list. */
  readonly signerKeys: readonly string[];
}

/** Reads the list once; `undefined` when there is none in force. The front refuses a list that is older than one that was in force. */
export class OfficesInForce {
  readonly #config: SignedOffices | undefined;
  #list: OfficeKeyList | undefined;

  constructor(config: SignedOffices | undefined) {
    this.#config = config;
  }

  list(nowMs: number): OfficeKeyList | undefined {
    if (this.#list !== undefined || this.#config === undefined) return this.#list;
    const { offices, signerKeys } = this.#config;
    const judged = judgeDocument(OFFICE_KEYS_FORM, offices, { keys: signerKeys, before: undefined, nowMs });
    if (judged.kind === 'in-force') this.#list = judged.document.content;
    return this.#list;
  }
}

export interface Membership {
  readonly office: ListedOffice;
  readonly member: OfficeMember;
}

/** The offices that have a person as a member. An expired key seals nothing more, and still opens what it has sealed. */
export function membershipsOf({ offices }: OfficeKeyList, person: string): Membership[] {
  return offices.flatMap((office) => {
    const member = office.members.find(({ officerId }) => officerId === person);
    return member === undefined ? [] : [{ office, member }];
  });
}

/** The groups of a declaration that an office may read by the list and by the sealed keys. */
export function groupsReadableBy(office: ListedOffice, content: SealedContent): FieldGroup[] {
  const keys = content.offices.find((one) => one.office === office.office)?.keys ?? [];
  return content.groups.flatMap(({ group }) =>
    office.groups.includes(group) && keys.some((key) => key.group === group) ? [group] : [],
  );
}
