/** Calls from the kiosk to the process that owns its token. */
import type { OpenCall } from '../../pkcs11/messages.ts';
import type { ChainName } from '../chain.ts';
import type { TerminalCurve } from '../terminal-keys.ts';

export type TokenCall =
  | OpenCall
  | { readonly call: 'sign'; readonly message: Uint8Array }
  | { readonly call: 'prf'; readonly input: Uint8Array }
  | { readonly call: 'random'; readonly length: number }
  | { readonly call: 'wrap'; readonly key: Uint8Array; readonly context: Uint8Array }
  | { readonly call: 'unwrap'; readonly wrapped: Uint8Array; readonly context: Uint8Array }
  | { readonly call: 'roots' | 'rotate' | 'check' | 'chains' }
  | { readonly call: 'make-chain' | 'destroy-chain'; readonly name: ChainName }
  | { readonly call: 'import-chain'; readonly name: ChainName; readonly secret: Uint8Array }
  | {
      readonly call: 'advance-chain';
      readonly from: ChainName;
      readonly labels: readonly string[];
      readonly to: ChainName;
    }
  | { readonly call: 'chain-prf'; readonly name: ChainName; readonly label: string; readonly input: Uint8Array }
  | { readonly call: 'destroy'; readonly generation: number }
  | { readonly call: 'terminal-keys' }
  | { readonly call: 'make-terminal-key'; readonly name: string; readonly curve: TerminalCurve }
  | { readonly call: 'sign-as-terminal'; readonly name: string; readonly digest: Uint8Array }
  | { readonly call: 'destroy-terminal-key'; readonly name: string };

export interface OpenedToken {
  readonly model: string;
  readonly firmware: string;
  readonly hardware: boolean;
  readonly publicKey: Uint8Array;
}
