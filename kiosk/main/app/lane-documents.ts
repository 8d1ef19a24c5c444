/**
 * The policy, notice and brand in force: releases, documents signed by two people, or in development unsigned files or built-in
 * documents. The other modes have already refused the last two.
 */
import { isProtected } from '../../../hardware/host/mode.ts';
import { ConfigError, type KioskConfig } from '../../platform/config/config.ts';
import { releasedName } from '../../platform/config/released.ts';
import type { ReleasedTargets } from '../../fleet/releases/released-target.ts';
import { releasedDocument } from './open-releases.ts';
import { readJsonFile } from '../../platform/config/config-file.ts';
import { documentAt } from '../../fleet/signed-documents/document-error.ts';
import { DEVELOPMENT_POLICY, type Policy, policySchema } from '../../rules/decision/policy.ts';
import { DECISION_POLICY_FORM } from '../../rules/decision/signed-policy.ts';
import { developmentNotice } from '../../rules/notice/development-notice.ts';
import { type Notice, noticeSchema } from '../../rules/notice/notice.ts';
import { NOTICE_FORM } from '../../rules/notice/signed-notice.ts';
import { memoryFileOf } from '../../fleet/signed-documents/document-memory.ts';
import { isSignedFile, loadDocument } from '../../fleet/signed-documents/load-document.ts';
import { type Brand, BRAND_FORM, brandSchema } from '../../../server/contract/brand/brand.ts';
import type { DocumentForm } from '../../../server/contract/signed-document.ts';

type Documents = Pick<
  KioskConfig,
  'mode' | 'policyFile' | 'noticeFile' | 'brandFile' | 'signerKeys' | 'dataDir' | 'keyDir'
>;

/** Throws `ConfigError`. */
export function policyInForce(config: Documents, nowMs: number, targets?: ReleasedTargets): Policy {
  const { mode, policyFile } = config;
  const variable = 'POSTERN_KIOSK_POLICY_FILE';
  if (policyFile === undefined) return inDevelopment(mode, variable, () => DEVELOPMENT_POLICY);
  const name = releasedName(policyFile);
  if (name !== undefined) {
    const target = { kind: 'decision-policy', name } as const;
    return releasedDocument(variable, DECISION_POLICY_FORM, target, { targets, nowMs }).policy;
  }
  if (mode === 'development' && !isSignedFile(policyFile)) return readJsonFile(variable, policyFile, policySchema);
  return signedDocument(config, { form: DECISION_POLICY_FORM, variable, file: policyFile }, nowMs).policy;
}

/** Throws `ConfigError`. */
export function noticeInForce(config: Documents, nowMs: number, targets?: ReleasedTargets): Notice {
  const { mode, noticeFile } = config;
  const variable = 'POSTERN_KIOSK_NOTICE_FILE';
  if (noticeFile === undefined) return inDevelopment(mode, variable, () => developmentNotice(nowMs));
  const name = releasedName(noticeFile);
  if (name !== undefined) {
    return releasedDocument(variable, NOTICE_FORM, { kind: 'notice', name }, { targets, nowMs }).notice;
  }
  if (mode === 'development' && !isSignedFile(noticeFile)) return readJsonFile(variable, noticeFile, noticeSchema);
  return signedDocument(config, { form: NOTICE_FORM, variable, file: noticeFile }, nowMs).notice;
}

/** `null`: the look of Postern. Throws `ConfigError`. */
export function brandInForce(config: Documents, nowMs: number): Brand | null {
  const { mode, brandFile } = config;
  const variable = 'POSTERN_KIOSK_BRAND_FILE';
  if (brandFile === undefined) return null;
  if (mode === 'development' && !isSignedFile(brandFile)) return readJsonFile(variable, brandFile, brandSchema);
  return signedDocument(config, { form: BRAND_FORM, variable, file: brandFile }, nowMs).brand;
}

function inDevelopment<T>(mode: KioskConfig['mode'], variable: string, builtIn: () => T): T {
  if (isProtected(mode)) throw new ConfigError([`${variable}: ${mode} has no built-in document`]);
  return builtIn();
}

interface NamedFile<T extends { readonly number: number; readonly validFrom: number }> {
  readonly form: DocumentForm<T>;
  readonly variable: string;
  readonly file: string;
}

function signedDocument<T extends { readonly number: number; readonly validFrom: number }>(
  { signerKeys, dataDir, keyDir }: Documents,
  { form, variable, file }: NamedFile<T>,
  nowMs: number,
): T {
  const source = { file, keys: signerKeys ?? [], memoryFile: memoryFileOf({ dataDir, keyDir }, form.kind) };
  return documentAt(variable, () => loadDocument(form, source, nowMs)).content;
}
