/** The retention policy in force: signed by two people, never older than one that was in force before. */
import { replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import {
  documentOf,
  limitOf,
  RETENTION_POLICY_FORM,
  type RetentionClass,
  type RetentionPolicy,
  type SignedRetention,
} from '../../../server/contract/retention.ts';
import { documentBytes, documentDigest, type DocumentInForce } from '../../../server/contract/signed-document.ts';
import { DocumentError } from '../../fleet/signed-documents/document-error.ts';
import {
  type DocumentSource,
  judgeSigned,
  loadDocument,
  rememberDocument,
} from '../../fleet/signed-documents/load-document.ts';

export interface Retention {
  readonly policy: RetentionPolicy;
  /** SHA-256 of its canonical bytes, contained in every erasure report. */
  readonly digest: string;
  limitMs(name: RetentionClass): number;
}

/** Throws `DocumentError`. */
export function loadRetention(source: DocumentSource, nowMs: number): Retention {
  return retentionOf(loadDocument(RETENTION_POLICY_FORM, source, nowMs));
}

/** A policy that can be replaced while the lane runs. Data stored earlier keep their limit. */
export interface LiveRetention extends Retention {
  /**
   * Stores a newer signed policy on the disk and puts it in force. Throws `DocumentError` and errors of writing; the old
   * policy stays in force then.
   */
  adopt(signed: SignedRetention, nowMs: number): void;
}

export interface AdoptingSource extends Omit<DocumentSource, 'file'> {
  /** File of an adopted policy, used at a start when it is newer than the operator's. */
  readonly adoptedFile: string;
}

/** @param source `undefined` when the lane has no keys of signers */
export function liveRetention(first: Retention, source: AdoptingSource | undefined): LiveRetention {
  let current = first;
  return {
    get policy() {
      return current.policy;
    },
    get digest() {
      return current.digest;
    },
    limitMs: (name) => current.limitMs(name),
    adopt(signed, nowMs) {
      if (source === undefined) throw new DocumentError('too-few-signatures', 'this lane has no keys of signers');
      const { memoryFile, adoptedFile } = source;
      const document = judgeSigned(RETENTION_POLICY_FORM, documentOf(signed), source, nowMs);
      replaceFileSync(adoptedFile, JSON.stringify(documentOf(signed)));
      rememberDocument(memoryFile, document);
      current = retentionOf(document);
    },
  };
}

export function inForce(policy: RetentionPolicy): Retention {
  const digest = documentDigest(documentBytes(RETENTION_POLICY_FORM, policy));
  return retentionOf({ content: policy, digest });
}

function retentionOf({ content: policy, digest }: DocumentInForce<RetentionPolicy>): Retention {
  return { policy, digest, limitMs: (name) => limitOf(policy, name) };
}
