/** Messages between the server and the front, the process that receives and seals declarations. No message carries plaintext. */
import type { RateTable } from '../../../contract/rules/rate-table.ts';
import type { SelectionSet } from '../../../contract/rules/selection-set.ts';
import type { SignedDocument } from '../../../contract/signed-document.ts';
import type { DeclarationView, ViewingLog } from '../api/answers.ts';
import type { DeclarationList } from '../api/portal-answers.ts';
import type { TraderRefusal, TraderScope } from '../api/vocabulary.ts';
import type { Jurisdiction } from '../rules/context.ts';
import type { State } from '../sealing/readable-facts.ts';
import type { PortalAnswered, PortalAsked } from './portal-actions.ts';
import type { Submission } from './submission.ts';

export interface FrontSettings {
  readonly host: string;
  /** 0: the system chooses. */
  readonly port: number;
  /** PEM; without it plain HTTP on loopback. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  /** Origin of the portal, such as `https://declare.example`; `localhost`: the development's, with the port. Without it there is no portal. */
  readonly portal: string | undefined;
  /** Addresses of proxies, which name the clients of their connections. */
  readonly proxies: readonly string[];
  readonly jurisdiction: Jurisdiction;
  readonly offices: SignedDocument;
  /** Ed25519 public keys, hex, of the people who sign the list of offices. */
  readonly signerKeys: readonly string[];
  readonly before: { readonly number: number; readonly digest: string } | undefined;
  /** Keys fingerprints, 32 bytes. */
  readonly fingerprintKey: Uint8Array;
  /** `undefined`: the model of the project. */
  readonly riskModelFile: string | undefined;
}

export interface Refused {
  readonly kind: 'refused';
  readonly code: TraderRefusal;
  readonly retryAfterS?: number;
}

export interface AdmissionAsked {
  readonly scope: TraderScope;
  /** The trader for whom the declaration is filed, where the request names one. */
  readonly principal?: string;
  /** Digest of the set of selection rules that the front has. */
  readonly rules?: string;
}

export interface RulesInUse {
  /** SHA-256, hex. */
  readonly digest: string;
  /** Absent where the front has it. */
  readonly set?: SelectionSet;
}

export interface ListAsked {
  /** `next` of an earlier answer. */
  readonly before: string | undefined;
  readonly state: State | undefined;
}

export interface Admitted {
  readonly kind: 'admitted';
  /** Whose declaration it is: the principal, where the request names one. */
  readonly traderId: string;
  /** Who files it. */
  readonly filer: string;
  readonly declarationId: string;
  /** The table of exchange rates in force today. */
  readonly rates: RateTable | null;
  /** The selection rules in use now. */
  readonly rules: RulesInUse | null;
  /** Days since the trader got a first key or person here; `null`: not known. */
  readonly traderDays: number | null;
}
/** Who calls. */
export interface Identified {
  readonly kind: 'known';
  readonly trader: string;
}
export type Shown<T> = { readonly kind: 'shown'; readonly value: T };
export type Stored = { readonly kind: 'stored'; readonly value: DeclarationView };

/** Each call names the key or the session again, so that the server judges it each time. */
export interface Calls {
  readonly identify: { readonly asked: { readonly scope: TraderScope }; readonly answer: Identified | Refused };
  readonly admit: { readonly asked: AdmissionAsked; readonly answer: Admitted | Refused };
  readonly submit: { readonly asked: Submission; readonly answer: Stored | Refused };
  /** A declaration that its trader sealed, after `identify`. */
  readonly submitSealed: { readonly asked: Submission; readonly answer: Stored | Refused };
  readonly declaration: { readonly asked: { readonly id: string }; readonly answer: Shown<DeclarationView> | Refused };
  readonly viewings: { readonly asked: { readonly after: number }; readonly answer: Shown<ViewingLog> | Refused };
  readonly declarations: { readonly asked: ListAsked; readonly answer: Shown<DeclarationList> | Refused };
  readonly portal: { readonly asked: PortalAsked; readonly answer: PortalAnswered | Refused };
}
export type CallName = keyof Calls;

/** SHA-256, hex, of the API key of a program or of the token of a person's session; empty without one. */
export type KeyDigest = string;

/** Who calls: the key or the session, and the network that the request came from. */
export interface Caller {
  readonly keyDigest: KeyDigest;
  /** As `../../../platform/http/network-of.ts` counts it. */
  readonly network: string;
}

export type Call = <N extends CallName>(
  name: N,
  caller: Caller,
  asked: Calls[N]['asked'],
) => Promise<Calls[N]['answer']>;

export interface RequestNote {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
}

export type FrontFault = 'address-in-use' | 'list-refused' | 'not-started' | 'settings-differ';

export type FromFront =
  | {
      readonly kind: 'listening';
      readonly port: number;
      readonly number: number;
      readonly digest: string;
      readonly hasRiskModel: boolean;
    }
  | { readonly kind: 'failed'; readonly fault: FrontFault; readonly why: string }
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly name: CallName;
      readonly caller: Caller;
      readonly asked: unknown;
    }
  | ({ readonly kind: 'note' } & RequestNote)
  /** Connections that were refused or displaced since the last such message. */
  | { readonly kind: 'connections-refused' }
  /** Answers the server's. */
  | { readonly kind: 'beat' };

export type ToFront =
  | { readonly kind: 'open'; readonly settings: FrontSettings }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'beat' }
  | { readonly kind: 'close' };
