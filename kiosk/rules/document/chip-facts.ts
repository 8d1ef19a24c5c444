import type { ChipProofs } from '../../../hardware/document-reader/document-reader.ts';

/** Protocols and proofs of a session with a chip: the part that may be stored. */
export interface ChipFacts {
  readonly access: 'pace' | 'basic-access-control' | 'none';
  readonly chipAuthentication: 'given' | 'failed' | 'not-offered';
  readonly activeAuthentication: 'given' | 'not-offered';
  readonly terminalAuthentication: 'given' | 'failed' | 'not-offered';
}

export function chipFactsOf(proofs: ChipProofs): ChipFacts {
  const { access, chipAuthentication, activeAuthentication, terminalAuthentication } = proofs;
  return {
    access: access.protocol === 'bac' ? 'basic-access-control' : access.protocol,
    chipAuthentication: chipAuthentication.kind,
    activeAuthentication: activeAuthentication === undefined ? 'not-offered' : 'given',
    terminalAuthentication: terminalAuthentication.kind,
  };
}
